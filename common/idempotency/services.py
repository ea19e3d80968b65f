"""Claim an idempotency key, keep its answer, forget it after its time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from common.idempotency.errors import IdempotencyInFlight, IdempotencyKeyReused
from common.idempotency.models import IdempotencyRecord

KEEP = timedelta(hours=48)
# A process killed mid-request leaves its claim; after this long another request may take it over. The
# writes behind it are themselves safe to repeat (unique business keys).
IN_FLIGHT_LIMIT = timedelta(seconds=90)


@dataclass(frozen=True)
class StoredAnswer:
    """The answer given to the first request with a key."""

    status: int
    content_type: str
    body: str


def claim_key(*, scope: str, key: str, body_hash: str, now: datetime) -> IdempotencyRecord | StoredAnswer:
    """Claim the key, or return the stored answer of its first use.

    Raises IdempotencyKeyReused for another body, IdempotencyInFlight while the first runs.
    """
    record, created = IdempotencyRecord.objects.get_or_create(
        scope=scope, key=key, defaults={"body_hash": body_hash, "started_at": now}
    )
    if created:
        return record
    if record.body_hash != body_hash:
        raise IdempotencyKeyReused()
    if record.finished_at is not None and record.status is not None:
        return StoredAnswer(status=record.status, content_type=record.content_type, body=record.body)
    return _take_over(record, now=now)


def _take_over(record: IdempotencyRecord, *, now: datetime) -> IdempotencyRecord:
    taken = IdempotencyRecord.objects.filter(
        pk=record.pk, finished_at__isnull=True, started_at__lt=now - IN_FLIGHT_LIMIT
    ).update(started_at=now)
    if not taken:
        raise IdempotencyInFlight(retry_after=2)
    record.started_at = now
    return record


def keep_answer(*, record: IdempotencyRecord, status: int, content_type: str, body: str, now: datetime) -> None:
    """Store the answer for replay."""
    IdempotencyRecord.objects.filter(pk=record.pk).update(
        finished_at=now, status=status, content_type=content_type, body=body
    )


def free_key(*, record: IdempotencyRecord) -> None:
    """Give the key back after an answer that may be retried (a fault, a throttle, an outage)."""
    IdempotencyRecord.objects.filter(pk=record.pk, finished_at__isnull=True).delete()


def forget_old_keys(*, now: datetime) -> int:
    """Delete keys older than 48 hours; returns how many."""
    with transaction.atomic():
        count, _ = IdempotencyRecord.objects.filter(started_at__lt=now - KEEP).delete()
    return count
