"""The steps of an order at the seller and on the road. Each locks the order, checks the state and tells the buyer."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from orders.fulfilment.errors import OrderNotAcceptable, OrderNotDeliverable, OrderNotShippable
from orders.fulfilment.notices import ACCEPTED, DELIVERED, SHIPPED, tell_order_step
from orders.purchases.errors import OrderMoveRefused
from orders.purchases.models import Order, order_states
from orders.purchases.selectors import lock_order
from orders.purchases.states import OrderStatus

NEXT_STEP = {
    OrderStatus.PLACED: "It waits for the buyer's payment.",
    OrderStatus.CONFIRMED: "Accept it first.",
    OrderStatus.ACCEPTED: "Ship it first, with carrier and tracking number.",
    OrderStatus.SHIPPED: "It is on its way; confirm its delivery when it arrives.",
    OrderStatus.DELIVERED: "It is delivered; nothing is left to do.",
    OrderStatus.EXPIRED: "It was never paid and has ended.",
    OrderStatus.CANCELLED: "It was cancelled; nothing is to be sent.",
}


@transaction.atomic
def accept_order(*, order_id: UUID, actor: User, now: datetime) -> Order:
    """The seller takes the order on. Raises OrderNotAcceptable unless it is paid and waiting."""
    order = _lock_for(order_id, OrderStatus.ACCEPTED, OrderNotAcceptable)
    order.accepted_at = now
    order.save(update_fields=["accepted_at", "updated_at"])
    order_states.move_to(order, OrderStatus.ACCEPTED, now=now, actor=actor)
    tell_order_step(order, ACCEPTED, now=now)
    return order


@transaction.atomic
def ship_order(*, order_id: UUID, carrier: str, tracking_number: str, actor: User, now: datetime) -> Order:
    """The parcel is with the carrier. Raises OrderNotShippable unless the order is accepted."""
    order = _lock_for(order_id, OrderStatus.SHIPPED, OrderNotShippable)
    order.carrier, order.tracking_number, order.shipped_at = carrier, tracking_number, now
    order.save(update_fields=["carrier", "tracking_number", "shipped_at", "updated_at"])
    order_states.move_to(order, OrderStatus.SHIPPED, now=now, actor=actor)
    tell_order_step(order, SHIPPED, now=now)
    return order


@transaction.atomic
def confirm_delivery(*, order_id: UUID, actor: User | None, actor_label: str, now: datetime) -> Order:
    """The parcel has arrived, say its seller or its buyer; the hold before payout counts from now.

    Raises OrderNotDeliverable unless the order is shipped.
    """
    order = _lock_for(order_id, OrderStatus.DELIVERED, OrderNotDeliverable)
    order.delivered_at = now
    order.save(update_fields=["delivered_at", "updated_at"])
    order_states.move_to(order, OrderStatus.DELIVERED, now=now, actor=actor, actor_label=actor_label)
    tell_order_step(order, DELIVERED, now=now)
    return order


def _lock_for(order_id: UUID, to: OrderStatus, refusal: type[OrderMoveRefused]) -> Order:
    order = lock_order(order_id)
    if not order_states.allows(order, to):
        raise refusal(
            f"Order {order.number} is {order.get_status_display()}. {NEXT_STEP[OrderStatus(order.status)]}",
            status_now=order.status,
            status_wanted=to.value,
        )
    return order
