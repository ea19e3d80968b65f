"""End purchases that are not paid: cancelled by the buyer or expired.

The payment is cancelled first, outside any transaction; the pieces go back only when that won. When the money had come
already, the purchase stays as it is and its confirmation follows by the usual way.
"""

from __future__ import annotations

import logging
from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from common.errors import Refusal
from marketplace.stock.services import release
from orders.checkout.notices import tell_payment_failed, tell_purchase_expired
from orders.payments.services import cancel_payment
from orders.purchases.models import Purchase, order_states, purchase_states
from orders.purchases.selectors import lock_orders, lock_purchase
from orders.purchases.states import OrderStatus, PurchaseStatus

log = logging.getLogger(__name__)

BY_TIMER = "payment timer"
ORDER_END = {PurchaseStatus.EXPIRED: OrderStatus.EXPIRED, PurchaseStatus.CANCELLED: OrderStatus.CANCELLED}


def end_unpaid(
    purchase: Purchase,
    *,
    to: PurchaseStatus,
    now: datetime,
    reason: str,
    actor: User | None = None,
    actor_label: str = "",
) -> None:
    """Move a locked unpaid purchase and its orders to EXPIRED or CANCELLED, and give back what it held."""
    purchase.closed_at = now
    purchase.save(update_fields=["closed_at", "updated_at"])
    purchase_states.move_to(purchase, to, now=now, actor=actor, actor_label=actor_label, reason=reason)
    for order in lock_orders(purchase):
        order.closed_at = now
        order.save(update_fields=["closed_at", "updated_at"])
        order_states.move_to(order, ORDER_END[to], now=now, actor=actor, actor_label=actor_label, reason=reason)
    release(holder=purchase.pk, now=now)


def close_unpaid(
    *,
    purchase_id: UUID,
    to: PurchaseStatus,
    now: datetime,
    reason: str,
    actor: User | None = None,
    actor_label: str = "",
) -> bool:
    """Cancel the payment, and when that won, end the purchase; returns whether it is ended unpaid.

    False: the buyer's money came first or is on its way. Raises what the provider's outage raises; then nothing is
    changed and the next run tries again.
    """
    if not cancel_payment(purchase_id=purchase_id, now=now):
        return False
    with transaction.atomic():
        purchase = lock_purchase(purchase_id)
        if purchase.status != PurchaseStatus.AWAITING_PAYMENT:
            return purchase.paid_at is None
        end_unpaid(purchase, to=to, now=now, reason=reason, actor=actor, actor_label=actor_label)
        if to == PurchaseStatus.EXPIRED:
            tell_purchase_expired(purchase, now=now)
    return True


def expire_unpaid_purchases(*, now: datetime, limit: int = 100) -> int:
    """End purchases whose time to pay is over; returns how many. One that fails does not hold up the others."""
    due = Purchase.objects.filter(status=PurchaseStatus.AWAITING_PAYMENT, expires_at__lte=now)
    ended = 0
    for purchase_id in due.order_by("expires_at", "id").values_list("pk", flat=True)[:limit]:
        try:
            ended += close_unpaid(
                purchase_id=purchase_id,
                to=PurchaseStatus.EXPIRED,
                now=now,
                reason="not paid in time",
                actor_label=BY_TIMER,
            )
        except Refusal as refusal:
            log.warning("purchase %s not expired yet, the next run tries again: %s", purchase_id, refusal.detail)
    return ended


@transaction.atomic
def note_payment_failed(*, purchase_id: UUID, now: datetime) -> None:
    """A payment attempt failed: the pieces stay held until the time is over, and the buyer is told to try again."""
    purchase = lock_purchase(purchase_id)
    if purchase.status == PurchaseStatus.AWAITING_PAYMENT and now < purchase.expires_at:
        tell_payment_failed(purchase, now=now)


@transaction.atomic
def note_payment_cancelled(*, purchase_id: UUID, now: datetime) -> None:
    """The payment can no longer be made: end its purchase if that did not happen yet."""
    purchase = lock_purchase(purchase_id)
    if purchase.status == PurchaseStatus.AWAITING_PAYMENT:
        to = PurchaseStatus.EXPIRED if now >= purchase.expires_at else PurchaseStatus.CANCELLED
        end_unpaid(purchase, to=to, now=now, reason="payment cancelled", actor_label="payment")
