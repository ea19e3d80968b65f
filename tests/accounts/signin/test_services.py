"""What nobody needs any more is forgotten, and nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from factories.accounts import make_user

from accounts.models import Role, User
from accounts.roles.services import grant_role
from accounts.signin.services import remove_ended_sessions, remove_unconfirmed_sign_ups
from common import clock

pytestmark = pytest.mark.django_db


class TestRemoveUnconfirmedSignUps:
    def test_removes_old_ones_that_nobody_proved(self) -> None:
        later = clock.now() + timedelta(days=8)
        stale = User.objects.create_user("nobody@example.org")
        kept = [
            make_user(),
            make_user(phone="+919876543210"),
            User.objects.create_user("seen@example.org", last_login=clock.now()),
            User.objects.create_superuser("boss@example.org"),
        ]
        granted = User.objects.create_user("granted@example.org")
        grant_role(user=granted, role=Role.FINANCE, granted_by=None, now=clock.now())
        User.objects.filter(pk=granted.pk).update(is_staff=False)
        assert remove_unconfirmed_sign_ups(now=later) == 1
        assert set(User.objects.all()) == {*kept, granted}
        assert not User.objects.filter(pk=stale.pk).exists()

    def test_leaves_young_ones(self) -> None:
        User.objects.create_user("new@example.org")
        assert remove_unconfirmed_sign_ups(now=clock.now() + timedelta(days=6)) == 0


class TestRemoveEndedSessions:
    def test_removes_those_past_their_time(self) -> None:
        for days in (-1, 1):
            store = SessionStore()
            store.set_expiry(clock.now() + timedelta(days=days))
            store.save()
        assert remove_ended_sessions(now=clock.now()) == 1
        assert Session.objects.count() == 1
