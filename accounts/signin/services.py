"""Forgetting: sessions that have ended and sign-ups that nobody confirmed."""

from __future__ import annotations

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Exists, OuterRef, ProtectedError

from accounts.people.models import User

UNCONFIRMED_LIFE = timedelta(days=7)
BATCH = 500


def remove_ended_sessions(*, now: datetime) -> int:
    """Delete sessions past their expiry; returns how many."""
    return Session.objects.filter(expire_date__lt=now).delete()[0]


def remove_unconfirmed_sign_ups(*, now: datetime) -> int:
    """Delete accounts older than a week whose e-mail address or phone was never proved; returns how many.

    They hold a stranger's address at most. Staff, accounts that were ever signed in, and accounts that
    something else refers to stay. At most ``BATCH`` a call.
    """
    proved = EmailAddress.objects.filter(user=OuterRef("pk"), verified=True)
    stale = User.objects.filter(
        ~Exists(proved),
        created_at__lt=now - UNCONFIRMED_LIFE,
        last_login__isnull=True,
        phone_verified_at__isnull=True,
        is_staff=False,
        is_superuser=False,
    ).order_by("created_at", "id")
    removed = 0
    for user in stale[:BATCH]:
        try:
            with transaction.atomic():
                user.delete()
        except ProtectedError:
            continue
        removed += 1
    return removed
