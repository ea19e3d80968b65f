"""Reads the environment once; ``.env.example`` describes every variable. Embedded defaults live under ``var/``."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

import environ

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
if (BASE_DIR / ".env").is_file():
    environ.Env.read_env(BASE_DIR / ".env")

DEBUG: bool = env.bool("DEBUG", default=True)
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var"))).resolve()


def secret(name: str) -> str:
    """A secret from the environment; in development derived from a fixed word, in production compulsory."""
    value: str = env.str(name, default="")
    if value:
        return value
    if not DEBUG:
        raise environ.ImproperlyConfigured(f"Set {name} in the environment: production has no default for secrets.")
    return f"development-only-{name.lower()}-0123456789abcdef0123456789abcdef"


def fernet_keys() -> list[str]:
    """``FIELD_ENCRYPTION_KEYS``, newest first; in development one key derived from a fixed word."""
    keys: list[str] = env.list("FIELD_ENCRYPTION_KEYS", default=[])
    if keys:
        return keys
    return [base64.urlsafe_b64encode(hashlib.sha256(secret("FIELD_ENCRYPTION_KEYS").encode()).digest()).decode()]
