"""Table of contents of this room's background work."""

from orders.payments import tasks as payment_tasks

__all__ = ["payment_tasks"]
