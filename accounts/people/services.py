"""Changes to an account itself: its name and language, its phone number, staff accounts."""

from __future__ import annotations

from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from accounts.people.errors import ContactTaken, OwnAccountRefused
from accounts.people.models import User
from common import audit


def edit_profile(*, user: User, name: str | None, language: str | None, now: datetime) -> User:
    """Set the name and the language of an account; None leaves a value as it is."""
    if name is not None:
        user.name = name
    if language is not None:
        user.language = language
    user.updated_at = now
    user.save(update_fields=["name", "language", "updated_at"])
    return user


def set_phone(*, user: User, phone: str, is_verified: bool, now: datetime) -> None:
    """Give an account a phone number (E.164); raises ``ContactTaken`` when another account has it."""
    verified_at = now if is_verified else None
    try:
        with transaction.atomic():
            User.objects.filter(pk=user.pk).update(phone=phone, phone_verified_at=verified_at, updated_at=now)
    except IntegrityError as error:
        raise ContactTaken(pointer="/phone") from error
    user.phone, user.phone_verified_at = phone, verified_at


@transaction.atomic
def create_verified_account(
    *, email: str, name: str, password: str | None, now: datetime, is_superuser: bool = False
) -> User:
    """An account whose e-mail address is taken as verified, made by an operator on the command line.

    ``password`` None means that only codes let it in. Raises ``ContactTaken``.
    """
    if User.objects.filter(email=email.strip().lower()).exists():
        raise ContactTaken(pointer="/email")
    user = User.objects.create_user(
        email, password, name=name, is_superuser=is_superuser, is_staff=is_superuser, updated_at=now
    )
    EmailAddress.objects.create(user=user, email=user.email or "", verified=True, primary=True)
    return user


@transaction.atomic
def close_account(*, user: User, actor: User, now: datetime) -> None:
    """Keep a person out: no new sign-in, and open sessions end with the next request. Raises ``OwnAccountRefused``."""
    if user.pk == actor.pk:
        raise OwnAccountRefused()
    if User.objects.filter(pk=user.pk, is_active=True).update(is_active=False, updated_at=now):
        audit.record(actor=actor, action="account.closed", target=user, now=now)


@transaction.atomic
def open_account(*, user: User, actor: User, now: datetime) -> None:
    """Let a person in again. Raises ``OwnAccountRefused``."""
    if user.pk == actor.pk:
        raise OwnAccountRefused()
    if User.objects.filter(pk=user.pk, is_active=False).update(is_active=True, updated_at=now):
        audit.record(actor=actor, action="account.opened", target=user, now=now)
