"""Make the shipped PIN code file from India Post's directory."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from registry.shipped.pincodes import compile_pincodes
from registry.shipped.services import DATA


class Command(BaseCommand):
    """``manage.py compile_pincodes [--output FILE]``."""

    help = "Compile registry/data/pincodes.csv from the indian-pincode package and registry/data/districts.csv."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to write."""
        parser.add_argument("--output", type=Path, default=DATA / "pincodes.csv")

    def handle(self, *args: Any, **options: Any) -> None:
        """Compile and report what found no district."""
        compiled = compile_pincodes(DATA)
        options["output"].write_text(compiled.as_csv(), encoding="utf-8")
        self.stdout.write(
            f"{len(compiled.rows)} PIN codes, {compiled.without_district} without a district; "
            f"{len(compiled.unmatched)} district names unmatched; {len(compiled.dropped)} impossible pairs dropped"
        )
        for name in compiled.unmatched:
            self.stdout.write(f"unmatched: {name}")
        for pair in compiled.dropped:
            self.stdout.write(f"dropped: {pair}")
