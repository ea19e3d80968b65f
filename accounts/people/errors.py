"""Refusals about accounts."""

from __future__ import annotations

from common.errors import Refusal


class ContactTaken(Refusal):
    """Another account has that e-mail address or phone number."""

    code = "contact_taken"
    status = 409
    title = "Already in use"
    detail = "Another account uses this address or number. Sign in with it, or give another one."


class OwnAccountRefused(Refusal):
    """Nobody closes or opens the own account from the console."""

    code = "own_account_refused"
    status = 403
    title = "Not your own account"
    detail = "Ask another administrator."
