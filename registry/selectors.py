"""What other rooms read here, in one place."""

from registry.gi.selectors import AreaVerdict, gi_area_holds, gi_entry_by_id
from registry.odop.selectors import odop_entries_of, odop_entry_by_id
from registry.places.selectors import (
    district_by_id,
    districts_of_pin,
    find_district,
    pin_code,
    pin_lies_in,
    state_by_id,
)

__all__ = [
    "AreaVerdict",
    "district_by_id",
    "districts_of_pin",
    "find_district",
    "gi_area_holds",
    "gi_entry_by_id",
    "odop_entries_of",
    "odop_entry_by_id",
    "pin_code",
    "pin_lies_in",
    "state_by_id",
]
