"""Celery door: old idempotency keys."""

from celery import shared_task

from common import clock
from common.idempotency.services import forget_old_keys


@shared_task(name="common.forget_idempotency_keys", ignore_result=True)
def forget_idempotency_keys() -> int:
    """Delete keys past their time."""
    return forget_old_keys(now=clock.now())
