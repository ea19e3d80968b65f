"""Refusals about consents."""

from __future__ import annotations

from common.errors import Refusal


class ConsentNeeded(Refusal):
    """The terms and the privacy notice hold as long as the account does."""

    code = "consent_needed"
    status = 409
    title = "This consent is needed for an account"
    detail = "The terms of use and the privacy notice hold as long as you have an account. To end them, close it."


class ConsentVersionStale(Refusal):
    """The person agreed to a text that is not the present one."""

    code = "consent_version_stale"
    status = 409
    title = "The text has changed"
    detail = "Show the present version of the text (GET /api/v1/consent-texts) and ask again."
