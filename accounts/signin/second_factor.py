"""Whether a session was opened with a second factor, and who must have one."""

from __future__ import annotations

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase

RECORDS_KEY = "account_authentication_methods"  # where allauth notes how a session was opened


def used_second_factor(session: SessionBase | None) -> bool:
    """Whether an authenticator code, recovery code or security key was given when the session was opened."""
    records = session.get(RECORDS_KEY, []) if session is not None else []
    return any(isinstance(record, dict) and record.get("method") == "mfa" for record in records)


def is_second_factor_missing(session: SessionBase | None) -> bool:
    """Whether staff work must be refused on this session (``STAFF_SECOND_FACTOR_REQUIRED``)."""
    return bool(settings.STAFF_SECOND_FACTOR_REQUIRED) and not used_second_factor(session)
