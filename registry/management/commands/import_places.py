"""Import states, districts or PIN codes."""

from typing import Any

from registry.loading.commands import ImportCommand
from registry.loading.errors import RegisterFileUnfit
from registry.loading.importer import RegisterImporter
from registry.loading.sheets import Sheet
from registry.places.importers import PLACE_IMPORTERS


class Command(ImportCommand):
    """``manage.py import_places FILE [--apply]``."""

    help = (
        "Compare a CSV file of states, districts or PIN codes (told apart by their columns) with the register and "
        "report; with --apply also write it. States come first, then districts, then PIN codes."
    )

    def importer_for(self, sheet: Sheet) -> RegisterImporter[Any]:
        """The places whose columns the file has."""
        for importer in PLACE_IMPORTERS:
            if sheet.fits(importer.columns):
                return importer()
        shapes = "; ".join(
            f"{importer.register}: {', '.join(importer.columns.required)}" for importer in PLACE_IMPORTERS
        )
        raise RegisterFileUnfit(f"{sheet.name} has the columns of no kind of place. Needed are, for {shapes}.")
