"""Write to the outbox and deliver from it."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import Q

from common import clock
from common.outbox import hints
from common.outbox.models import OutboxMessage
from common.outbox.registry import handlers_of

log = logging.getLogger(__name__)

MAX_ATTEMPTS = 12
BATCH = 50


def enqueue(*, topic: str, payload: dict[str, Any], key: str = "", due_at: datetime | None = None) -> None:
    """Write a message in the caller's transaction and hint the worker after the commit.

    The hint may get lost (broker down): the periodic drain delivers the row all the same.
    """
    OutboxMessage.objects.create(topic=topic, payload=payload, key=key, due_at=due_at or clock.now())
    transaction.on_commit(_hint, robust=True)


def _hint() -> None:
    hints.hint_worker()


def deliver_due(*, now: datetime, limit: int = BATCH) -> int:
    """Deliver up to ``limit`` due messages, oldest first; returns how many were tried.

    Several workers may run it at once: each message is claimed under a row lock that others skip.
    """
    tried = 0
    while tried < limit and _deliver_next(now=now):
        tried += 1
    return tried


def drain_now(*, now: datetime | None = None, limit: int = 1000) -> int:
    """Deliver everything that is due, synchronously, until nothing is left (or ``limit``)."""
    total = 0
    while total < limit:
        count = deliver_due(now=now or clock.now())
        if not count:
            return total
        total += count
    return total


def _deliver_next(*, now: datetime) -> bool:
    message = _claim(now=now)
    if message is None:
        return False
    try:
        for function in handlers_of(message.topic):
            function(message.payload)
    except Exception as error:
        log.exception("outbox message %s (%s) failed on attempt %s", message.pk, message.topic, message.attempts)
        _mark_failed(message, error=error, now=now)
    else:
        _mark_done(message)
    return True


def _claim(*, now: datetime) -> OutboxMessage | None:
    """Take one message for a while: a worker that dies leaves it due again."""
    with transaction.atomic():
        message = (
            OutboxMessage.objects.select_for_update(skip_locked=True)
            .filter(Q(due_at__lte=now), done_at__isnull=True, parked_at__isnull=True)
            .order_by("due_at", "id")
            .first()
        )
        if message is None:
            return None
        message.attempts += 1
        message.due_at = now + backoff(message.attempts)
        message.save(update_fields=["attempts", "due_at"])
    return message


def backoff(attempts: int) -> timedelta:
    """How long a claimed or failed message waits before it is due again: 30 s doubling up to one hour."""
    return timedelta(seconds=min(30 * 2 ** max(attempts - 1, 0), 3600))


def _mark_done(message: OutboxMessage) -> None:
    OutboxMessage.objects.filter(pk=message.pk).update(done_at=clock.now(), last_error="")


def _mark_failed(message: OutboxMessage, *, error: Exception, now: datetime) -> None:
    parked = clock.now() if message.attempts >= MAX_ATTEMPTS else None
    try:
        OutboxMessage.objects.filter(pk=message.pk).update(
            last_error=f"{type(error).__name__}: {error}"[:2000], parked_at=parked
        )
    except DatabaseError:
        log.exception("outbox message %s could not be marked; it comes due again by itself", message.pk)
