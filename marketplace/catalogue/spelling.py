"""One spelling for words that people write in several: saree and sari, Madhubani and Madubani.

Indian names reach Latin script by ear, so the same craft has many spellings. Both the text of a
product and the words of a search go through ``fold_words``; what comes out is compared, never
shown. Indian scripts are kept as they are (NFC), so मधुबनी finds मधुबनी.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

MAX_WORD = 40
MAX_WORDS = 2_000

STOP_WORDS = frozenset({"a", "an", "and", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"})

# Applied in this order to lower-case Latin words. "C" stands for the sound of "ch" while plain c becomes k.
FOLDS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"ies$", "i"),
        (r"(?<=sh|ch)es$|(?<=[xs])es$", ""),
        (r"(?<=[a-z]{2})(?<!s)s$", ""),
        (r"chh?", "C"),
        (r"ck|c|q", "k"),
        (r"ph", "f"),
        (r"x", "ks"),
        (r"(?<=[bdgjkltsC])h", ""),
        (r"ee|ea|y", "i"),
        (r"oo|ou", "u"),
        (r"w", "v"),
        (r"z", "j"),
        (r"(.)\1+", r"\1"),
        (r"C", "c"),
    )
)


def words_of(text: str) -> Iterator[str]:
    """Runs of letters, marks and digits, in lower case; marks belong to words in Indian scripts."""
    word: list[str] = []
    for char in unicodedata.normalize("NFC", text.casefold()):
        if unicodedata.category(char)[0] in "LMN" or char in "\u200c\u200d":
            word.append(char)
        elif word and char != "'":
            yield "".join(word)
            word = []
    if word:
        yield "".join(word)


def fold_word(word: str) -> str:
    """The common spelling of one lower-case word; other scripts than Latin only lose joiners."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", word) if not unicodedata.combining(char))
    if not (plain.isascii() and plain.isalnum()):
        return word.replace("\u200c", "").replace("\u200d", "")[:MAX_WORD]
    for pattern, to in FOLDS:
        plain = pattern.sub(to, plain)
    return plain[:MAX_WORD]


def fold_words(text: str) -> list[str]:
    """The folded words of a text in order, without stop words; at most 2,000."""
    folded: list[str] = []
    for word in words_of(text):
        if word not in STOP_WORDS and (short := fold_word(word)):
            folded.append(short)
        if len(folded) == MAX_WORDS:
            break
    return folded


def vector_literal(parts: dict[str, str]) -> str:
    """A PostgreSQL tsvector literal from texts by weight letter (A is heaviest): ``'sari':1A 'silk':2A``."""
    entries: list[str] = []
    position = 0
    for weight, text in parts.items():
        for word in fold_words(text):
            position += 1
            entries.append(f"'{word}':{min(position, 16_383)}{weight}")
    return " ".join(entries)
