"""Reads of accounts."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator

from accounts.people.models import User
from accounts.roles.models import RoleGrant
from accounts.roles.selectors import standing_grants


@dataclass(frozen=True)
class Profile:
    """What a person may know about the own account."""

    user: User
    is_email_verified: bool
    grants: list[RoleGrant]
    has_second_factor: bool
    is_staff: bool


def find_by_phone(phone: str) -> User | None:
    """The account with that E.164 number."""
    return User.objects.filter(phone=phone).first()


def find_by_email(email: str) -> User | None:
    """The account with that e-mail address, whatever its case."""
    return User.objects.filter(email=email.lower()).first()


def profile_of(user: User) -> Profile:
    """The account as its owner sees it. Three queries."""
    grants = list(standing_grants(user))
    return Profile(
        user=user,
        is_email_verified=EmailAddress.objects.filter(user=user, email=user.email, verified=True).exists(),
        grants=grants,
        has_second_factor=Authenticator.objects.filter(user=user).exclude(type="recovery_codes").exists(),
        is_staff=user.is_staff or user.is_superuser or bool(grants),
    )
