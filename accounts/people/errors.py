"""Refusals about accounts."""

from __future__ import annotations

from common.errors import Refusal


class ContactTaken(Refusal):
    """Another account has that e-mail address or phone number."""

    code = "contact_taken"
    status = 409
    title = "Already in use"
    detail = "Another account uses this address or number. Sign in with it, or give another one."
