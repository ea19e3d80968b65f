"""Give and withdraw consent: two calls of the same weight, each one appended row."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from accounts.consents.errors import ConsentNeeded, ConsentVersionStale
from accounts.consents.models import ConsentRecord, Purpose
from accounts.consents.selectors import REQUIRED, present_version
from accounts.people.models import User


def give_consent(*, user: User, purpose: Purpose, version: str, now: datetime) -> ConsentRecord:
    """Note a yes to the text in force; raises ``ConsentVersionStale`` when ``version`` is another one."""
    if version != present_version(purpose):
        raise ConsentVersionStale(pointer="/version")
    return _append(user=user, purpose=purpose, version=version, is_given=True, now=now)


def withdraw_consent(*, user: User, purpose: Purpose, now: datetime) -> ConsentRecord:
    """Note a no; raises ``ConsentNeeded`` for the terms and the privacy notice, which end with the account."""
    if purpose in REQUIRED:
        raise ConsentNeeded()
    return _append(user=user, purpose=purpose, version=present_version(purpose), is_given=False, now=now)


@transaction.atomic
def record_sign_up_consents(*, user: User, purposes: Iterable[Purpose], now: datetime) -> None:
    """Note what was agreed to in the sign-up form, in the versions in force."""
    for purpose in purposes:
        _append(user=user, purpose=purpose, version=present_version(purpose), is_given=True, now=now)


def _append(*, user: User, purpose: Purpose, version: str, is_given: bool, now: datetime) -> ConsentRecord:
    """Add a row, unless the latest one says the same already."""
    latest = ConsentRecord.objects.filter(user=user, purpose=purpose).order_by("-decided_at", "-id").first()
    if latest is not None and (latest.version, latest.is_given) == (version, is_given):
        return latest
    return ConsentRecord.objects.create(user=user, purpose=purpose, version=version, is_given=is_given, decided_at=now)
