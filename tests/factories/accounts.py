"""People for tests."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from factories.registry import make_pin

from accounts.addresses.services import AddressLines, add_address
from accounts.models import Address, Role, RoleGrant, User
from common import clock

_numbers = count(1)


def make_user(
    email: str | None = None, phone: str | None = None, roles: Sequence[Role | str] = (), **fields: object
) -> User:
    """An active person reachable by e-mail (made up unless given) or phone, with verified contacts."""
    from allauth.account.models import EmailAddress

    if email is None and phone is None:
        email = f"person{next(_numbers)}@example.org"
    user = User.objects.create_user(email, phone=phone, phone_verified_at=clock.now() if phone else None, **fields)
    if email:
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    for role in roles:
        RoleGrant.objects.create(user=user, role=role)
    return user


def make_staff(role: Role | str, **fields: object) -> User:
    """A member of staff with one role."""
    return make_user(roles=[role], is_staff=True, **fields)


def make_address(user: User, pin: str = "847211", *, is_default: bool = False, **lines: str) -> Address:
    """An address in India; the PIN code (made in its real district) tells where."""
    row = make_pin(pin)
    values = {"name": "Asha Devi", "phone": "+919876543210", "line1": "12 Pond Road", "city": "Madhubani", **lines}
    return add_address(
        user=user,
        lines=AddressLines(pin=pin, **values),
        district_id=row.districts.order_by("name").values_list("pk", flat=True)[0],
        is_default=is_default,
        now=clock.now(),
    )
