"""Celery doors of the outbox."""

from __future__ import annotations

from celery import shared_task

from common import clock
from common.outbox import hints
from common.outbox.services import deliver_due


@shared_task(name=hints.DRAIN_TASK, ignore_result=True)
def drain_outbox() -> int:
    """Deliver a batch of due messages; comes again at once while there are more."""
    count = deliver_due(now=clock.now())
    if count:
        hints.hint_worker()
    return count
