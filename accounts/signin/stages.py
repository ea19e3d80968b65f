"""Steps between a right code and an open session."""

from __future__ import annotations

from typing import Any

from allauth.account import stages


class EmailVerificationStage(stages.EmailVerificationStage):
    """As allauth's, but an account that is known by a verified phone number needs no e-mail address."""

    def handle(self) -> tuple[Any, bool]:
        """Skip the e-mail code for accounts without an address and for sign-ins by phone."""
        user = self.login.user
        if user is not None and user.phone_verified_at is not None and not self.login.email:
            return None, True
        outcome: tuple[Any, bool] = super().handle()
        return outcome
