"""The hint that wakes a worker at once; losing it costs only the time to the next sweep."""

from __future__ import annotations

import logging

from celery import current_app
from kombu.exceptions import OperationalError

log = logging.getLogger(__name__)

DRAIN_TASK = "common.drain_outbox"


def hint_worker() -> None:
    """Ask a worker to drain now, by the task's name: the services know no task modules."""
    try:
        current_app.send_task(DRAIN_TASK, retry=False, expires=60, ignore_result=True)
    except (OperationalError, OSError) as error:
        log.warning("outbox hint not sent, the sweep will deliver: %s", error)
