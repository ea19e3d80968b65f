"""Saving a sign-up: all or nothing, and two at the same instant make one account."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpRequest


class SaveOnce:
    """Mixed in front of allauth's sign-up forms."""

    account_already_exists: bool

    def try_save(self, request: HttpRequest) -> tuple[Any, Any]:
        """Save in one transaction; who loses a race is answered as for an account that was there before."""
        outcome: tuple[Any, Any]
        try:
            with transaction.atomic():
                outcome = super().try_save(request)  # type: ignore[misc]
        except IntegrityError:
            self.account_already_exists = True
            outcome = super().try_save(request)  # type: ignore[misc]
        return outcome
