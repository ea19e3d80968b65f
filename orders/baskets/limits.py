"""How much a basket holds."""

from orders.purchases.amounts import MAX_QUANTITY

MAX_LINES = 100
MAX_GIFT_MESSAGE = 300

__all__ = ["MAX_GIFT_MESSAGE", "MAX_LINES", "MAX_QUANTITY"]
