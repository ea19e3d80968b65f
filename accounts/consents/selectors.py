"""Reads of consents: the latest word of a person on each purpose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from accounts.consents.models import ConsentRecord, Purpose
from accounts.people.models import User

REQUIRED = frozenset({Purpose.TERMS, Purpose.PRIVACY})


@dataclass(frozen=True)
class ConsentText:
    """The present text of a purpose. ``version`` is its date."""

    purpose: Purpose
    version: str
    is_required: bool
    summary: str


@dataclass(frozen=True)
class ConsentState:
    """Where a person stands on a purpose; never asked means not given."""

    purpose: Purpose
    is_given: bool
    version: str
    decided_at: datetime | None
    is_current: bool


SUMMARIES = {
    Purpose.TERMS: "The rules of buying and selling here.",
    Purpose.PRIVACY: "Which data we keep, what for, for how long, and your rights under the DPDP Act 2023.",
    Purpose.MARKETING: "News and offers by e-mail or SMS. Not needed for anything; off unless you switch it on.",
}


def present_version(purpose: Purpose) -> str:
    """The version in force, from ``CONSENT_VERSIONS``."""
    version: str = settings.CONSENT_VERSIONS[purpose.value]
    return version


def consent_texts() -> list[ConsentText]:
    """What a person can be asked to agree to, with the versions in force."""
    return [
        ConsentText(purpose, present_version(purpose), purpose in REQUIRED, SUMMARIES[purpose]) for purpose in Purpose
    ]


def consents_of(user: User) -> list[ConsentState]:
    """A person's latest word on every purpose. One query."""
    rows = ConsentRecord.objects.filter(user=user).order_by("purpose", "-decided_at", "-id").distinct("purpose")
    latest = {row.purpose: row for row in rows}
    return [_state(purpose, latest.get(purpose)) for purpose in Purpose]


def _state(purpose: Purpose, row: ConsentRecord | None) -> ConsentState:
    if row is None:
        return ConsentState(purpose, is_given=False, version="", decided_at=None, is_current=False)
    return ConsentState(
        purpose,
        is_given=row.is_given,
        version=row.version,
        decided_at=row.decided_at,
        is_current=row.version == present_version(purpose),
    )


def allows_marketing(user: User) -> bool:
    """Whether news and offers may be sent to a person."""
    return any(state.is_given for state in consents_of(user) if state.purpose == Purpose.MARKETING)
