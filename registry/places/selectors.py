"""Reads about places. Registers are public: no viewer is needed."""

from __future__ import annotations

import re
import uuid

from django.db.models import Case, Prefetch, QuerySet, Value, When

from common.errors import NotFound
from registry.places.errors import PinMalformed, PinUnknown
from registry.places.models import PIN_PATTERN, District, PinBasis, PinCode, PinDistrict, State
from registry.search.text import squeeze


def find_states(*, query: str = "") -> QuerySet[State]:
    """States and union territories by name, all or those matching the query."""
    return State.objects.matching(query).order_by("name", "id")


def state_by_id(state_id: uuid.UUID) -> State:
    """One state; raises NotFound."""
    found = State.objects.filter(pk=state_id).first()
    if found is None:
        raise NotFound("There is no such state.")
    return found


def find_districts(*, state_id: uuid.UUID | None = None, query: str = "") -> QuerySet[District]:
    """Active districts by name, with their states; of one state, or matching the query."""
    found = District.objects.filter(is_active=True).matching(query).select_related("state")
    return (found.filter(state_id=state_id) if state_id else found).order_by("name", "id")


def district_by_id(district_id: uuid.UUID) -> District:
    """One district with its state and predecessors, active or not; raises NotFound."""
    found = District.objects.select_related("state").prefetch_related("predecessors").filter(pk=district_id).first()
    if found is None:
        raise NotFound("There is no such district.")
    return found


def find_district(name: str, state: State | None = None) -> District | None:
    """The one active district of this name or alias, however spaced or capitalised; None if there is none or several.

    Several states have an Aurangabad or a Pratapgarh: name the state where it is known.
    """
    wanted = squeeze(name)
    if not wanted:
        return None
    districts = District.objects.filter(is_active=True).select_related("state").order_by("lgd_code")
    candidates = list(districts.filter(state=state) if state else districts)
    by_name = [district for district in candidates if squeeze(district.name) == wanted]
    found = by_name or [d for d in candidates if wanted in {squeeze(alias) for alias in d.aliases}]
    return found[0] if len(found) == 1 else None


def pin_code(pin: str) -> PinCode:
    """A PIN code with its state and, as ``pin_districts``, its districts; those India Post names come first.

    Raises PinMalformed or PinUnknown. Source: India Post's directory of October 2025.
    """
    if not re.fullmatch(PIN_PATTERN, pin, flags=re.ASCII):
        raise PinMalformed(pointer="/pin")
    rows = PinDistrict.objects.select_related("district__state").order_by(_directory_first(), "district__name", "id")
    found = PinCode.objects.select_related("state").prefetch_related(Prefetch("pin_districts", rows))
    code = found.filter(pin=pin).first()
    if code is None:
        raise PinUnknown(pointer="/pin")
    return code


def districts_of_pin(pin: str) -> QuerySet[District]:
    """Districts that the PIN code lies in or may lie in, those India Post names first; empty for an unknown one."""
    found = District.objects.filter(pin_districts__pin__pin=pin, is_active=True).select_related("state")
    return found.order_by(_directory_first("pin_districts__"), "name", "id")


def pin_lies_in(pin: str, district: District) -> bool:
    """Whether the PIN code lies, or as a young district's may lie, in the district."""
    return PinDistrict.objects.filter(pin__pin=pin, district=district).exists()


def _directory_first(prefix: str = "") -> Case:
    return Case(When(**{f"{prefix}basis": PinBasis.DIRECTORY}, then=Value(0)), default=Value(1))
