"""What a cell must hold; each function raises RowRefused with the reason."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from django.db.models import TextChoices

from registry.loading.errors import RowRefused
from registry.loading.sheets import Row

MAX_CODE = 32_767  # a PostgreSQL smallint


def text_cell(row: Row, column: str, *, max_length: int, required: bool = True) -> str:
    """Text in NFC with single spaces."""
    value = re.sub(r"\s+", " ", unicodedata.normalize("NFC", row[column])).strip()
    if required and not value:
        raise RowRefused(f"{column} is empty")
    if len(value) > max_length:
        raise RowRefused(f"{column} is longer than {max_length} characters")
    return value


def code_cell(row: Row, column: str) -> int:
    """A positive whole number such as an LGD code."""
    return _code(row[column], column)


def optional_code_cell(row: Row, column: str) -> int | None:
    """The same, or None for an empty cell."""
    return _code(row[column], column) if row[column] else None


def codes_cell(row: Row, column: str) -> list[int]:
    """Codes parted by semicolons, each once."""
    codes = [_code(part, column) for part in list_parts(row[column])]
    if len(set(codes)) != len(codes):
        raise RowRefused(f"{column} names a code twice")
    return codes


def names_cell(row: Row, column: str, *, max_length: int) -> list[str]:
    """Names parted by semicolons, each once."""
    names = [unicodedata.normalize("NFC", part) for part in list_parts(row[column])]
    if any(len(name) > max_length for name in names):
        raise RowRefused(f"{column} has a name longer than {max_length} characters")
    if len({name.casefold() for name in names}) != len(names):
        raise RowRefused(f"{column} names something twice")
    return names


def choice_cell(row: Row, column: str, choices: type[TextChoices]) -> str:
    """One of the stored values of the choices."""
    if row[column] not in choices.values:
        raise RowRefused(f"{column} {row[column][:40]!r} is not one of {', '.join(choices.values)}")
    return row[column]


def date_cell(row: Row, column: str) -> date:
    """An ISO date such as 2026-05-01, between 1900 and 2199."""
    value = row[column]
    try:
        found = date.fromisoformat(value) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value) else None
    except ValueError:
        found = None
    if found is None or not 1900 <= found.year <= 2199:
        raise RowRefused(f"{column} {value[:20]!r} is not a date such as 2026-05-01")
    return found


def optional_date_cell(row: Row, column: str) -> date | None:
    """The same, or None for an empty cell."""
    return date_cell(row, column) if row[column] else None


def active_cell(row: Row, column: str = "is_active") -> bool:
    """``yes`` or ``no``; an empty cell or an absent column is yes."""
    value = row[column].casefold()
    if value not in {"", "yes", "no"}:
        raise RowRefused(f"{column} is neither yes nor no")
    return value != "no"


def list_parts(value: str) -> list[str]:
    """The non-empty parts between semicolons."""
    return [part for piece in value.split(";") if (part := re.sub(r"\s+", " ", piece).strip())]


def _code(value: str, column: str) -> int:
    if not re.fullmatch(r"[0-9]{1,5}", value) or not 0 < int(value) <= MAX_CODE:
        raise RowRefused(f"{column} {value[:20]!r} is not a code")
    return int(value)
