"""Saving a sign-up: all or nothing, and two at the same instant make one account."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import BaseSignupForm
from django.db import IntegrityError, transaction
from django.http import HttpRequest


class SaveOnce(BaseSignupForm):
    """Mixed in front of allauth's sign-up forms."""

    def try_save(self, request: HttpRequest) -> tuple[Any, Any]:
        """Save in one transaction; who loses a race is answered as for an account that was there before."""
        outcome: tuple[Any, Any]
        try:
            with transaction.atomic():
                outcome = super().try_save(request)
        except IntegrityError:
            self.account_already_exists = True
            outcome = super().try_save(request)
        return outcome
