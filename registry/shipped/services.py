"""Loading the shipped register files: in order, each all or nothing, skipped while unchanged."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from registry.gi.importers import GiImporter
from registry.loading.errors import RegisterFileUnfit
from registry.loading.importer import RegisterImporter, import_rows
from registry.loading.report import ImportReport
from registry.loading.sheets import parse_sheet
from registry.odop.importers import OdopImporter
from registry.places.importers import DistrictImporter, PinCodeImporter, StateImporter
from registry.shipped.models import RegisterLoad

DATA = Path(__file__).resolve().parent.parent / "data"
SHIPPED: tuple[tuple[str, type[RegisterImporter[Any]]], ...] = (
    ("states.csv", StateImporter),
    ("districts.csv", DistrictImporter),
    ("pincodes.csv", PinCodeImporter),
    ("odop.csv", OdopImporter),
    ("gi.csv", GiImporter),
)


@dataclass(frozen=True)
class LoadedFile:
    """A shipped file and, unless it was skipped as unchanged, what its rows did."""

    file_name: str
    report: ImportReport | None


def load_registers(*, now: datetime, force: bool = False, folder: Path = DATA) -> Iterator[LoadedFile]:
    """Load every shipped file whose content differs from its last load (all of them with ``force``).

    Officers' edits of a row last until the file next changes. Raises RegisterFileUnfit when a file is refused.
    """
    digests = dict(RegisterLoad.objects.values_list("file_name", "sha256"))
    for name, importer in SHIPPED:
        content = (folder / name).read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        if digests.get(name) == digest and not force:
            yield LoadedFile(name, None)
        else:
            yield LoadedFile(name, _load(name, content, digest, importer(), now))


@transaction.atomic
def _load(name: str, content: bytes, digest: str, importer: RegisterImporter[Any], now: datetime) -> ImportReport:
    report = import_rows(importer=importer, sheet=parse_sheet(name, content), apply=True, now=now)
    if not report.is_applied:
        raise RegisterFileUnfit("\n".join(report.lines()))
    values = {"sha256": digest, "row_count": len(report.outcomes), "loaded_at": now}
    RegisterLoad.objects.update_or_create(file_name=name, defaults=values)
    return report
