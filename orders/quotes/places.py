"""From a delivery address to its state: the place of supply."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from accounts.addresses.errors import CountryNotServed, DistrictNotOfPin, PinOfNoPlace
from accounts.addresses.models import HOME_COUNTRY
from accounts.addresses.selectors import address_of
from accounts.models import User
from common.errors import NotFound
from orders.quotes.errors import PlaceUnclear
from registry.models import District, State
from registry.selectors import districts_of_pin


@dataclass(frozen=True)
class Destination:
    """A checked delivery address in India with its state, and its district where known."""

    name: str
    phone: str
    line1: str
    line2: str
    landmark: str
    city: str
    pin: str
    state: State
    district: District | None

    def columns(self) -> dict[str, Any]:
        """The columns of ``ShipTo``."""
        return {
            "ship_name": self.name,
            "ship_phone": self.phone,
            "ship_line1": self.line1,
            "ship_line2": self.line2,
            "ship_landmark": self.landmark,
            "ship_city": self.city,
            "ship_pin": self.pin,
            "ship_state_id": self.state.pk,
            "ship_district_id": self.district.pk if self.district else None,
            "ship_country": "IN",
        }


def find_destination(*, address: Mapping[str, str], district_id: UUID | None) -> Destination:
    """Check an address (``name phone line1 line2 landmark city pin``) and find its state from the PIN code.

    A PIN code of several districts in one state needs no district; one that crosses a state border does. Raises
    PinOfNoPlace, DistrictNotOfPin and PlaceUnclear, which list the districts to choose from.
    """
    districts = list(districts_of_pin(address["pin"]).select_related("state"))
    if not districts:
        raise PinOfNoPlace(pointer="/ship_to/pin")
    district = _choose(districts, district_id)
    state = district.state if district else districts[0].state
    return Destination(
        name=address["name"],
        phone=address["phone"],
        line1=address["line1"],
        line2=address.get("line2", ""),
        landmark=address.get("landmark", ""),
        city=address["city"],
        pin=address["pin"],
        state=state,
        district=district,
    )


def saved_destination(*, user: User | None, address_id: UUID) -> Destination:
    """One of the user's own addresses as a destination. Raises NotFound (also for guests) and CountryNotServed."""
    if user is None:
        raise NotFound()
    address = address_of(user, address_id)
    if address.country != HOME_COUNTRY or address.state is None:
        raise CountryNotServed(pointer="/address")
    return Destination(
        name=address.name,
        phone=address.phone,
        line1=address.line1,
        line2=address.line2,
        landmark=address.landmark,
        city=address.city,
        pin=address.pin,
        state=address.state,
        district=address.district,
    )


def _choose(districts: list[District], district_id: UUID | None) -> District | None:
    if district_id is not None:
        for district in districts:
            if district.pk == district_id:
                return district
        raise DistrictNotOfPin(pointer="/ship_to/district", districts=_choices(districts))
    if len(districts) == 1:
        return districts[0]
    if len({district.state_id for district in districts}) > 1:
        raise PlaceUnclear(pointer="/ship_to/district", districts=_choices(districts))
    return None


def _choices(districts: list[District]) -> list[dict[str, str]]:
    return [{"district": str(d.pk), "name": d.name, "state": d.state.name} for d in districts]
