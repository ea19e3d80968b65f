"""The permanent account number of the income-tax department (PAN).

Format and holder letter by python-stdnum (``stdnum.in_.pan``); the last letter's check algorithm is not published.
Which fourth letters fit which kind of seller follows the department's holder types: P individual, C company,
A association of persons, B body of individuals, F firm or LLP, H Hindu undivided family, T trust,
J artificial juridical person. Co-operative societies are assessed as A, B or J.
"""

from __future__ import annotations

from collections.abc import Mapping

from stdnum.exceptions import ValidationError
from stdnum.in_ import pan as stdnum_pan

from sellers.identity.errors import PanInvalid, PanUnfit
from sellers.profiles.states import SellerKind

FITTING_LETTERS: Mapping[str, str] = {
    SellerKind.ARTISAN: "P",
    SellerKind.SHG: "AB",
    SellerKind.FPO: "CAB",
    SellerKind.COOPERATIVE: "ABJ",
    SellerKind.MICRO_ENTERPRISE: "PHFCT",
}

HOLDERS: Mapping[str, str] = {
    "A": "an association of persons",
    "B": "a body of individuals",
    "C": "a company",
    "F": "a firm or LLP",
    "G": "a government agency",
    "H": "a Hindu undivided family",
    "J": "an artificial juridical person",
    "K": "a trust (Krish)",
    "L": "a local authority",
    "P": "an individual",
    "T": "a trust",
}


def check_pan(value: str) -> str:
    """The PAN in its compact form, upper case; raises :class:`PanInvalid`."""
    try:
        return str(stdnum_pan.validate(value))
    except ValidationError as error:
        raise PanInvalid from error


def check_pan_fits(pan: str, kind: str) -> None:
    """Raise :class:`PanUnfit` unless the fourth letter of a valid PAN fits the kind of seller."""
    letters = FITTING_LETTERS[kind]
    if pan[3] not in letters:
        fitting = " or ".join(f"{HOLDERS[letter]} ({letter})" for letter in letters)
        raise PanUnfit(
            f"The fourth letter {pan[3]} says that this PAN belongs to {HOLDERS[pan[3]]}. "
            f"{SellerKind(kind).label}: give the PAN of {fitting}."
        )
