"""Add, change and remove addresses; the PIN code decides where an address lies."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.addresses.errors import (
    CountryNotServed,
    DistrictAmbiguous,
    DistrictNotOfPin,
    PinOfNoPlace,
    TooManyAddresses,
)
from accounts.addresses.models import HOME_COUNTRY, Address
from accounts.people.models import User
from registry.models import District
from registry.places.selectors import districts_of_pin

MAX_ADDRESSES = 20


@dataclass(frozen=True)
class AddressLines:
    """What a person writes on a parcel; ``phone`` in E.164, ``pin`` of six digits, ``country`` ISO 3166-1 alpha-2."""

    name: str
    phone: str
    line1: str
    pin: str
    line2: str = ""
    landmark: str = ""
    city: str = ""
    country: str = HOME_COUNTRY


def place_pin(*, pin: str, district_id: UUID | None, country: str = HOME_COUNTRY) -> District:
    """The district of an Indian PIN code (source: the register of PIN codes).

    Raises ``PinOfNoPlace``, ``DistrictNotOfPin``, ``DistrictAmbiguous`` (which list the districts to pick
    from) and ``CountryNotServed``. One query.
    """
    if country != HOME_COUNTRY:
        raise CountryNotServed(pointer="/country")
    candidates = list(districts_of_pin(pin))
    if not candidates:
        raise PinOfNoPlace(pointer="/pin")
    choices = [{"id": str(d.pk), "name": d.name, "state": d.state.name} for d in candidates]
    if district_id is None:
        if len(candidates) > 1:
            raise DistrictAmbiguous(pointer="/district", districts=choices)
        return candidates[0]
    for district in candidates:
        if district.pk == district_id:
            return district
    raise DistrictNotOfPin(pointer="/district", districts=choices)


@transaction.atomic
def add_address(
    *, user: User, lines: AddressLines, district_id: UUID | None, is_default: bool, now: datetime
) -> Address:
    """Put an address into a person's book; the first one becomes the default.

    Raises ``TooManyAddresses`` beyond ``MAX_ADDRESSES`` and the refusals of ``place_pin``.
    """
    district = place_pin(pin=lines.pin, district_id=district_id, country=lines.country)
    User.objects.select_for_update().get(pk=user.pk)
    count = Address.objects.filter(user=user).count()
    if count >= MAX_ADDRESSES:
        raise TooManyAddresses()
    if is_default or not count:
        _clear_default(user, now=now)
    return Address.objects.create(
        user=user,
        district=district,
        state=district.state,
        is_default=is_default or not count,
        **_columns(lines, district),
    )


@transaction.atomic
def change_address(
    *, address: Address, lines: AddressLines, district_id: UUID | None, is_default: bool, now: datetime
) -> Address:
    """Replace what an address says; without ``district_id`` the present district stays if it fits the PIN.

    Raises the refusals of ``place_pin``.
    """
    wanted = district_id
    if wanted is None and lines.pin == address.pin:
        wanted = address.district_id
    district = place_pin(pin=lines.pin, district_id=wanted, country=lines.country)
    User.objects.select_for_update().get(pk=address.user_id)
    if is_default and not address.is_default:
        _clear_default(address.user, now=now)
    for column, value in _columns(lines, district).items():
        setattr(address, column, value)
    address.district, address.state = district, district.state
    address.is_default = is_default or address.is_default
    address.save()
    return address


@transaction.atomic
def remove_address(*, address: Address, now: datetime) -> None:
    """Delete an address (orders keep their own copy); the newest one left becomes the default."""
    user_id = address.user_id
    User.objects.select_for_update().get(pk=user_id)
    address.delete()
    heir = Address.objects.filter(user_id=user_id).order_by("-is_default", "-created_at", "-id").first()
    if heir is not None and not heir.is_default:
        Address.objects.filter(pk=heir.pk).update(is_default=True, updated_at=now)


def _clear_default(user: User, *, now: datetime) -> None:
    Address.objects.filter(user=user, is_default=True).update(is_default=False, updated_at=now)


def _columns(lines: AddressLines, district: District) -> dict[str, str]:
    columns: dict[str, str] = asdict(lines)
    columns["city"] = lines.city or district.name
    return columns
