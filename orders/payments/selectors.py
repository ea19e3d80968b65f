"""Reads of payments for the other capabilities."""

from __future__ import annotations

from uuid import UUID

from common.errors import NotFound
from orders.payments.models import Payment


def payment_of_purchase(purchase_id: UUID) -> Payment:
    """The payment of a purchase that counts: the active one, else the latest cancelled. Raises NotFound."""
    payments = Payment.objects.filter(purchase_id=purchase_id).order_by("-created_at", "-id")
    found = sorted(payments, key=lambda payment: payment.status == "cancelled")
    if not found:
        raise NotFound("This purchase has no payment yet. Start one with its checkout.")
    return found[0]
