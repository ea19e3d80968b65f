"""Table of contents of this room's staff screens."""

from orders.timeline.admin import OrderAdmin, PurchaseAdmin

__all__ = ["OrderAdmin", "PurchaseAdmin"]
