"""Who sells what: the shapes in which seeded sellers and the demo's sellers are written down.

All persons, groups, numbers and accounts are invented; places and register entries are real.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from stdnum import luhn

GSTIN_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def gstin(state_code: str, pan: str) -> str:
    """A GSTIN with a right check character for a state's GST code and a PAN (first registration in the state)."""
    body = f"{state_code}{pan}1Z"
    return body + luhn.calc_check_digit(body, GSTIN_ALPHABET)


@dataclass(frozen=True)
class Story:
    """The story card's texts in one language."""

    title: str
    community: str
    technique: str
    materials: str
    time_to_make: str
    heritage: str
    distinctive_quality: str
    care: str
    local_names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Goods:
    """One product with one variant, a drawn photograph and a story. Amounts in paise, weight in grams."""

    key: str
    motif: str
    title: str
    category: str
    description: str
    generic_name: str
    price_amount: int
    mrp_amount: int
    stock: int
    weight_grams: int
    odop: str = ""
    gi: str = ""
    net_quantity: str = "1"
    unit: str = "piece"
    shelf_life_days: int | None = None
    local_names: tuple[str, ...] = ()
    stories: Mapping[str, Story] = field(default_factory=dict)


@dataclass(frozen=True)
class Cast:
    """One seller: who signs in, what it states, which papers it shows, where it is paid, what it sells."""

    key: str
    kind: str
    person: str
    district: str
    state: str
    facts: Mapping[str, Any]
    papers: tuple[str, ...]
    bank: Mapping[str, str]
    goods: tuple[Goods, ...] = ()
    email: str = ""
    phone: str = ""
    language: str = "en"
