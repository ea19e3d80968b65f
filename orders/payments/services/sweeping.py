"""The sweeper: whatever is not final is looked at again, so that a lost answer or webhook loses nothing."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from orders.payments.gateways.ports import ProviderError
from orders.payments.models import Payment, Refund
from orders.payments.services.converging import refresh_payment
from orders.payments.services.operations import carry_out, due_operations
from orders.payments.services.refunding import refresh_refund
from orders.payments.states import PAYMENT_FINAL, PaymentStatus, RefundStatus

log = logging.getLogger(__name__)

# A healthy payment is told to us within seconds; one that is quiet for longer is asked about.
QUIET = timedelta(minutes=2)
REFUND_QUIET = timedelta(hours=1)
_BATCH = 100


def sweep(*, now: datetime) -> int:
    """Carry on unfinished operations, then ask about payments and refunds that stay quiet; how many were looked at."""
    looked_at = 0
    for operation_id in due_operations(now=now, limit=_BATCH):
        carry_out(operation_id, now=now)
        looked_at += 1
    for payment_id in _quiet_payments(now):
        looked_at += _ask(refresh_payment, payment_id=payment_id, now=now)
    for refund_id in _quiet_refunds(now):
        looked_at += _ask(refresh_refund, refund_id=refund_id, now=now)
    return looked_at


def _ask(refresh: Callable[..., object], *, now: datetime, **subject: UUID) -> int:
    try:
        refresh(**subject, now=now)
    except ProviderError as fault:
        log.warning("%s not fetched, the next sweep tries again: %s", subject, fault)
    return 1


def _quiet_payments(now: datetime) -> list[UUID]:
    """Payments that are open at the provider; touching them puts them at the end of the queue."""
    quiet = Payment.objects.filter(updated_at__lte=now - QUIET).exclude(status__in=PAYMENT_FINAL)
    quiet = quiet.exclude(status=PaymentStatus.PLANNED).exclude(provider_ref="")
    found = list(quiet.order_by("updated_at", "id").values_list("pk", flat=True)[:_BATCH])
    Payment.objects.filter(pk__in=found).update(updated_at=now)
    return found


def _quiet_refunds(now: datetime) -> list[UUID]:
    quiet = Refund.objects.filter(status=RefundStatus.PENDING, updated_at__lte=now - REFUND_QUIET)
    found = list(quiet.order_by("updated_at", "id").values_list("pk", flat=True)[:_BATCH])
    Refund.objects.filter(pk__in=found).update(updated_at=now)
    return found
