"""Whether a bank account is in a group's own name, as banks write names: cut short, upper case, abbreviated."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher

from sellers.identity.errors import HolderNameMismatch

ABBREVIATIONS = {
    "self help group": "shg",
    "swayam sahayata samuh": "shg",
    "swayam sahayata samooh": "shg",
    "sayam sahayata samuh": "shg",
    "private": "pvt",
    "limited": "ltd",
    "company": "co",
    "producers": "producer",
    "cooperative": "coop",
    "co operative": "coop",
    "society": "soc",
    "and": "",
    "the": "",
    "m s": "",
}
GENERIC = frozenset({"shg", "pvt", "ltd", "co", "producer", "coop", "soc", "fpo", "fpc", "farmer", "farmers"})
CUT_NAME_LENGTH = 20
"""Banks cut long names (35 to 40 characters are usual); a cut name this long still identifies the group."""
WORD_BREAKS = re.compile(r"[^\w\u0900-\u0dff]+")
"""Everything but letters, digits and the signs of Indic scripts, whose vowel signs ``\\w`` does not cover."""
LIKENESS = 0.88
"""Ratio above which two names differ by spelling only, such as MADHUBANI and MADHUBANEE."""


def _plain(name: str) -> str:
    text = unicodedata.normalize("NFKD", name).casefold()
    text = "".join(ch for ch in text if not unicodedata.combining(ch) or ord(ch) > 0x0900)
    text = " " + WORD_BREAKS.sub(" ", text) + " "
    for long, short in ABBREVIATIONS.items():
        text = text.replace(f" {long} ", f" {short} ")
    return " ".join(text.split())


def _telling(plain: str) -> str:
    return " ".join(word for word in plain.split() if word not in GENERIC)


def names_agree(holder_name: str, group_name: str) -> bool:
    """Whether both name the same group, generic words, punctuation, cuts and small misspellings aside."""
    holder, group = _plain(holder_name), _plain(group_name)
    if not holder or not group:
        return False
    if len(holder) >= CUT_NAME_LENGTH and group.startswith(holder):
        return True
    holder_words, group_words = _telling(holder), _telling(group)
    if not holder_words or not group_words:
        return holder == group
    return SequenceMatcher(None, holder_words, group_words).ratio() >= LIKENESS


def check_holder_name(holder_name: str, group_name: str) -> None:
    """Raise :class:`HolderNameMismatch` unless the account is in the group's name."""
    if not names_agree(holder_name, group_name):
        raise HolderNameMismatch(
            f"The account is in the name of “{holder_name}”, the group is “{group_name}”. "
            "Groups are paid to an account in the group's own name, not in a member's."
        )
