"""Table of contents of this room's background work."""

from orders.checkout import tasks as checkout_tasks
from orders.payments import tasks as payment_tasks
from orders.payouts import tasks as payout_tasks
from orders.quotes import tasks as quote_tasks
from orders.refunds import tasks as refund_tasks

__all__ = ["checkout_tasks", "payment_tasks", "payout_tasks", "quote_tasks", "refund_tasks"]
