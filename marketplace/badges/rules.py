"""The rules of the badges, as pure functions of what the registers say: yes or no, why, and what would help.

ODOP: the product names an entry in force of its own district of origin (DPIIT, One District One Product).
Registered GI: it names an Indian geographical indication in force whose area holds its district of origin
(Geographical Indications of Goods Act 1999, s. 2(1)(e)). Neither says that the seller is an authorised user.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from marketplace.badges.states import BadgeKind

SHOWN_SUGGESTIONS = 5
_OTHER_KIND = "Claim the entry that this product is, or list it in the category it belongs to."

NEVER_FOOD = frozenset({"handicraft", "handloom", "textiles", "minerals"})
"""Kinds of the ODOP and GI registers whose goods nobody eats."""
ONLY_FOOD = frozenset({"food_processing", "food_stuff"})
"""Kinds whose goods are always food."""
GROWN = frozenset({"agricultural"})
"""The GI register's kind for produce itself: what is made of it by hand is another thing."""
MADE_BY_HAND = frozenset({"crafts", "handloom"})
"""Branches of the category tree, by slug of their root, that hold made things only."""


def contradiction_of(*, kind: str, name: str, is_food: bool, branch: str, category: str) -> str:
    """Why an entry of this register kind cannot be the product listed in this category; empty when it can.

    Only what no product can be both of is refused; likeness of names is left to the moderator who sees the claim.
    """
    if is_food and kind in NEVER_FOOD:
        return f"{name} stands in the register as {kind}; your product is listed as food ({category})."
    grown = kind in GROWN and branch in MADE_BY_HAND
    if not is_food and (kind in ONLY_FOOD or grown):
        what = "produce" if grown else "food"
        return f"{name} stands in the register as {what}; your product is listed under {category}."
    return ""


@dataclass(frozen=True)
class Place:
    """A district and its state, by name."""

    district: str
    state: str


@dataclass(frozen=True)
class Origin:
    """Where the product comes from; ``place`` is None until the seller has said it."""

    country: str
    place: Place | None


@dataclass(frozen=True)
class OdopClaim:
    """The ODOP entry a product names, as the register has it now."""

    entry: UUID
    name: str
    place: Place
    is_active: bool
    is_of_origin: bool
    source: str
    contradiction: str = ""


@dataclass(frozen=True)
class GiClaim:
    """The GI a product names, as the register has it now, and whether its area holds the origin."""

    entry: UUID
    name: str
    is_registered: bool
    is_foreign: bool
    area: str
    area_holds: bool
    basis: Literal["district", "state", "unknown"]
    source: str
    contradiction: str = ""


@dataclass(frozen=True)
class Explanation:
    """Whether a product carries a badge, why or why not, and what would help. ``code`` is stable."""

    kind: BadgeKind
    holds: bool
    code: str
    reason: str
    remedy: str = ""
    entry: UUID | None = None
    entry_name: str = ""


def explain_odop(claim: OdopClaim | None, origin: Origin, suggestions: Sequence[str]) -> Explanation:
    """The ODOP rule; ``suggestions`` are the names of the entries in force of the district of origin."""
    no = _Refuser(BadgeKind.ODOP, claim.entry if claim else None, claim.name if claim else "")
    place, offer = origin.place, _offer("ODOP entries", origin.place, suggestions)
    if claim is None:
        return no("not_claimed", "The product names no ODOP entry.", offer)
    if place is None:
        return no("origin_missing", "The district of origin is not stated.", "State the district where it is made.")
    if origin.country != "IN":
        return no("made_abroad", f"{claim.name} is an Indian district's product; yours is made abroad.", "")
    if not claim.is_of_origin:
        return no(
            "other_district",
            f"{claim.name} is the entry for {claim.place.district}; your origin is {place.district}.",
            f"If it is made in {claim.place.district}, state that as its origin. {offer}".strip(),
        )
    if claim.contradiction:
        return no("other_kind_of_goods", claim.contradiction, _OTHER_KIND)
    if not claim.is_active:
        return no("entry_not_in_force", f"The entry {claim.name} of {place.district} is no longer in force.", offer)
    reason = f"{claim.name} is an ODOP entry of {place.district}, {place.state}, where this is made ({claim.source})."
    return Explanation(BadgeKind.ODOP, True, "entry_of_origin", reason, entry=claim.entry, entry_name=claim.name)


def explain_gi(claim: GiClaim | None, origin: Origin, suggestions: Sequence[str]) -> Explanation:
    """The rule of the registered GI; ``suggestions`` are names of GIs known to hold the district of origin."""
    no = _Refuser(BadgeKind.GI_REGISTERED, claim.entry if claim else None, claim.name if claim else "")
    place, offer = origin.place, _offer("registered GIs", origin.place, suggestions)
    if claim is None:
        return no("not_claimed", "The product names no registered GI.", offer)
    unfit = _unfit_gi(no, claim, offer)
    if unfit is not None:
        return unfit
    if place is None:
        return no("origin_missing", "The district of origin is not stated.", "State the district where it is made.")
    if origin.country != "IN":
        return no("made_abroad", f"{claim.name} comes from {claim.area}; yours is made abroad.", "")
    if claim.basis == "unknown":
        return no("area_unknown", f"The register does not know the area of {claim.name}.", "Ask the registry desk.")
    if not claim.area_holds:
        return no(
            "outside_area",
            f"The area of {claim.name} is {claim.area}; your origin is {place.district}, {place.state}.",
            f"If it is made in that area, state the district there as its origin. {offer}".strip(),
        )
    how = "the register knows the area by state" if claim.basis == "state" else "by district"
    reason = f"The area of {claim.name} is {claim.area} ({how}) and holds {place.district} ({claim.source})."
    return Explanation(BadgeKind.GI_REGISTERED, True, "area_holds_origin", reason, "", claim.entry, claim.name)


def _unfit_gi(no: _Refuser, claim: GiClaim, offer: str) -> Explanation | None:
    if claim.is_foreign:
        return no("foreign_gi", f"{claim.name} is a foreign geographical indication.", "")
    if not claim.is_registered:
        return no("entry_not_in_force", f"The registration of {claim.name} is no longer in force.", offer)
    if claim.contradiction:
        return no("other_kind_of_goods", claim.contradiction, _OTHER_KIND)
    return None


@dataclass(frozen=True)
class _Refuser:
    """Makes the explanation of a no."""

    kind: BadgeKind
    entry: UUID | None
    name: str

    def __call__(self, code: str, reason: str, remedy: str) -> Explanation:
        return Explanation(self.kind, False, code, reason, remedy, self.entry, self.name)


def _offer(what: str, place: Place | None, names: Sequence[str]) -> str:
    if place is None:
        return ""
    if not names:
        return f"The register knows no {what} of {place.district}."
    listed = ", ".join(names[:SHOWN_SUGGESTIONS])
    return f"The {what} of {place.district}: {listed}. Claim the one that this product is."
