"""Registration and account numbers whose shape is all that can be checked offline.

Udyam ``UDYAM-XX-00-0000000`` (Ministry of MSME), CIN (Ministry of Corporate Affairs, Companies Rules 2014),
FSSAI licence numbers (14 digits; the first is 1 for a licence, 2 for a registration), bank account numbers of 9 to 18
digits (no Indian bank uses more). The format of GST enrolment numbers is not published; it is kept as text.
"""

from __future__ import annotations

import re

from sellers.identity.errors import (
    AccountNumberInvalid,
    CinInvalid,
    EnrolmentNumberInvalid,
    FssaiInvalid,
    IdentityRefused,
    UdyamInvalid,
)

UDYAM = re.compile(r"UDYAM-[A-Z]{2}-[0-9]{2}-[0-9]{7}")
CIN = re.compile(r"[LU][0-9]{5}[A-Z]{2}[0-9]{4}[A-Z]{3}[0-9]{6}")
FSSAI = re.compile(r"[12][0-9]{13}")
ENROLMENT = re.compile(r"[A-Z0-9][A-Z0-9/-]{4,29}")
ACCOUNT = re.compile(r"[0-9]{9,18}")


def _shaped(value: str, shape: re.Pattern[str], refusal: type[IdentityRefused]) -> str:
    number = re.sub(r"\s", "", value).upper()
    if not shape.fullmatch(number):
        raise refusal
    return number


def check_udyam(value: str) -> str:
    """The Udyam number in upper case; raises :class:`UdyamInvalid`."""
    return _shaped(value, UDYAM, UdyamInvalid)


def check_cin(value: str) -> str:
    """The CIN in upper case; raises :class:`CinInvalid`."""
    return _shaped(value, CIN, CinInvalid)


def check_fssai(value: str) -> str:
    """The FSSAI number; raises :class:`FssaiInvalid`."""
    return _shaped(value, FSSAI, FssaiInvalid)


def check_enrolment_number(value: str) -> str:
    """The GST enrolment number in upper case; raises :class:`EnrolmentNumberInvalid`."""
    return _shaped(value, ENROLMENT, EnrolmentNumberInvalid)


def check_account_number(value: str) -> str:
    """The bank account number, digits only; raises :class:`AccountNumberInvalid`. All zeros are no number."""
    number = _shaped(value.replace("-", ""), ACCOUNT, AccountNumberInvalid)
    if not number.strip("0"):
        raise AccountNumberInvalid
    return number
