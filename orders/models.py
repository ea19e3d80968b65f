"""Re-exports of this room's models (Django looks for them here)."""

from orders.baskets.models import Basket, BasketLine
from orders.checkout.models import Checkout
from orders.purchases.models import Order, OrderLine, OrderMove, Purchase, PurchaseMove, PurchaseToken
from orders.quotes.models import Quote, QuoteLine, QuoteParcel
from orders.quotes.shipping.models import ShippingPolicy
from orders.refunds.models import PurchaseRefund, PurchaseRefundLine, PurchaseRefundMove

__all__ = [
    "Basket",
    "BasketLine",
    "Checkout",
    "Order",
    "OrderLine",
    "OrderMove",
    "Purchase",
    "PurchaseMove",
    "PurchaseRefund",
    "PurchaseRefundLine",
    "PurchaseRefundMove",
    "PurchaseToken",
    "Quote",
    "QuoteLine",
    "QuoteParcel",
    "ShippingPolicy",
]
