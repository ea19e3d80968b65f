"""The status tables of purchases and orders: which move is allowed from where."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models


class PurchaseStatus(models.TextChoices):
    """Where a purchase (one payment over several sellers) stands."""

    AWAITING_PAYMENT = "awaiting_payment", "awaiting payment"
    PAID = "paid", "paid"
    EXPIRED = "expired", "expired unpaid"
    CANCELLED = "cancelled", "cancelled"
    REFUNDED = "refunded", "refunded in full"


class OrderStatus(models.TextChoices):
    """Where one seller's part of a purchase stands."""

    PLACED = "placed", "placed, awaiting payment"
    CONFIRMED = "confirmed", "paid, waiting for the seller"
    ACCEPTED = "accepted", "accepted by the seller"
    SHIPPED = "shipped", "handed to the carrier"
    DELIVERED = "delivered", "delivered"
    EXPIRED = "expired", "expired unpaid"
    CANCELLED = "cancelled", "cancelled"


# An expired purchase comes back to life only when a late payment finds its goods still on hand.
PURCHASE_MOVES: Mapping[str, frozenset[str]] = {
    PurchaseStatus.AWAITING_PAYMENT: frozenset({PurchaseStatus.PAID, PurchaseStatus.EXPIRED, PurchaseStatus.CANCELLED}),
    PurchaseStatus.PAID: frozenset({PurchaseStatus.CANCELLED, PurchaseStatus.REFUNDED}),
    PurchaseStatus.EXPIRED: frozenset({PurchaseStatus.PAID, PurchaseStatus.REFUNDED}),
    PurchaseStatus.CANCELLED: frozenset({PurchaseStatus.REFUNDED}),
    PurchaseStatus.REFUNDED: frozenset(),
}

ORDER_MOVES: Mapping[str, frozenset[str]] = {
    OrderStatus.PLACED: frozenset({OrderStatus.CONFIRMED, OrderStatus.EXPIRED, OrderStatus.CANCELLED}),
    OrderStatus.CONFIRMED: frozenset({OrderStatus.ACCEPTED, OrderStatus.CANCELLED}),
    OrderStatus.ACCEPTED: frozenset({OrderStatus.SHIPPED, OrderStatus.CANCELLED}),
    OrderStatus.SHIPPED: frozenset({OrderStatus.DELIVERED}),
    OrderStatus.DELIVERED: frozenset(),
    OrderStatus.EXPIRED: frozenset({OrderStatus.CONFIRMED}),
    OrderStatus.CANCELLED: frozenset(),
}

UNSHIPPED_PAID = frozenset({OrderStatus.CONFIRMED, OrderStatus.ACCEPTED})
ON_THE_WAY_OR_DONE = frozenset({OrderStatus.SHIPPED, OrderStatus.DELIVERED})
