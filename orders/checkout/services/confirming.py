"""What a payment's end does to its purchase. Every function may run twice: the outbox delivers at least once.

When the money came, the pieces are sold, the orders confirmed, the sellers' earnings posted and everybody told, in one
transaction. When it came too late, the pieces are reserved again; if they are gone, all of it goes back to the buyer.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from common import outbox
from marketplace.stock.errors import ListingSoldOut
from marketplace.stock.services import reserve, sell
from orders.baskets.services import take_out_bought
from orders.checkout.models import Checkout
from orders.checkout.notices import tell_purchase_confirmed
from orders.checkout.services.closing import end_unpaid
from orders.checkout.services.placing import HOLD_GRACE
from orders.ledger.postings import post_purchase_confirmed
from orders.purchases.models import OrderLine, Purchase, order_states, purchase_states
from orders.purchases.selectors import lock_orders, lock_purchase
from orders.purchases.states import OrderStatus, PurchaseStatus

BY_PAYMENT = "payment"
UNFULFILLABLE = "orders.purchase_unfulfillable"


@transaction.atomic
def confirm_purchase(*, purchase_id: UUID, payment_id: UUID, now: datetime) -> bool:
    """The payment succeeded: confirm the purchase, or, when its pieces are gone, have all of it refunded.

    Returns whether the purchase is confirmed. A purchase confirmed before is left alone. Raises PurchaseUnknown.
    """
    purchase = lock_purchase(purchase_id)
    if purchase.paid_at is not None:
        return True
    if purchase.status == PurchaseStatus.CANCELLED or not _sell_pieces(purchase, now=now):
        _give_up(purchase, payment_id=payment_id, now=now)
        return False
    purchase.paid_at = now
    purchase.closed_at = None
    purchase.save(update_fields=["paid_at", "closed_at", "updated_at"])
    purchase_states.move_to(purchase, PurchaseStatus.PAID, now=now, actor_label=BY_PAYMENT)
    orders = lock_orders(purchase)
    for order in orders:
        order.confirmed_at = now
        order.closed_at = None
        order.save(update_fields=["confirmed_at", "closed_at", "updated_at"])
        order_states.move_to(order, OrderStatus.CONFIRMED, now=now, actor_label=BY_PAYMENT)
    post_purchase_confirmed(purchase)
    _empty_basket(purchase)
    tell_purchase_confirmed(purchase, orders, now=now)
    return True


def _sell_pieces(purchase: Purchase, *, now: datetime) -> bool:
    """Sell what is held; when the hold is gone, take the pieces again if they are still there."""
    if sell(holder=purchase.pk, now=now):
        return True
    try:
        with transaction.atomic():
            reserve(holder=purchase.pk, demand=_demand(purchase), expires_at=now + HOLD_GRACE, now=now)
    except ListingSoldOut:
        return False
    return sell(holder=purchase.pk, now=now)


def _demand(purchase: Purchase) -> dict[UUID, int]:
    lines = OrderLine.objects.filter(order__purchase=purchase)
    return dict(lines.values_list("variant_id", "quantity"))


def _give_up(purchase: Purchase, *, payment_id: UUID, now: datetime) -> None:
    """Paid, but nothing left to send: end the purchase and have everything refunded after the commit."""
    if purchase.status == PurchaseStatus.REFUNDED:
        return
    if purchase.status == PurchaseStatus.AWAITING_PAYMENT:
        end_unpaid(purchase, to=PurchaseStatus.EXPIRED, reason="sold out before the payment came", now=now)
    outbox.enqueue(
        topic=UNFULFILLABLE,
        payload={"purchase_id": str(purchase.pk), "payment_id": str(payment_id)},
        key=str(purchase.pk),
    )


def _empty_basket(purchase: Purchase) -> None:
    checkout = Checkout.objects.filter(purchase=purchase).first()
    if checkout is not None:
        take_out_bought(basket_id=checkout.basket_id, bought=_demand(purchase))
