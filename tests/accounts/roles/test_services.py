"""Roles are granted and revoked with a trail, never by and for oneself."""

from __future__ import annotations

import pytest
from factories.accounts import make_user
from factories.registry import make_state

from accounts.models import Role, RoleGrant, User
from accounts.roles.errors import OwnRoleRefused, RoleAlreadyGranted, RoleNotGranted
from accounts.roles.services import grant_role, revoke_role
from accounts.selectors import has_role
from common import clock
from common.audit.models import AuditEvent

pytestmark = pytest.mark.django_db


class TestGrantRole:
    def test_gives_the_role_and_the_console_and_writes_the_trail(self) -> None:
        boss, user = make_user(is_superuser=True), make_user()
        assert not has_role(user, Role.REVIEWER)
        grant_role(user=user, role=Role.REVIEWER, granted_by=boss, now=clock.now())
        assert has_role(user, Role.REVIEWER)
        assert not has_role(user, Role.FINANCE)
        assert User.objects.get(pk=user.pk).is_staff
        event = AuditEvent.objects.get()
        assert (event.actor, event.action, event.target_id) == (boss, "role.granted", str(user.pk))
        assert event.data == {"role": "reviewer", "state_id": None}

    def test_a_role_for_one_state_does_not_reach_another(self) -> None:
        user, bihar, rajasthan = make_user(), make_state("Bihar"), make_state("Rajasthan")
        grant_role(user=user, role=Role.REVIEWER, state=bihar, granted_by=None, now=clock.now())
        assert has_role(user, Role.REVIEWER)
        assert has_role(user, Role.REVIEWER, state_id=bihar.pk)
        assert not has_role(user, Role.REVIEWER, state_id=rajasthan.pk)

    def test_refuses_twice_for_the_same_area(self) -> None:
        user, bihar = make_user(), make_state("Bihar")
        for state in (None, bihar):
            grant_role(user=user, role=Role.FINANCE, state=state, granted_by=None, now=clock.now())
            with pytest.raises(RoleAlreadyGranted):
                grant_role(user=user, role=Role.FINANCE, state=state, granted_by=None, now=clock.now())
        assert RoleGrant.objects.count() == AuditEvent.objects.count() == 2

    def test_refuses_for_oneself(self) -> None:
        boss = make_user(is_superuser=True)
        with pytest.raises(OwnRoleRefused):
            grant_role(user=boss, role=Role.FINANCE, granted_by=boss, now=clock.now())
        assert not RoleGrant.objects.exists()


class TestRevokeRole:
    def test_takes_the_console_with_the_last_role(self) -> None:
        boss, user = make_user(is_superuser=True), make_user()
        grants = [
            grant_role(user=user, role=role, granted_by=boss, now=clock.now())
            for role in (Role.REVIEWER, Role.MODERATOR)
        ]
        revoke_role(grant=grants[0], revoked_by=boss, now=clock.now())
        assert (has_role(user, Role.REVIEWER), User.objects.get(pk=user.pk).is_staff) == (False, True)
        revoke_role(grant=grants[1], revoked_by=boss, now=clock.now())
        assert User.objects.get(pk=user.pk).is_staff is False
        assert list(AuditEvent.objects.order_by("id").values_list("action", flat=True)) == [
            "role.granted",
            "role.granted",
            "role.revoked",
            "role.revoked",
        ]
        grant_role(user=user, role=Role.REVIEWER, granted_by=boss, now=clock.now())
        assert has_role(user, Role.REVIEWER)

    def test_refuses_twice(self) -> None:
        boss, user = make_user(is_superuser=True), make_user()
        grant = grant_role(user=user, role=Role.REVIEWER, granted_by=boss, now=clock.now())
        revoke_role(grant=grant, revoked_by=boss, now=clock.now())
        with pytest.raises(RoleNotGranted):
            revoke_role(grant=grant, revoked_by=boss, now=clock.now())
        assert AuditEvent.objects.filter(action="role.revoked").count() == 1


class TestHasRole:
    def test_not_for_closed_accounts_and_always_for_superusers(self) -> None:
        assert not has_role(make_user(roles=[Role.FINANCE], is_active=False), Role.FINANCE)
        assert has_role(make_user(is_superuser=True), Role.FINANCE)
