"""Reads of the ODOP register."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db.models import QuerySet

from common.errors import NotFound
from registry.odop.models import OdopEntry
from registry.places.models import District


@dataclass(frozen=True)
class OdopFilters:
    """What a list of ODOP entries may be narrowed by; None and empty mean all."""

    state_id: uuid.UUID | None = None
    district_id: uuid.UUID | None = None
    sector: str = ""
    scheme: str = ""
    query: str = ""


def find_odop_entries(filters: OdopFilters) -> QuerySet[OdopEntry]:
    """Active entries by product name, with district and state."""
    wanted = {
        "district__state_id": filters.state_id,
        "district_id": filters.district_id,
        "sector": filters.sector,
        "scheme": filters.scheme,
    }
    found = OdopEntry.objects.filter(is_active=True, **{name: value for name, value in wanted.items() if value})
    return found.matching(filters.query).select_related("district__state").order_by("product_name", "id")


def odop_entry_by_id(entry_id: uuid.UUID) -> OdopEntry:
    """One entry with district and state, active or not; raises NotFound."""
    found = OdopEntry.objects.select_related("district__state").filter(pk=entry_id).first()
    if found is None:
        raise NotFound("There is no such ODOP entry.")
    return found


def odop_entries_of(district: District) -> QuerySet[OdopEntry]:
    """Active entries of a district, by product name."""
    return OdopEntry.objects.filter(district=district, is_active=True).order_by("product_name", "id")
