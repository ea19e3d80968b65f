"""Places and register entries for tests; each function gets the row or makes it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.text import slugify

from registry.models import District, GiEntry, OdopEntry, PinCode, PinDistrict, State

# name → LGD code, GST code, kind
STATES = {
    "Bihar": (10, "10", "S"),
    "Meghalaya": (17, "17", "S"),
    "Rajasthan": (8, "08", "S"),
    "Karnataka": (29, "29", "S"),
    "Uttar Pradesh": (9, "09", "S"),
    "Tamil Nadu": (33, "33", "S"),
    "Maharashtra": (27, "27", "S"),
    "Delhi": (7, "07", "U"),
    "Andhra Pradesh": (28, "37", "S"),
    "Ladakh": (37, "38", "U"),
}
# name → LGD code, state, PIN code of its chief town
DISTRICTS = {
    "Madhubani": (206, "Bihar", "847211"),
    "Darbhanga": (195, "Bihar", "846004"),
    "Patna": (212, "Bihar", "800001"),
    "West Jaintia Hills": (275, "Meghalaya", "793150"),
    "East Khasi Hills": (274, "Meghalaya", "793001"),
    "Jaipur": (102, "Rajasthan", "302001"),
    "Bengaluru South": (631, "Karnataka", "562160"),
    "Varanasi": (187, "Uttar Pradesh", "221001"),
    "Kancheepuram": (574, "Tamil Nadu", "631501"),
    "Kolhapur": (480, "Maharashtra", "416001"),
    "New Delhi": (79, "Delhi", "110001"),
    "Leh": (9, "Ladakh", "194101"),
}
LISTED_ON = date(2026, 5, 1)
FIRST_FREE = 2001  # LGD codes of made-up places, beyond the real ones


def make_state(name: str = "Bihar", **kw: Any) -> State:
    """A state; a made-up name gets made-up codes."""
    found = State.objects.filter(name=name).first()
    if found is not None:
        return found
    number = State.objects.count()
    code, gst, kind = STATES.get(name, (FIRST_FREE + number, f"{40 + number}", "S"))
    values = {"lgd_code": code, "gst_code": gst, "kind": kind, "slug": slugify(name), **kw}
    return State.objects.create(name=name, **values)


def make_district(name: str = "Madhubani", state: State | None = None, **kw: Any) -> District:
    """A district, in its real state unless told otherwise."""
    code, state_name, _ = DISTRICTS.get(name, (0, "Bihar", ""))
    state = state or make_state(state_name)
    found = District.objects.filter(name=name, state=state).first()
    if found is not None:
        return found
    if not code or District.objects.filter(lgd_code=code).exists():
        code = FIRST_FREE + District.objects.count()
    values = {"lgd_code": code, "slug": slugify(name), "source_date": LISTED_ON, **kw}
    return District.objects.create(name=name, state=state, **values)


def make_pin(pin: str = "847211", district: District | None = None, *, basis: str = "directory") -> PinCode:
    """A PIN code that lies in the district (and in any it was put in before)."""
    if district is None:
        district = make_district(next((name for name, row in DISTRICTS.items() if row[2] == pin), "Madhubani"))
    row, _ = PinCode.objects.get_or_create(pin=pin, defaults={"state_id": district.state_id})
    PinDistrict.objects.get_or_create(pin=row, district=district, defaults={"basis": basis})
    return row


def make_odop_entry(
    district: District | None = None, product_name: str = "Madhubani Paintings", **kw: Any
) -> OdopEntry:
    """An entry of DPIIT's ODOP list."""
    district = district or make_district()
    scheme = kw.pop("scheme", "dpiit_odop")
    values = {"sector": "handicraft", "source": "ODOP list, DPIIT", "source_date": LISTED_ON, **kw}
    entry, _ = OdopEntry.objects.get_or_create(
        district=district, scheme=scheme, product_name=product_name, defaults=values
    )
    return entry


def make_gi_entry(
    name: str = "Madhubani Paintings",
    states: Sequence[State] = (),
    districts: Sequence[District] = (),
    **kw: Any,
) -> GiEntry:
    """A registered GI; the states of its districts are added to its states."""
    kind = kw.pop("registration_kind", "word")
    found = GiEntry.objects.filter(name=name, registration_kind=kind).first()
    if found is None:
        number = 2001 + GiEntry.objects.count()
        values = {
            "code": str(number),
            "serial_no": number,
            "goods_type": "handicraft",
            "source": "GI Registry",
            "source_date": LISTED_ON,
            **kw,
        }
        found = GiEntry.objects.create(name=name, registration_kind=kind, **values)
        found.states.set({*states, *(district.state for district in districts)})
        found.districts.set(districts)
    return found
