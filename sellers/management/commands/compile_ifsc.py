"""Compile the offline list of IFS codes from a CSV with the columns IFSC and BANK."""

from __future__ import annotations

import csv
import lzma
from argparse import ArgumentParser
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from sellers.identity.ifsc import DATA, SHAPE


def compile_lines(rows: list[dict[str, str]]) -> list[str]:
    """One line per bank prefix: prefix, the bank's commonest name, the sorted branch parts run together."""
    branches: defaultdict[str, set[str]] = defaultdict(set)
    names: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        code = row["IFSC"].strip().upper()
        if not SHAPE.fullmatch(code):
            raise CommandError(f"{code!r} is not an IFSC; nothing was written.")
        branches[code[:4]].add(code[5:])
        bank = " ".join(row["BANK"].encode("ascii", "ignore").decode().split())
        names[code[:4]][bank or f"Bank {code[:4]}"] += 1
    return [
        f"{prefix}\t{names[prefix].most_common(1)[0][0]}\t{''.join(sorted(branches[prefix]))}"
        for prefix in sorted(branches)
    ]


class Command(BaseCommand):
    """``manage.py compile_ifsc IFSC.csv`` rewrites ``sellers/identity/data/ifsc_codes.txt.xz``."""

    help = "Compile the offline list of IFS codes from a CSV (columns IFSC, BANK)."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The CSV to read and, for trials, another place to write to."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--output", type=Path, default=DATA)

    def handle(self, *args: Any, **options: Any) -> None:
        """Read all, then write once."""
        with options["file"].open(encoding="utf-8", newline="") as source:
            reader = csv.DictReader(source)
            if not {"IFSC", "BANK"} <= set(reader.fieldnames or ()):
                raise CommandError("The file needs the columns IFSC and BANK.")
            lines = compile_lines(list(reader))
        options["output"].write_bytes(lzma.compress("\n".join(lines).encode("ascii"), preset=9))
        count = sum(len(line.split("\t")[2]) // 6 for line in lines)
        self.stdout.write(f"{count} codes of {len(lines)} bank prefixes written to {options['output']}")
