"""What can go wrong while typesetting: a text we have no letters for, or a broken template."""

import unicodedata
from collections.abc import Iterable

from common.errors import Refusal


class GlyphMissing(Refusal):
    """The text holds characters that no installed font can draw; nothing was drawn."""

    code = "glyph_missing"
    status = 422
    title = "Characters that cannot be printed"
    detail = "The text holds characters that our fonts cannot draw. Remove or replace them."

    def __init__(self, characters: Iterable[str], *, pointer: str | None = None) -> None:
        """Name the characters; `pointer` is the JSON pointer of the field that held them."""
        self.characters = "".join(sorted(set(characters)))
        named = ", ".join(
            f"U+{ord(character):04X} {unicodedata.name(character, 'unnamed')}" for character in self.characters[:10]
        )
        super().__init__(
            f"Our fonts cannot draw {named}. Remove or replace these characters.",
            pointer=pointer,
        )


class TypesettingFailed(RuntimeError):
    """A template does not compile with this data: a defect of ours, never of the person's input."""
