"""CSV files as people make them, read strictly: encoding, size, columns, and what hides in cells."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from common.text import clean_text
from registry.loading.errors import RegisterFileUnfit, RowRefused

MAX_BYTES = 40 * 1024 * 1024
MAX_ROWS = 200_000
MAX_CELL = 2_000
FORMULA = re.compile(r"^[=+\-@\t\r]")


@dataclass(frozen=True)
class Columns:
    """Column names a register file must and may have."""

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """One record; ``number`` counts as a spreadsheet does (the header is row 1). ``flaw`` says why it is unusable."""

    number: int
    cells: Mapping[str, str]
    flaw: str = ""

    def __getitem__(self, column: str) -> str:
        """The cell, or an empty text for an optional column that is absent."""
        return self.cells.get(column, "")

    def check(self) -> None:
        """Raise RowRefused when the record could not be read."""
        if self.flaw:
            raise RowRefused(self.flaw)


@dataclass(frozen=True)
class Sheet:
    """A register file: its name, header and records."""

    name: str
    header: tuple[str, ...]
    records: tuple[tuple[str, ...], ...]

    def fits(self, columns: Columns) -> bool:
        """Whether the header holds every required column."""
        return set(columns.required) <= set(self.header)

    def rows(self, columns: Columns) -> Iterator[Row]:
        """Records by column name; raises RegisterFileUnfit when the header does not fit the columns."""
        missing = [name for name in columns.required if name not in self.header]
        unknown = sorted(set(self.header) - {*columns.required, *columns.optional})
        if missing or unknown:
            said = [f"missing columns: {', '.join(missing)}"] if missing else []
            said += [f"unknown columns: {', '.join(name[:40] for name in unknown[:10])}"] if unknown else []
            raise RegisterFileUnfit(f"{self.name}: {'; '.join(said)}.")
        for number, record in enumerate(self.records, start=2):
            yield _row(number, self.header, record)


def read_sheet(path: Path) -> Sheet:
    """Read a CSV file; raises RegisterFileUnfit for what is not one: wrong encoding, no header, too large."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise RegisterFileUnfit(f"{path.name} is larger than {MAX_BYTES // 1024 // 1024} MB. Split it.")
        content = path.read_bytes()
    except OSError as error:
        raise RegisterFileUnfit(f"{path} cannot be read: {error.strerror or error}.") from error
    return parse_sheet(path.name, content)


def parse_sheet(name: str, content: bytes) -> Sheet:
    """The same from bytes."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RegisterFileUnfit(f"{name} is not UTF-8 (byte {error.start}). Save it as “CSV UTF-8”.") from error
    if "\0" in text:
        raise RegisterFileUnfit(f"{name} is not a text file. Save the sheet as “CSV UTF-8”.")
    records = _parse(name, text)
    if not records or not any(records[0]):
        raise RegisterFileUnfit(f"{name} is empty: its first row must name the columns.")
    header = tuple(cell.strip() for cell in records[0])
    twice = sorted({column for column in header if header.count(column) > 1})
    if twice:
        raise RegisterFileUnfit(f"{name} names a column twice: {', '.join(column[:40] for column in twice[:10])}.")
    return Sheet(name=name, header=header, records=tuple(records[1:]))


def _parse(name: str, text: str) -> list[tuple[str, ...]]:
    records: list[tuple[str, ...]] = []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for record in reader:
            records.append(tuple(record))
            if len(records) > MAX_ROWS + 1:
                raise RegisterFileUnfit(f"{name} has more than {MAX_ROWS} rows. Split it.")
    except csv.Error as error:
        raise RegisterFileUnfit(f"{name} is not well-formed CSV near line {reader.line_num}: {error}.") from error
    return records


def _row(number: int, header: tuple[str, ...], record: tuple[str, ...]) -> Row:
    if len(record) != len(header):
        more = "more" if len(record) > len(header) else "fewer"
        flaw = f"has {len(record)} cells, {more} than the {len(header)} columns" if any(record) else "is empty"
        return Row(number, {}, flaw)
    flaw = next((found for column, cell in zip(header, record, strict=True) if (found := _flaw(column, cell))), "")
    return Row(number, dict(zip(header, (cell.strip() for cell in record), strict=True)), flaw)


def _flaw(column: str, cell: str) -> str:
    if FORMULA.match(cell):
        return f"{column} begins like a spreadsheet formula: {cell[:20]!r}"
    if len(cell) > MAX_CELL:
        return f"{column} is longer than {MAX_CELL} characters"
    if not cell.isascii() or not cell.isprintable():
        plain = re.sub(r"\s+", " ", unicodedata.normalize("NFC", cell)).strip()
        if clean_text(cell) != plain:
            return f"{column} holds invisible characters"
    return ""
