"""Identifiers of people at rest: encrypted columns, blind indexes for uniqueness, masks for display."""

from __future__ import annotations

import hashlib
import hmac
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.db import models


@lru_cache(maxsize=4)
def _box(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


def encrypt(value: str) -> str:
    """Encrypt with the first key of ``FIELD_ENCRYPTION_KEYS`` (Fernet: AES-128-CBC + HMAC-SHA256)."""
    return _box(tuple(settings.FIELD_ENCRYPTION_KEYS)).encrypt(value.encode()).decode()


def decrypt(token: str) -> str:
    """Decrypt with any configured key; raises ``cryptography.fernet.InvalidToken`` when none fits."""
    return _box(tuple(settings.FIELD_ENCRYPTION_KEYS)).decrypt(token.encode()).decode()


def blind_index(value: str, purpose: str) -> str:
    """Keyed hash (HMAC-SHA256, hex) by which equal secrets can be found without being readable."""
    key = f"{settings.BLIND_INDEX_KEY}:{purpose}".encode()
    return hmac.new(key, value.strip().upper().encode(), hashlib.sha256).hexdigest()


def hash_token(token: str) -> str:
    """SHA-256 of a random bearer token; only the hash is stored."""
    return hashlib.sha256(token.encode()).hexdigest()


def mask_tail(value: str, visible: int = 4) -> str:
    """``••••••1234``: only the last characters, never more than a third of the value."""
    shown = min(visible, len(value) // 3)
    return "•" * (len(value) - shown) + (value[-shown:] if shown else "")


class EncryptedTextField(models.TextField[str, str]):
    """Text that is encrypted in the database and plain in Python. It cannot be filtered on; use a blind index."""

    def get_prep_value(self, value: Any) -> Any:
        """Encrypt on the way in; empty text stays empty."""
        plain = super().get_prep_value(value)
        return encrypt(plain) if plain else plain

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        """Decrypt on the way out."""
        return decrypt(value) if value else value
