"""Import an ODOP list."""

from typing import Any

from registry.loading.commands import ImportCommand
from registry.loading.importer import RegisterImporter
from registry.loading.sheets import Sheet
from registry.odop.importers import OdopImporter


class Command(ImportCommand):
    """``manage.py import_odop FILE [--apply]``."""

    help = "Compare a CSV file of ODOP entries with the register and report; with --apply also write it."

    def importer_for(self, sheet: Sheet) -> RegisterImporter[Any]:
        """ODOP entries."""
        return OdopImporter()
