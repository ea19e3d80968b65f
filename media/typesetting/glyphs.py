"""Know before drawing whether every character has a glyph: a box on a printed card is an error."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from fontTools.ttLib import TTFont

from media.typesetting.errors import GlyphMissing
from media.typesetting.fonts import font_files

# Layout, not ink: line breaks, tabs, and Unicode's format characters (joiners, direction marks).
_INKLESS_CATEGORIES = frozenset({"Cf", "Cc", "Zl", "Zp", "Zs"})


@lru_cache(maxsize=1)
def covered_codepoints() -> frozenset[int]:
    """Return every code point that at least one of our fonts can draw, read once per process."""
    covered: set[int] = set()
    for path in font_files():
        with TTFont(path, lazy=True) as font:
            covered.update(font.getBestCmap())
    return frozenset(covered)


def missing_glyphs(text: str) -> str:
    """Return the distinct characters of `text` no font covers, sorted; empty when all are drawn."""
    covered = covered_codepoints()
    return "".join(
        character
        for character in sorted(set(text))
        if ord(character) not in covered
        and unicodedata.category(character) not in _INKLESS_CATEGORIES
        and not unicodedata.name(character, "").startswith("VARIATION SELECTOR")
    )


def require_glyphs(text: str, *, pointer: str | None = None) -> None:
    """Raise GlyphMissing, with the field's JSON `pointer`, unless every character can be drawn."""
    missing = missing_glyphs(text)
    if missing:
        raise GlyphMissing(missing, pointer=pointer)


def texts_of(data: object) -> Iterator[str]:
    """Yield every string value inside JSON-like data (mapping keys are ours, not printed)."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, Mapping):
        for value in data.values():
            yield from texts_of(value)
    elif isinstance(data, Sequence):
        for value in data:
            yield from texts_of(value)
