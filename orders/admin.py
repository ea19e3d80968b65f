"""Table of contents of this room's staff screens."""

from orders.earnings import admin as earnings_admin
from orders.ledger import admin as ledger_admin
from orders.payments import admin as payments_admin
from orders.payouts import admin as payouts_admin
from orders.timeline.admin import OrderAdmin, PurchaseAdmin

__all__ = ["OrderAdmin", "PurchaseAdmin", "earnings_admin", "ledger_admin", "payments_admin", "payouts_admin"]
