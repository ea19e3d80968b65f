"""Importer of the GI register."""

from __future__ import annotations

import re
import uuid
from collections.abc import Hashable, Sequence

from registry.gi.models import GiEntry, GiStatus, GoodsType, RegistrationKind
from registry.loading.cells import choice_cell, code_cell, codes_cell, date_cell, names_cell, text_cell
from registry.loading.errors import RowRefused
from registry.loading.importer import Draft, Link, RegisterImporter
from registry.loading.sheets import Columns, Row
from registry.places.importers import known, state_ids
from registry.places.models import District


class GiImporter(RegisterImporter[GiEntry]):
    """GI entries, found again by entry code."""

    register = "gi"
    columns = Columns(
        required=("entry_code", "serial_no", "name", "goods_type", "state_lgd_codes", "source", "source_date"),
        optional=("aliases", "registration_kind", "district_lgd_codes", "foreign_country", "status"),
    )
    model = GiEntry
    links = (
        Link("states", GiEntry.states.through, "gientry_id", "state_id"),
        Link("districts", GiEntry.districts.through, "gientry_id", "district_id"),
    )

    def prepare(self, rows: Sequence[Row]) -> None:
        """States, and districts with their states, by LGD code."""
        self.states = state_ids()
        self.districts = {
            code: (pk, state) for code, pk, state in District.objects.values_list("lgd_code", "id", "state__lgd_code")
        }

    def draft(self, row: Row) -> Draft:
        """Name, goods and area."""
        code, name = row["entry_code"], text_cell(row, "name", max_length=120)
        if not re.fullmatch(r"[0-9A-Z]{1,8}", code):
            raise RowRefused(f"entry_code {code[:20]!r} is not up to eight digits and capital letters")
        country = text_cell(row, "foreign_country", max_length=60, required=False)
        kind = choice_cell(row, "registration_kind", RegistrationKind) if row["registration_kind"] else "word"
        columns = {
            "code": code,
            "serial_no": code_cell(row, "serial_no"),
            "name": name,
            "aliases": names_cell(row, "aliases", max_length=80),
            "goods_type": choice_cell(row, "goods_type", GoodsType),
            "registration_kind": kind,
            "is_foreign": bool(country),
            "foreign_country": country,
            "status": choice_cell(row, "status", GiStatus) if row["status"] else GiStatus.REGISTERED.value,
            "source": text_cell(row, "source", max_length=200),
            "source_date": date_cell(row, "source_date"),
        }
        states = codes_cell(row, "state_lgd_codes")
        if bool(states) == bool(country):
            raise RowRefused("give either Indian states or a foreign country")
        districts = codes_cell(row, "district_lgd_codes")
        links = {
            "states": frozenset(known(state, self.states, "state_lgd_codes") for state in states),
            "districts": frozenset(self._district(district, states) for district in districts),
        }
        return Draft(key=code, label=f"GI {code} {name}", columns=columns, links=links)

    def key_of(self, instance: GiEntry) -> Hashable:
        """The entry code."""
        return instance.code

    def _district(self, code: int, states: list[int]) -> uuid.UUID:
        pk, state = self.districts.get(code, (None, None))
        if pk is None:
            raise RowRefused(f"district_lgd_codes {code} is not in the register")
        if state not in states:
            raise RowRefused(f"district {code} lies in state {state}, which state_lgd_codes does not name")
        return pk
