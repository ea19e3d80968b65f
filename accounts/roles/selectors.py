"""Reads about roles."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.auth.models import AnonymousUser

from accounts.people.models import User
from accounts.roles.models import Role, RoleGrant, RoleGrantQuerySet


def has_role(user: User | AnonymousUser, role: Role | str) -> bool:
    """Whether an active account holds a role. Superusers hold every role."""
    return has_any_role(user, (role,))


def has_any_role(user: User | AnonymousUser, roles: Sequence[Role | str]) -> bool:
    """Whether an active account holds at least one of the roles. At most one query."""
    if not isinstance(user, User) or not user.is_active:
        return False
    if user.is_superuser:
        return True
    return RoleGrant.objects.standing().filter(user=user, role__in=roles).exists()


def standing_grants(user: User) -> RoleGrantQuerySet:
    """The grants that an account holds now, by role, in the order they were given."""
    return RoleGrant.objects.standing().filter(user=user).order_by("role", "created_at", "id")


def is_staff_member(user: User | AnonymousUser) -> bool:
    """Whether the account works for the bazaar: staff flag, superuser or any standing role."""
    if not isinstance(user, User) or not user.is_active:
        return False
    if user.is_staff or user.is_superuser:
        return True
    return RoleGrant.objects.standing().filter(user=user).exists()
