"""Load the register files that ship with the project."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from common import clock
from common.errors import Refusal
from registry.shipped.services import load_registers


class Command(BaseCommand):
    """``manage.py load_registers [--force]``."""

    help = (
        "Load states, districts, PIN codes, ODOP list and GI register from registry/data/; unchanged files are skipped."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whether to load unchanged files too."""
        parser.add_argument("--force", action="store_true", help="also load files that have not changed")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load and say what changed."""
        try:
            for loaded in load_registers(now=clock.now(), force=options["force"]):
                if loaded.report is None:
                    self.stdout.write(f"{loaded.file_name}: unchanged, skipped")
                else:
                    told = ", ".join(f"{n} {verdict}" for verdict, n in loaded.report.counts.items() if n)
                    self.stdout.write(f"{loaded.file_name}: {told}")
        except Refusal as refusal:
            raise CommandError(refusal.detail) from refusal
