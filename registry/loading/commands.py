"""What the import commands share: a file in, a report out, a dry run unless told to write."""

from __future__ import annotations

from abc import ABC, abstractmethod
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from common import clock
from common.errors import Refusal
from registry.loading.importer import RegisterImporter, import_rows
from registry.loading.sheets import Sheet, read_sheet


class ImportCommand(BaseCommand, ABC):
    """Base of ``import_places``, ``import_odop`` and ``import_gi``."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, and whether to write."""
        parser.add_argument("file", type=Path, help="CSV in UTF-8 with the columns of the shipped file")
        mode = parser.add_mutually_exclusive_group()
        mode.add_argument("--dry-run", action="store_true", help="only report what would change (this is the default)")
        mode.add_argument("--apply", action="store_true", help="write, unless any row is refused")
        parser.add_argument("--report", type=Path, help="also write every row's outcome to this CSV file")

    @abstractmethod
    def importer_for(self, sheet: Sheet) -> RegisterImporter[Any]:
        """The importer of this file; raises RegisterFileUnfit when no importer reads its columns."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Import and report; exits with 1 and changes nothing when the file or any row is refused."""
        try:
            sheet = read_sheet(options["file"])
            importer = self.importer_for(sheet)
            report = import_rows(importer=importer, sheet=sheet, apply=options["apply"], now=clock.now())
        except Refusal as refusal:
            raise CommandError(f"{refusal.detail} Nothing was changed.") from refusal
        for line in report.lines():
            self.stdout.write(line)
        if options["report"]:
            report.write(options["report"])
        if report.refused:
            raise CommandError(f"{len(report.refused)} rows were refused. Nothing was changed.")
