"""Grant and revoke roles; every change is in the audit trail."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from accounts.people.models import User
from accounts.roles.errors import OwnRoleRefused, RoleAlreadyGranted, RoleNotGranted
from accounts.roles.models import Role, RoleGrant
from common import audit
from registry.models import State


def grant_role(
    *, user: User, role: Role, granted_by: User | None, now: datetime, state: State | None = None
) -> RoleGrant:
    """Give a role for a state, or for all of India (``state=None``), and let the person into the staff console.

    ``granted_by`` is None only for the command line. Raises ``RoleAlreadyGranted``, ``OwnRoleRefused``.
    """
    if granted_by is not None and granted_by.pk == user.pk:
        raise OwnRoleRefused()
    try:
        with transaction.atomic():
            grant = RoleGrant.objects.create(user=user, role=role, state=state, granted_by=granted_by)
            User.objects.filter(pk=user.pk, is_staff=False).update(is_staff=True)
            _record(grant, actor=granted_by, action="role.granted", now=now)
    except IntegrityError as error:
        raise RoleAlreadyGranted() from error
    user.is_staff = True
    return grant


@transaction.atomic
def revoke_role(*, grant: RoleGrant, revoked_by: User | None, now: datetime) -> RoleGrant:
    """Take a role away; with the last one the staff flag goes too (superusers keep it).

    Raises ``RoleNotGranted`` when it has been revoked before, ``OwnRoleRefused``.
    """
    if revoked_by is not None and revoked_by.pk == grant.user_id:
        raise OwnRoleRefused()
    held = User.objects.select_for_update().get(pk=grant.user_id)
    changed = (
        RoleGrant.objects.standing().filter(pk=grant.pk).update(revoked_at=now, revoked_by=revoked_by, updated_at=now)
    )
    if not changed:
        raise RoleNotGranted()
    if not held.is_superuser and not RoleGrant.objects.standing().filter(user=held).exists():
        held.is_staff = False
        held.save(update_fields=["is_staff"])
    grant.refresh_from_db()
    _record(grant, actor=revoked_by, action="role.revoked", now=now)
    return grant


def _record(grant: RoleGrant, *, actor: User | None, action: str, now: datetime) -> None:
    facts = {"role": str(grant.role), "state_id": str(grant.state_id) if grant.state_id else None}
    audit.record(actor=actor, action=action, target=grant.user, data=facts, now=now)
