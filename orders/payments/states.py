"""Where a payment, a refund, a planned operation and a received webhook may stand."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models


class PaymentStatus(models.TextChoices):
    """A payment, from the buyer's side."""

    PLANNED = "planned", "not known to the provider yet"
    AWAITING_METHOD = "awaiting_method", "waiting for the buyer to pay"
    REQUIRES_ACTION = "requires_action", "the buyer's bank asks a question"
    PROCESSING = "processing", "the money is on its way"
    SUCCEEDED = "succeeded", "paid"
    CANCELLED = "cancelled", "cancelled, nothing was taken"


_OPEN = frozenset(
    {
        PaymentStatus.AWAITING_METHOD,
        PaymentStatus.REQUIRES_ACTION,
        PaymentStatus.PROCESSING,
        PaymentStatus.SUCCEEDED,
        PaymentStatus.CANCELLED,
    }
)
# Success and cancellation are final: what arrives late and out of order cannot move them.
PAYMENT_MOVES: Mapping[str, frozenset[str]] = {
    PaymentStatus.PLANNED: _OPEN,
    PaymentStatus.AWAITING_METHOD: _OPEN - {PaymentStatus.AWAITING_METHOD},
    PaymentStatus.REQUIRES_ACTION: _OPEN - {PaymentStatus.REQUIRES_ACTION},
    PaymentStatus.PROCESSING: _OPEN - {PaymentStatus.PROCESSING},
    PaymentStatus.SUCCEEDED: frozenset(),
    PaymentStatus.CANCELLED: frozenset(),
}
PAYMENT_FINAL = frozenset({PaymentStatus.SUCCEEDED, PaymentStatus.CANCELLED})


class RefundStatus(models.TextChoices):
    """A refund; one that succeeded may still fail days later when the bank sends it back."""

    RESERVED = "reserved", "reserved, not known to the provider yet"
    PENDING = "pending", "on its way"
    SUCCEEDED = "succeeded", "paid back"
    FAILED = "failed", "failed, the buyer did not get it"


REFUND_MOVES: Mapping[str, frozenset[str]] = {
    RefundStatus.RESERVED: frozenset({RefundStatus.PENDING, RefundStatus.SUCCEEDED, RefundStatus.FAILED}),
    RefundStatus.PENDING: frozenset({RefundStatus.SUCCEEDED, RefundStatus.FAILED}),
    RefundStatus.SUCCEEDED: frozenset({RefundStatus.FAILED}),
    RefundStatus.FAILED: frozenset(),
}


class OperationState(models.TextChoices):
    """A call to the provider: planned before it is made, so that a crash can never lose it."""

    PLANNED = "planned", "planned"
    SENT = "sent", "sent, no answer yet"
    UNKNOWN = "unknown", "outcome unknown"
    DONE = "done", "done"
    FAILED = "failed", "refused by the provider"


OPERATION_OPEN = (OperationState.PLANNED, OperationState.SENT, OperationState.UNKNOWN)


class InboxState(models.TextChoices):
    """A webhook that was received."""

    RECEIVED = "received", "waiting to be worked on"
    DONE = "done", "done"
    IGNORED = "ignored", "none of our business"
    PARKED = "parked", "given up after too many attempts"
