"""Who may call an endpoint: a signed-in person, or staff with a role.

``HasRole(Role.REVIEWER)`` makes a permission class. Staff also need a session opened with a second
factor where ``STAFF_SECOND_FACTOR_REQUIRED`` is on (always in production).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from django.contrib.sessions.backends.base import SessionBase
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from accounts.people.models import User
from accounts.roles.errors import SecondFactorRequired
from accounts.roles.models import Role
from accounts.roles.selectors import has_any_role
from accounts.signin.second_factor import is_second_factor_missing
from common.errors import Forbidden, NotSignedIn

if TYPE_CHECKING:  # DRF loads this module while it loads its views
    from rest_framework.views import APIView


def session_of(request: Request) -> SessionBase | None:
    """The session behind a request: the app token's own, else the browser's cookie session."""
    if isinstance(request.auth, SessionBase):
        return request.auth
    return getattr(request._request, "session", None)


class IsSignedIn(BasePermission):
    """Any active account."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Raises ``NotSignedIn`` (401) for an anonymous caller."""
        if not isinstance(request.user, User):
            raise NotSignedIn()
        return True


class _RolePermission(IsSignedIn):
    """Staff holding at least one of ``roles``."""

    roles: tuple[Role, ...] = ()

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Raises ``NotSignedIn``, ``Forbidden`` without the role, ``SecondFactorRequired`` without a second factor."""
        super().has_permission(request, view)
        if not has_any_role(request.user, self.roles):
            names = " or ".join(role.value for role in self.roles)
            raise Forbidden(f"This needs the role {names}. Ask an administrator to grant it.")
        if is_second_factor_missing(session_of(request)):
            raise SecondFactorRequired()
        return True


@lru_cache
def HasRole(*roles: Role) -> type[BasePermission]:
    """The permission class for staff with any of the given roles (superusers hold all)."""
    name = "Has" + "Or".join(role.name.title().replace("_", "") for role in roles)
    return type(name, (_RolePermission,), {"roles": roles, "__doc__": f"Staff with {' or '.join(roles)}."})
