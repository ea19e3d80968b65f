"""Re-exports of this room's models (Django looks for them here)."""

from orders.baskets.models import Basket, BasketLine
from orders.checkout.models import Checkout
from orders.earnings.models import CommissionRule, StatutoryRate
from orders.ledger.models import JournalEntry, LedgerAccount, Posting
from orders.payments.models import (
    Payment,
    PaymentMove,
    ProviderOperation,
    Refund,
    RefundLine,
    RefundMove,
    WebhookEvent,
)
from orders.payouts.models import Allocation, Payout, PayoutMove, Recovery, SettlementAccount
from orders.purchases.models import Order, OrderLine, OrderMove, Purchase, PurchaseMove, PurchaseToken
from orders.quotes.models import Quote, QuoteLine, QuoteParcel
from orders.quotes.shipping.models import ShippingPolicy
from orders.refunds.models import PurchaseRefund, PurchaseRefundLine, PurchaseRefundMove

__all__ = [
    "Allocation",
    "Basket",
    "BasketLine",
    "Checkout",
    "CommissionRule",
    "JournalEntry",
    "LedgerAccount",
    "Order",
    "OrderLine",
    "OrderMove",
    "Payment",
    "PaymentMove",
    "Payout",
    "PayoutMove",
    "Posting",
    "ProviderOperation",
    "Purchase",
    "PurchaseMove",
    "PurchaseRefund",
    "PurchaseRefundLine",
    "PurchaseRefundMove",
    "PurchaseToken",
    "Quote",
    "QuoteLine",
    "QuoteParcel",
    "Recovery",
    "Refund",
    "RefundLine",
    "RefundMove",
    "SettlementAccount",
    "ShippingPolicy",
    "StatutoryRate",
    "WebhookEvent",
]
