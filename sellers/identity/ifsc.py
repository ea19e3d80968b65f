"""Indian Financial System Codes (IFSC): shape, and whether a branch has it, without asking anyone.

``data/ifsc_codes.txt.xz`` holds 177,683 codes of 256 bank prefixes, compiled by ``manage.py compile_ifsc`` from the
Razorpay IFSC dataset (public domain, from the lists of RBI and NPCI; state of 21 March 2026; see ``data/README.md``).
A branch opened later is entered by staff (``sellers.bank.models.IfscAddition``).
"""

from __future__ import annotations

import bisect
import lzma
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sellers.identity.errors import IfscInvalid

SHAPE = re.compile(r"[A-Z]{4}0[A-Z0-9]{6}")
DATA = Path(__file__).parent / "data" / "ifsc_codes.txt.xz"
WIDTH = 6


@dataclass(frozen=True)
class Bank:
    """A bank by its prefix: ``branches`` are the last six characters of its codes, sorted and run together."""

    name: str
    branches: str

    def has_branch(self, branch: str) -> bool:
        """Whether one of the bank's codes ends in these six characters."""
        count = len(self.branches) // WIDTH
        at = bisect.bisect_left(range(count), branch, key=self._branch_at)
        return at < count and self._branch_at(at) == branch

    def _branch_at(self, index: int) -> str:
        return self.branches[index * WIDTH : (index + 1) * WIDTH]


@lru_cache(maxsize=1)
def _banks() -> Mapping[str, Bank]:
    lines = lzma.decompress(DATA.read_bytes()).decode("ascii").splitlines()
    rows = (line.split("\t") for line in lines)
    return {prefix: Bank(name, branches) for prefix, name, branches in rows}


def check_ifsc_shape(value: str) -> str:
    """The code in upper case; raises :class:`IfscInvalid`."""
    ifsc = value.strip().upper()
    if not SHAPE.fullmatch(ifsc):
        raise IfscInvalid
    return ifsc


def listed_bank_name(ifsc: str) -> str | None:
    """The bank's name when the shipped list holds this very code, else None."""
    bank = _banks().get(ifsc[:4])
    return bank.name if bank is not None and bank.has_branch(ifsc[5:]) else None
