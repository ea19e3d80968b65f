"""Refusals while an order is fulfilled."""

from __future__ import annotations

from orders.purchases.errors import OrderMoveRefused


class OrderNotAcceptable(OrderMoveRefused):
    """Only a paid order that waits for the seller can be accepted."""

    code = "order_not_acceptable"
    title = "The order cannot be accepted"


class OrderNotShippable(OrderMoveRefused):
    """Only an accepted order can be shipped."""

    code = "order_not_shippable"
    title = "The order cannot be shipped"


class OrderNotDeliverable(OrderMoveRefused):
    """Only a shipped order can be delivered."""

    code = "order_not_deliverable"
    title = "The order cannot be delivered"
