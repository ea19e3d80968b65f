"""Celery doors of the outbox."""

from __future__ import annotations

import logging

from celery import shared_task
from kombu.exceptions import OperationalError

from common import clock
from common.outbox.services import deliver_due

log = logging.getLogger(__name__)


@shared_task(name="common.drain_outbox", ignore_result=True)
def drain_outbox() -> int:
    """Deliver a batch of due messages; comes again at once while there are more."""
    count = deliver_due(now=clock.now())
    if count:
        hint_worker()
    return count


def hint_worker() -> None:
    """Ask a worker to drain now. A broker that is away costs only time: the periodic sweep follows."""
    try:
        drain_outbox.apply_async(retry=False, expires=60)
    except (OperationalError, OSError) as error:
        log.warning("outbox hint not sent, the sweep will deliver: %s", error)
