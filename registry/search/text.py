"""The one spelling under which names are stored for searching, and into which a query is brought."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

LATIN_MARKS = re.compile("[\u0300-\u036f]")  # only Latin accents: Indic vowel signs carry meaning
NOT_WORDS = re.compile(r"(?:[^\w\u0900-\u0dff]|_)+")  # Indic vowel signs are no \w


def fold(text: str) -> str:
    """Lower case, without Latin diacritics, words parted by single spaces: ``Kārgil  Leh`` → ``kargil leh``."""
    bare = LATIN_MARKS.sub("", unicodedata.normalize("NFKD", text))
    return NOT_WORDS.sub(" ", unicodedata.normalize("NFC", bare).casefold().replace("&", " and ")).strip()


def squeeze(text: str) -> str:
    """``fold`` without the spaces: equal for ``Ri Bhoi`` and ``Ri-Bhoi``, ``24 Parganas`` and ``24Parganas``."""
    return fold(text).replace(" ", "")


def search_text(names: Iterable[str]) -> str:
    """All names of a thing as one searchable text, each folded name once."""
    return " | ".join(dict.fromkeys(folded for name in names if (folded := fold(name))))
