"""Reads of purchases and orders, each named for its viewer."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from accounts.models import User
from common.locks import lock_in_order
from orders.purchases.errors import OrderUnknown, PurchaseUnknown
from orders.purchases.holders import Holder
from orders.purchases.models import Order, OrderLine, OrderMove, Purchase


def _lines() -> QuerySet[OrderLine]:
    return OrderLine.objects.order_by("position")


def _orders() -> QuerySet[Order]:
    return Order.objects.select_related("seller", "supply_from").order_by("number")


def purchases_of(user: User) -> QuerySet[Purchase]:
    """A user's purchases with orders and lines; three queries a page."""
    return Purchase.objects.filter(buyer=user).prefetch_related(
        Prefetch("orders", _orders().prefetch_related(Prefetch("lines", _lines())))
    )


def purchase_for(*, holder: Holder, number: str) -> Purchase:
    """One purchase with orders, lines and moves, for its buyer or a guest with its token. Raises PurchaseUnknown."""
    mine = Purchase.objects.filter(holder.condition("buyer", "tokens__token_hash"), number=number)
    moves = OrderMove.objects.order_by("moved_at", "id")
    orders = _orders().prefetch_related(Prefetch("lines", _lines()), Prefetch("moves", moves))
    purchase = mine.select_related("ship_state", "ship_district").prefetch_related(Prefetch("orders", orders)).first()
    if purchase is None:
        raise PurchaseUnknown()
    return purchase


def orders_of_sellers(seller_ids: Sequence[UUID]) -> QuerySet[Order]:
    """Orders of these sellers that are paid for, with their purchases and lines; three queries a page."""
    return (
        _orders()
        .filter(seller__in=seller_ids, confirmed_at__isnull=False)
        .select_related("purchase__ship_state", "purchase__ship_district")
        .prefetch_related(Prefetch("lines", _lines()))
    )


def order_of_sellers(*, seller_ids: Sequence[UUID], number: str) -> Order:
    """One paid order of these sellers with lines and moves. Raises OrderUnknown."""
    moves = OrderMove.objects.order_by("moved_at", "id")
    order = orders_of_sellers(seller_ids).prefetch_related(Prefetch("moves", moves)).filter(number=number).first()
    if order is None:
        raise OrderUnknown()
    return order


def lock_purchase(purchase_id: UUID) -> Purchase:
    """A purchase under a row lock; always before its orders. Raises PurchaseUnknown."""
    rows = lock_in_order(Purchase.objects.filter(pk=purchase_id))
    if not rows:
        raise PurchaseUnknown()
    return rows[0]


def lock_orders(purchase: Purchase) -> list[Order]:
    """All orders of a purchase under row locks, in key order."""
    return lock_in_order(Order.objects.filter(purchase=purchase).select_related("seller"))


def lock_order(order_id: UUID) -> Order:
    """One order under a row lock. Raises OrderUnknown."""
    rows = lock_in_order(Order.objects.filter(pk=order_id).select_related("seller", "purchase"))
    if not rows:
        raise OrderUnknown()
    return rows[0]
