"""The clock's doors to sign-in: what nobody needs any more is forgotten."""

from __future__ import annotations

from celery import shared_task

from accounts.signin.services import remove_ended_sessions, remove_unconfirmed_sign_ups
from common import clock


@shared_task(name="accounts.forget_ended_sessions", ignore_result=True)
def forget_ended_sessions() -> int:
    """Remove sessions past their time."""
    return remove_ended_sessions(now=clock.now())


@shared_task(name="accounts.forget_unconfirmed_sign_ups", ignore_result=True)
def forget_unconfirmed_sign_ups() -> int:
    """Remove sign-ups whose contact nobody proved."""
    return remove_unconfirmed_sign_ups(now=clock.now())
