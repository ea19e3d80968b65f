"""Importers of states, districts and PIN codes."""

from __future__ import annotations

import re
import uuid
from collections.abc import Hashable, Sequence

from django.utils.text import slugify

from common.ids import new_id
from registry.loading.cells import (
    active_cell,
    choice_cell,
    code_cell,
    codes_cell,
    date_cell,
    names_cell,
    optional_code_cell,
    optional_date_cell,
    text_cell,
)
from registry.loading.errors import RowRefused
from registry.loading.importer import Draft, Link, RegisterImporter
from registry.loading.sheets import Columns, Row
from registry.places.models import PIN_PATTERN, District, PinBasis, PinCode, PinDistrict, State, StateKind


def known(code: int, places: dict[int, uuid.UUID], column: str) -> uuid.UUID:
    """The id of the place with this LGD code; raises RowRefused."""
    if code not in places:
        raise RowRefused(f"{column} {code} is not in the register")
    return places[code]


def state_ids() -> dict[int, uuid.UUID]:
    """Ids of states by LGD code."""
    return dict(State.objects.values_list("lgd_code", "id"))


def district_ids() -> dict[int, uuid.UUID]:
    """Ids of districts by LGD code."""
    return dict(District.objects.values_list("lgd_code", "id"))


class StateImporter(RegisterImporter[State]):
    """States and union territories, found again by LGD code."""

    register = "states"
    columns = Columns(required=("lgd_code", "gst_code", "name", "kind"), optional=("aliases",))
    model = State

    def prepare(self, rows: Sequence[Row]) -> None:
        """Nothing to look up."""

    def draft(self, row: Row) -> Draft:
        """Codes, name and kind."""
        code, name = code_cell(row, "lgd_code"), text_cell(row, "name", max_length=80)
        gst_code = row["gst_code"]
        if not re.fullmatch(r"[0-9]{2}", gst_code):
            raise RowRefused(f"gst_code {gst_code[:10]!r} does not have two digits")
        columns = {
            "lgd_code": code,
            "gst_code": gst_code,
            "name": name,
            "slug": slugify(name),
            "kind": choice_cell(row, "kind", StateKind),
            "aliases": names_cell(row, "aliases", max_length=80),
        }
        unique: dict[str, Hashable] = {"gst_code": gst_code, "name": name, "slug": slugify(name)}
        return Draft(key=code, label=f"state {code} {name}", columns=columns, unique=unique)

    def key_of(self, instance: State) -> Hashable:
        """The LGD code."""
        return instance.lgd_code

    def unique_of(self, instance: State) -> dict[str, Hashable]:
        """Its GST code and name."""
        return {"gst_code": instance.gst_code, "name": instance.name, "slug": instance.slug}


class DistrictImporter(RegisterImporter[District]):
    """Districts, found again by LGD code. A predecessor may stand in the same file."""

    register = "districts"
    columns = Columns(
        required=("lgd_code", "state_lgd_code", "name", "source_date"),
        optional=("aliases", "predecessor_lgd_codes", "formed_on", "is_active"),
    )
    model = District
    links = (Link("predecessors", District.predecessors.through, "from_district_id", "to_district_id"),)

    def prepare(self, rows: Sequence[Row]) -> None:
        """States, and an id for every district that is there or will be."""
        self.states, self.ids = state_ids(), district_ids()
        for row in rows:
            if re.fullmatch(r"[0-9]{1,5}", row["lgd_code"]):
                self.ids.setdefault(int(row["lgd_code"]), new_id())

    def draft(self, row: Row) -> Draft:
        """Codes, names and predecessors."""
        code, state = code_cell(row, "lgd_code"), code_cell(row, "state_lgd_code")
        name = text_cell(row, "name", max_length=80)
        predecessors = codes_cell(row, "predecessor_lgd_codes")
        if code in predecessors:
            raise RowRefused("a district cannot be its own predecessor")
        columns = {
            "lgd_code": code,
            "state_id": known(state, self.states, "state_lgd_code"),
            "name": name,
            "slug": slugify(name),
            "aliases": names_cell(row, "aliases", max_length=80),
            "formed_on": optional_date_cell(row, "formed_on"),
            "source_date": date_cell(row, "source_date"),
            "is_active": active_cell(row),
        }
        links = {"predecessors": frozenset(known(c, self.ids, "predecessor_lgd_codes") for c in predecessors)}
        unique: dict[str, Hashable] = {
            "name": (columns["state_id"], name),
            "slug": (columns["state_id"], slugify(name)),
        }
        return Draft(key=code, label=f"district {code} {name}", columns=columns, links=links, unique=unique)

    def key_of(self, instance: District) -> Hashable:
        """The LGD code."""
        return instance.lgd_code

    def unique_of(self, instance: District) -> dict[str, Hashable]:
        """Its name within its state."""
        return {"name": (instance.state_id, instance.name), "slug": (instance.state_id, instance.slug)}

    def new_pk(self, draft: Draft) -> uuid.UUID:
        """The id set aside for it."""
        return self.ids[draft.columns["lgd_code"]]


class PinCodeImporter(RegisterImporter[PinCode]):
    """PIN codes and the districts they lie in; a PIN code's districts become those of its row."""

    register = "pincodes"
    columns = Columns(required=("pin", "state_lgd_code", "district_lgd_codes"), optional=("successor_lgd_codes",))
    model = PinCode
    links = (
        Link("districts", PinDistrict, "pin_id", "district_id", {"basis": PinBasis.DIRECTORY.value}),
        Link("successors", PinDistrict, "pin_id", "district_id", {"basis": PinBasis.SUCCESSOR.value}),
    )

    def prepare(self, rows: Sequence[Row]) -> None:
        """Places by LGD code."""
        self.states, self.districts = state_ids(), district_ids()

    def draft(self, row: Row) -> Draft:
        """The PIN code, its state and districts."""
        pin = row["pin"]
        if not re.fullmatch(PIN_PATTERN, pin):
            raise RowRefused(f"pin {pin[:10]!r} is not six digits, the first not 0")
        state = optional_code_cell(row, "state_lgd_code")
        named, later = codes_cell(row, "district_lgd_codes"), codes_cell(row, "successor_lgd_codes")
        if set(named) & set(later):
            raise RowRefused("a district stands in both district_lgd_codes and successor_lgd_codes")
        links = {
            "districts": frozenset(known(code, self.districts, "district_lgd_codes") for code in named),
            "successors": frozenset(known(code, self.districts, "successor_lgd_codes") for code in later),
        }
        state_id = None if state is None else known(state, self.states, "state_lgd_code")
        return Draft(key=pin, label=f"PIN {pin}", columns={"pin": pin, "state_id": state_id}, links=links)

    def key_of(self, instance: PinCode) -> Hashable:
        """The six digits."""
        return instance.pin


PLACE_IMPORTERS: tuple[type[StateImporter] | type[DistrictImporter] | type[PinCodeImporter], ...] = (
    StateImporter,
    DistrictImporter,
    PinCodeImporter,
)
