"""Second factors: their secrets are encrypted at rest."""

from __future__ import annotations

from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter

from accounts.signin.adapter import AccountAdapter
from common.crypto import decrypt, encrypt


class EncryptingMfaAdapter(DefaultMFAAdapter):
    """allauth's adapter with the project's field encryption."""

    def encrypt(self, text: str) -> str:
        """Encrypt an authenticator's secret."""
        return encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Read an authenticator's secret."""
        return decrypt(encrypted_text)

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Through the same notices as every other change to an account."""
        AccountAdapter().send_notification_mail(*args, **kwargs)
