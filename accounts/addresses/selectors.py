"""Reads of addresses: only through the person who owns them."""

from __future__ import annotations

from uuid import UUID

from accounts.addresses.models import Address, AddressQuerySet
from accounts.people.models import User
from common.errors import NotFound


def addresses_of(user: User) -> AddressQuerySet:
    """A person's addresses with district and state, the default first. One query."""
    return Address.objects.of_user(user)


def address_of(user: User, address_id: UUID) -> Address:
    """One of a person's own addresses; raises ``NotFound`` for any other."""
    address = addresses_of(user).filter(pk=address_id).first()
    if address is None:
        raise NotFound()
    return address
