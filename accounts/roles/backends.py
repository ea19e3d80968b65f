"""Django permissions that come with a role, for the screens of rooms that cannot know roles.

The registry lies below this room, so its admin asks Django for ``registry.change_gientry`` and the like;
this backend answers for registry officers.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model

from accounts.people.models import User
from accounts.roles.models import Role
from accounts.roles.selectors import standing_grants

REGISTERS = "registry"


class RolePermissionBackend(BaseBackend):
    """Registry officers see every register; those of all India also add and change rows. Nobody deletes."""

    def has_perm(self, user_obj: Any, perm: str, obj: Model | None = None) -> bool:
        """Whether a role of the account brings this permission. One query per account object."""
        app, _, codename = perm.partition(".")
        action = codename.partition("_")[0]
        return app == REGISTERS and action in _register_actions(user_obj)

    def has_module_perms(self, user_obj: User | AnonymousUser, app_label: str) -> bool:
        """Whether the room appears on the console's first page."""
        return app_label == REGISTERS and bool(_register_actions(user_obj))


def _register_actions(user: Any) -> frozenset[str]:
    if not isinstance(user, User) or not user.is_active:
        return frozenset()
    known: frozenset[str] | None = user.__dict__.get("_register_actions")
    if known is None:
        areas = [grant.state_id for grant in standing_grants(user) if grant.role == Role.REGISTRY_OFFICER]
        known = frozenset()
        if areas:
            known = frozenset({"view", "add", "change"}) if None in areas else frozenset({"view"})
        user.__dict__["_register_actions"] = known
    return known
