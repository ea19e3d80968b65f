"""Cancel a purchase for its buyer."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.models import User
from orders.cancellation.errors import PaymentUnderWay, PurchaseNotCancellable
from orders.checkout.services.closing import close_unpaid
from orders.purchases.errors import OrderUnknown
from orders.purchases.models import Order, Purchase
from orders.purchases.selectors import lock_orders, lock_purchase
from orders.purchases.states import OrderStatus, PurchaseStatus
from orders.refunds.services.asking import cancel_order

BY_BUYER = "buyer"
BEFORE_ACCEPTANCE = frozenset({OrderStatus.CONFIRMED})


def cancel_purchase(*, purchase: Purchase, order_number: str, reason: str, actor: User | None, now: datetime) -> None:
    """Cancel all of a purchase, or one order of a paid one (``order_number``), before its seller accepts it.

    Cancelling what is cancelled already changes nothing. Raises PaymentUnderWay while unpaid money is on its way,
    PurchaseNotCancellable once a seller has accepted or the purchase has ended, OrderUnknown for a foreign number.
    """
    if purchase.status == PurchaseStatus.AWAITING_PAYMENT and not order_number:
        _cancel_unpaid(purchase, reason=reason, actor=actor, now=now)
        return
    _cancel_paid(purchase, order_number=order_number, reason=reason, actor=actor, now=now)


def _cancel_unpaid(purchase: Purchase, *, reason: str, actor: User | None, now: datetime) -> None:
    closed = close_unpaid(
        purchase_id=purchase.pk,
        to=PurchaseStatus.CANCELLED,
        now=now,
        reason=reason,
        actor=actor,
        actor_label=BY_BUYER,
    )
    if not closed:
        raise PaymentUnderWay(purchase=purchase.number)


@transaction.atomic
def _cancel_paid(purchase: Purchase, *, order_number: str, reason: str, actor: User | None, now: datetime) -> None:
    locked = lock_purchase(purchase.pk)
    if locked.status == PurchaseStatus.CANCELLED:
        return
    if locked.status != PurchaseStatus.PAID:
        raise PurchaseNotCancellable(
            f"Purchase {locked.number} is {locked.get_status_display()}; there is nothing to cancel.",
            status_now=locked.status,
        )
    for order in _wanted(locked, order_number):
        cancel_order(
            order=order,
            reason=reason,
            actor=actor,
            actor_label=BY_BUYER,
            now=now,
            cancellable=BEFORE_ACCEPTANCE,
        )


def _wanted(purchase: Purchase, order_number: str) -> list[Order]:
    """The orders to cancel; none of them may be accepted yet."""
    orders = lock_orders(purchase)
    if order_number:
        orders = [order for order in orders if order.number == order_number]
        if not orders:
            raise OrderUnknown(pointer="/order")
    open_orders = [order for order in orders if order.status != OrderStatus.CANCELLED]
    late = [order for order in open_orders if order.status not in BEFORE_ACCEPTANCE]
    if late:
        free = [order.number for order in open_orders if order not in late]
        hint = f" You can still cancel {', '.join(free)} by naming it in order." if free else ""
        raise PurchaseNotCancellable(
            f"{', '.join(f'{o.number} is {o.get_status_display()}' for o in late)}."
            f"{hint} {PurchaseNotCancellable.detail}",
            orders=[{"order": o.number, "status": o.status} for o in late],
        )
    return open_orders
