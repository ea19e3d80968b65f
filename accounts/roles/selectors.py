"""Reads about roles."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from accounts.people.models import User
from accounts.roles.models import Role, RoleGrant, RoleGrantQuerySet


def has_role(user: User | AnonymousUser, role: Role | str, *, state_id: UUID | None = None) -> bool:
    """Whether an active account holds a role.

    Without ``state_id`` a grant for any area counts; with it only one for that state or for all of
    India. Superusers hold every role.
    """
    return has_any_role(user, (role,), state_id=state_id)


def has_any_role(user: User | AnonymousUser, roles: Sequence[Role | str], *, state_id: UUID | None = None) -> bool:
    """Whether an active account holds at least one of the roles. At most one query."""
    if not isinstance(user, User) or not user.is_active:
        return False
    if user.is_superuser:
        return True
    area = Q() if state_id is None else Q(state_id=state_id) | Q(state__isnull=True)
    return RoleGrant.objects.standing().filter(area, user=user, role__in=roles).exists()


def standing_grants(user: User) -> RoleGrantQuerySet:
    """The grants that an account holds now, with their states, by role and then in the order they were given."""
    return RoleGrant.objects.standing().filter(user=user).select_related("state").order_by("role", "created_at", "id")


def is_staff_member(user: User | AnonymousUser) -> bool:
    """Whether the account works for the bazaar: staff flag, superuser or any standing role."""
    if not isinstance(user, User) or not user.is_active:
        return False
    if user.is_staff or user.is_superuser:
        return True
    return RoleGrant.objects.standing().filter(user=user).exists()
