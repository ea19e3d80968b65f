"""Reads of purchases and orders, each named for its viewer."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Prefetch, QuerySet

from accounts.models import User
from common.locks import lock_in_order
from orders.purchases.errors import OrderUnknown, PurchaseUnknown
from orders.purchases.holders import Holder
from orders.purchases.models import Order, OrderLine, OrderMove, Purchase
from sellers.selectors import Right, require_member_right, sellers_of, sellers_with_right


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
    """One purchase with orders, lines and moves, for its buyer or a guest with its token; six queries.

    Raises PurchaseUnknown.
    """
    mine = Purchase.objects.filter(holder.condition("buyer", "tokens__token_hash"), number=number)
    return _first_with_details(mine)


def purchase_of_placing(purchase_id: UUID) -> Purchase:
    """The purchase that this very request has placed or resumed, with details. Raises PurchaseUnknown."""
    return _first_with_details(Purchase.objects.filter(pk=purchase_id))


def _first_with_details(found: QuerySet[Purchase]) -> Purchase:
    moves = OrderMove.objects.order_by("moved_at", "id")
    orders = _orders().prefetch_related(Prefetch("lines", _lines()), Prefetch("moves", moves))
    purchase = found.select_related("ship_state", "ship_district").prefetch_related(Prefetch("orders", orders)).first()
    if purchase is None:
        raise PurchaseUnknown()
    return purchase


def own_orders(viewer: User, *, seller_id: UUID | None = None, status: str = "") -> QuerySet[Order]:
    """Paid orders of the sellers in whose team the viewer may see orders, or of one of them; two queries a page."""
    sellers = sellers_with_right(viewer, Right.SEE_ORDERS).order_by()
    if seller_id is not None:
        sellers = sellers.filter(pk=seller_id)
    orders = _paid_orders().filter(seller__in=sellers.values("pk"))
    return orders.filter(status=status) if status else orders


def own_order(viewer: User, number: str, *, right: Right = Right.SEE_ORDERS) -> Order:
    """One paid order of the viewer's sellers with lines and moves, for a member with the right.

    Raises OrderUnknown for strangers and MemberRightMissing for members whose role lacks the right.
    """
    moves = OrderMove.objects.order_by("moved_at", "id")
    own = _paid_orders().filter(seller__in=sellers_of(viewer).order_by().values("pk"))
    order = own.prefetch_related(Prefetch("moves", moves)).filter(number=number).first()
    if order is None:
        raise OrderUnknown()
    require_member_right(viewer, order.seller, right)
    return order


def order_for_staff(number: str) -> Order:
    """Any paid order, for staff whose role the API has checked. Raises OrderUnknown."""
    order = _paid_orders().filter(number=number).first()
    if order is None:
        raise OrderUnknown()
    return order


def _paid_orders() -> QuerySet[Order]:
    return (
        _orders()
        .filter(confirmed_at__isnull=False)
        .select_related("purchase__ship_state", "purchase__ship_district")
        .prefetch_related(Prefetch("lines", _lines()))
    )


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
