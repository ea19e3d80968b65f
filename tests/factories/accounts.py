"""People for tests."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from accounts.models import Role, RoleGrant, User
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
