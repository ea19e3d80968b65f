"""Reads of the GI register, and the one answer to "does this GI's area hold that district?"."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any, Literal

from django.db.models import Prefetch, QuerySet

from common.errors import NotFound
from registry.gi.models import GiEntry, GiStatus
from registry.places.models import District, State


@dataclass(frozen=True)
class GiFilters:
    """What a list of GI entries may be narrowed by; None and empty mean all."""

    state_id: uuid.UUID | None = None
    district_id: uuid.UUID | None = None
    goods_type: str = ""
    query: str = ""


@dataclass(frozen=True)
class AreaVerdict:
    """Whether a GI's area holds a district, and what the answer rests on.

    ``basis`` is "district" when the register knows the districts, "state" when it knows only the states, and
    "unknown" when it knows neither (foreign goods).
    """

    holds: bool
    basis: Literal["district", "state", "unknown"]


def find_gi_entries(filters: GiFilters) -> QuerySet[GiEntry]:
    """Registered entries, Indian and foreign, by name, with their area (two more queries)."""
    found = GiEntry.objects.filter(status=GiStatus.REGISTERED).matching(filters.query)
    if filters.state_id:
        found = found.filter(states=filters.state_id)
    if filters.district_id:
        found = found.filter(districts=filters.district_id)
    if filters.goods_type:
        found = found.filter(goods_type=filters.goods_type)
    return _with_area(found).order_by("name", "id")


def gi_entry_by_id(entry_id: uuid.UUID) -> GiEntry:
    """One entry with its area, whatever its status; raises NotFound."""
    found = _with_area(GiEntry.objects.filter(pk=entry_id)).first()
    if found is None:
        raise NotFound("There is no such GI entry.")
    return found


def gi_area_holds(gi: GiEntry, district: District) -> AreaVerdict:
    """Whether the GI's area holds the district. Uses prefetched areas; two queries otherwise.

    Where districts are known only they count: a neighbour in the same state is outside until an officer adds it.
    """
    districts = {known.pk for known in gi.districts.all()}
    if districts:
        return AreaVerdict(district.pk in districts, "district")
    states = {known.pk for known in gi.states.all()}
    if states:
        return AreaVerdict(district.state_id in states, "state")
    return AreaVerdict(False, "unknown")


def _with_area(entries: QuerySet[GiEntry]) -> QuerySet[GiEntry]:
    by_state: Prefetch[Any] = Prefetch("states", State.objects.order_by("name"))
    by_district: Prefetch[Any] = Prefetch("districts", District.objects.order_by("name"))
    return entries.prefetch_related(by_state, by_district)
