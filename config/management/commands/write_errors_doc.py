"""Write docs/errors.md, the list of error codes, from the refusal classes; with --check only compare."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.pages.errors import CatalogueRow, catalogue
from config.pages.loading import load_all_modules

HEAD = """\
# Error codes

Every expected "no" is an RFC 9457 problem document (`application/problem+json`) with one of these stable codes.
`errors[]` names single fields by JSON pointer. Written by `make openapi` from the code; a test compares them.
"""


class Command(BaseCommand):
    """Generator of docs/errors.md."""

    help = "Write docs/errors.md from the refusal classes."

    def add_arguments(self, parser: CommandParser) -> None:
        """--check compares and changes nothing."""
        parser.add_argument("--check", action="store_true", help="fail when docs/errors.md is out of date")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write or compare."""
        path = settings.BASE_DIR / "docs" / "errors.md"
        text = document()
        if not options["check"]:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        elif not path.is_file() or path.read_text(encoding="utf-8") != text:
            raise CommandError("docs/errors.md is out of date: run `make openapi`.")


def document() -> str:
    """The whole page, room by room, codes in order."""
    load_all_modules()
    rows = sorted(catalogue(), key=lambda row: (row.room, row.code))
    parts = [HEAD]
    for room, found in groupby(rows, key=lambda row: row.room):
        parts.append(f"\n## {room}\n\n| code | status | title | what to do |\n|---|---|---|---|\n")
        parts.extend(_line(row) for row in found)
    return "".join(parts)


def _line(row: CatalogueRow) -> str:
    cells = (f"`{row.code}`", str(row.status), row.title, row.detail)
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |\n"
