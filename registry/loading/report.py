"""What an import would do, or did, row by row."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path


class Verdict(StrEnum):
    """What becomes of a row."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True)
class RowOutcome:
    """One row's verdict; ``note`` is what changes, or why it is refused."""

    number: int
    verdict: Verdict
    note: str = ""


@dataclass
class ImportReport:
    """Outcomes of a file in row order. ``is_applied`` is whether the table was written."""

    file_name: str
    register: str
    outcomes: list[RowOutcome] = field(default_factory=list)
    is_applied: bool = False

    @property
    def counts(self) -> dict[Verdict, int]:
        """Number of rows by verdict, all four."""
        found = Counter(outcome.verdict for outcome in self.outcomes)
        return {verdict: found[verdict] for verdict in Verdict}

    @property
    def refused(self) -> list[RowOutcome]:
        """The refused rows."""
        return [outcome for outcome in self.outcomes if outcome.verdict == Verdict.REFUSED]

    def lines(self, *, limit: int = 50) -> Iterator[str]:
        """The report for a person: each added, changed or refused row up to ``limit`` a verdict, then the counts."""
        for verdict in (Verdict.REFUSED, Verdict.CHANGED, Verdict.ADDED):
            told = [outcome for outcome in self.outcomes if outcome.verdict == verdict]
            for outcome in told[:limit]:
                yield f"row {outcome.number}: {verdict}: {outcome.note}"
            if len(told) > limit:
                yield f"… and {len(told) - limit} more {verdict} rows (all with --report FILE)"
        yield f"{self.file_name} ({self.register}): " + ", ".join(
            f"{n} {verdict}" for verdict, n in self.counts.items()
        )
        yield self._conclusion()

    def write(self, path: Path) -> None:
        """Write every row's outcome as CSV with the columns row, verdict, note."""
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(["row", "verdict", "note"])
            writer.writerows([outcome.number, outcome.verdict.value, outcome.note] for outcome in self.outcomes)

    def _conclusion(self) -> str:
        if self.is_applied:
            return "Written."
        if self.refused:
            return "Nothing was changed: correct the refused rows and run it again."
        return "Dry run: nothing was changed. Run it again with --apply to write."
