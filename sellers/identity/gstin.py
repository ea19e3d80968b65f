"""The goods and services tax identification number (GSTIN).

Two digits of the state, the holder's PAN, the count of registrations, a letter and a check character (Luhn mod 36).
python-stdnum 2.2 refuses Ladakh (38) and every fourteenth letter but Z, though both are issued; so the state is
compared with the seller's own state in the register, and stdnum is used for the check character and the PAN.
GST state codes are not LGD codes: Andhra Pradesh is 37 (LGD 28), Ladakh 38 (LGD 37).
"""

from __future__ import annotations

import re

from stdnum import luhn
from stdnum.exceptions import ValidationError
from stdnum.in_ import pan as stdnum_pan
from stdnum.util import clean

from sellers.identity.errors import GstinInvalid, GstinPanMismatch, GstinStateMismatch

SHAPE = re.compile(r"[0-9]{2}[A-Z]{5}[0-9]{4}[A-Z][1-9A-Z][A-Z][0-9A-Z]", re.ASCII)
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
FORMER_CODES = {"28": "37", "25": "26"}
"""Andhra Pradesh before 2014, and Daman and Diu before the merger of 2020: issued before, replaced since."""


def check_gstin(value: str) -> str:
    """The GSTIN in its compact form; raises :class:`GstinInvalid` for shape, embedded PAN or check character."""
    gstin = clean(value, " -").upper().strip()
    if not SHAPE.fullmatch(gstin):
        raise GstinInvalid
    try:
        stdnum_pan.validate(gstin[2:12])
        luhn.validate(gstin, ALPHABET)
    except ValidationError as error:
        raise GstinInvalid from error
    return gstin


def pan_in(gstin: str) -> str:
    """The PAN inside a valid GSTIN."""
    return gstin[2:12]


def check_gstin_pan(gstin: str, pan: str) -> None:
    """Raise :class:`GstinPanMismatch` unless the GSTIN was issued for this PAN."""
    if pan_in(gstin) != pan:
        raise GstinPanMismatch


def check_gstin_state(gstin: str, *, gst_code: str, state_name: str) -> None:
    """Raise :class:`GstinStateMismatch` unless the first two digits are the state's GST code."""
    given = gstin[:2]
    if given == gst_code:
        return
    if FORMER_CODES.get(given) == gst_code:
        raise GstinStateMismatch(
            f"{given} is the former GST code of {state_name}, which is {gst_code} now. Give the present GSTIN."
        )
    raise GstinStateMismatch(
        f"The GSTIN begins with {given}, but the GST code of {state_name} is {gst_code}. "
        "Give the GSTIN of the state in which the seller's address lies."
    )
