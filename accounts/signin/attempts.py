"""Guesses at a code are counted before they are looked at, so that parallel guesses are no way around the limit.

allauth notes failed attempts in the session, which requests in flight at the same time do not see of each
other. The count here is taken under a lock in the shared cache: so many guesses per code and session.
"""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import BaseConfirmCodeForm
from allauth.core import context
from allauth.core.internal import ratelimit

GUESSES_PER_CODE = 3
WINDOW = "15m"


def count_guess(expected: str) -> None:
    """Count one guess at a code; raises the form error ``too_many_login_attempts`` beyond the limit."""
    request = context.request
    usage = ratelimit.consume(
        request,
        app="accounts.signin",
        action="guess",
        config={"guess": f"{GUESSES_PER_CODE}/{WINDOW}/key"},
        key=f"{request.session.session_key}:{expected}",
        limit_get=True,
    )
    if not usage:
        raise get_adapter().validation_error("too_many_login_attempts")


class CountedCode(BaseConfirmCodeForm):
    """Mixed in front of forms with a ``code`` field."""

    def clean_code(self) -> Any:
        """Count, then compare."""
        count_guess(self.expected_code or "")
        return super().clean_code()
