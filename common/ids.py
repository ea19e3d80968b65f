"""Identifiers: time-ordered UUIDs for machines, unguessable short numbers for people."""

from __future__ import annotations

import secrets
import uuid

from uuid_utils.compat import uuid7

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_id() -> uuid.UUID:
    """A UUIDv7 (RFC 9562): sorts by creation time."""
    return uuid7()


def short_code(length: int = 10) -> str:
    """Random Crockford base-32 text (no I, L, O, U); 10 characters are 50 bits."""
    return "".join(secrets.choice(CROCKFORD) for _ in range(length))


def human_number(prefix: str) -> str:
    """A number a person can read out, such as ``OD-7K3MX-9QZTW``; random, so one tells nothing of the next."""
    return f"{prefix}-{short_code(5)}-{short_code(5)}"
