"""Importer of ODOP lists."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from registry.loading.cells import active_cell, choice_cell, code_cell, date_cell, names_cell, text_cell
from registry.loading.errors import RowRefused
from registry.loading.importer import Draft, RegisterImporter
from registry.loading.sheets import Columns, Row
from registry.odop.models import OdopEntry, Scheme, Sector
from registry.places.models import District
from registry.search.text import squeeze


class OdopImporter(RegisterImporter[OdopEntry]):
    """ODOP entries, found again by district, scheme and product name (upper and lower case alike)."""

    register = "odop"
    columns = Columns(
        required=("district_lgd_code", "product_name", "sector", "scheme", "source", "source_date"),
        optional=("district_name", "local_names", "is_active"),
    )
    model = OdopEntry

    def prepare(self, rows: Sequence[Row]) -> None:
        """Districts by LGD code."""
        self.districts = {district.lgd_code: district for district in District.objects.all()}
        self.codes = {district.pk: district.lgd_code for district in self.districts.values()}

    def draft(self, row: Row) -> Draft:
        """District, product and where it was read."""
        district = self._district(row)
        product = text_cell(row, "product_name", max_length=120)
        columns = {
            "district_id": district.pk,
            "product_name": product,
            "local_names": names_cell(row, "local_names", max_length=80),
            "sector": choice_cell(row, "sector", Sector),
            "scheme": choice_cell(row, "scheme", Scheme),
            "source": text_cell(row, "source", max_length=200),
            "source_date": date_cell(row, "source_date"),
            "is_active": active_cell(row),
        }
        key = (district.lgd_code, columns["scheme"], product.lower())
        return Draft(key=key, label=f"{product} of {district.name}", columns=columns)

    def key_of(self, instance: OdopEntry) -> Hashable:
        """District, scheme and product."""
        return (self.codes[instance.district_id], instance.scheme, instance.product_name.lower())

    def _district(self, row: Row) -> District:
        code = code_cell(row, "district_lgd_code")
        district = self.districts.get(code)
        if district is None:
            raise RowRefused(f"district_lgd_code {code} is not in the register")
        said = row["district_name"]
        if said and squeeze(said) not in {squeeze(name) for name in district.searched_names()}:
            raise RowRefused(f"district {code} is {district.name}, not {said[:60]}")
        return district
