"""Where a refund stands, and why it was made."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models


class RefundStatus(models.TextChoices):
    """A refund is asked of the provider, which carries it out or fails."""

    REQUESTED = "requested", "requested"
    SUCCEEDED = "succeeded", "succeeded"
    FAILED = "failed", "failed"


class RefundKind(models.TextChoices):
    """What was given back."""

    PIECES_CANCELLED = "pieces_cancelled", "pieces cancelled before shipping"
    PIECES_RETURNED = "pieces_returned", "pieces refunded after shipping"
    PART_OF_PRICE = "part_of_price", "part of the price"
    ORDER_CANCELLED = "order_cancelled", "order cancelled"
    UNFULFILLABLE = "unfulfillable", "paid too late, goods gone"


# A provider may report a refund as failed after it was reported as done: the money never reached the buyer.
REFUND_MOVES: Mapping[str, frozenset[str]] = {
    RefundStatus.REQUESTED: frozenset({RefundStatus.SUCCEEDED, RefundStatus.FAILED}),
    RefundStatus.SUCCEEDED: frozenset({RefundStatus.FAILED}),
    RefundStatus.FAILED: frozenset(),
}
