"""Import the GI register."""

from typing import Any

from registry.gi.importers import GiImporter
from registry.loading.commands import ImportCommand
from registry.loading.importer import RegisterImporter
from registry.loading.sheets import Sheet


class Command(ImportCommand):
    """``manage.py import_gi FILE [--apply]``."""

    help = "Compare a CSV file of geographical indications with the register and report; with --apply also write it."

    def importer_for(self, sheet: Sheet) -> RegisterImporter[Any]:
        """GI entries."""
        return GiImporter()
