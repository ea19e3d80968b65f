"""Reads of refunds."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from orders.purchases.models import Order, Purchase
from orders.refunds.models import PurchaseRefund, PurchaseRefundLine


def _refunds() -> QuerySet[PurchaseRefund]:
    lines = PurchaseRefundLine.objects.order_by("order_line_id")
    return PurchaseRefund.objects.select_related("order", "purchase").prefetch_related(Prefetch("lines", lines))


def refunds_of_purchase(purchase: Purchase) -> QuerySet[PurchaseRefund]:
    """Refunds of a purchase that its viewer has fetched, oldest first."""
    return _refunds().filter(purchase=purchase).order_by("requested_at", "id")


def refunds_of_order(order: Order) -> QuerySet[PurchaseRefund]:
    """Refunds of an order that its seller has fetched, oldest first; those of the whole purchase are not among them."""
    return _refunds().filter(order=order).order_by("requested_at", "id")
