"""Who looks at the console: roles read once a request, although every screen in the side bar asks."""

from __future__ import annotations

from django.http import HttpRequest

from accounts.people.models import User
from accounts.roles.models import Role
from accounts.roles.selectors import standing_grants


def viewer_has_role(request: HttpRequest, *roles: Role) -> bool:
    """Whether an active member of staff with one of the roles (or a superuser) asks. One query a request."""
    user = request.user
    if not isinstance(user, User) or not (user.is_active and user.is_staff):
        return False
    held: frozenset[str] | None = request.__dict__.get("_console_roles")
    if held is None:
        held = frozenset(grant.role for grant in standing_grants(user))
        request.__dict__["_console_roles"] = held
    return user.is_superuser or not held.isdisjoint(roles)
