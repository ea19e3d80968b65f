"""What buyers and sellers are told about cancellations and refunds."""

from __future__ import annotations

from datetime import datetime

from accounts.notices.templates import NoticeTemplate
from common.money import format_inr
from orders.purchases.models import Order
from orders.purchases.notices import tell_buyer, tell_sellers
from orders.refunds.models import PurchaseRefund

CANCELLED = NoticeTemplate(
    name="orders.order_cancelled",
    subject={"en": "Order {order} was cancelled", "hi": "ऑर्डर {order} रद्द हो गया"},
    body={
        "en": "Order {order} from {seller} in your purchase {number} was cancelled. "
        "What you paid for it goes back the way you paid.\n{link}",
        "hi": "आपकी ख़रीद {number} में {seller} का ऑर्डर {order} रद्द हो गया। "
        "उसका भुगतान उसी तरीक़े से लौटाया जाएगा जिससे आपने दिया था।\n{link}",
    },
)
CANCELLED_SELLER = NoticeTemplate(
    name="orders.order_cancelled_seller",
    subject={"en": "Order {order} was cancelled", "hi": "ऑर्डर {order} रद्द हो गया"},
    body={
        "en": "Order {order} of {seller} was cancelled: {reason}. Do not send it. The pieces are back in your stock.",
        "hi": "{seller} का ऑर्डर {order} रद्द हो गया: {reason}। उसे न भेजें। सामान आपके स्टॉक में वापस है।",
    },
)
SUCCEEDED = NoticeTemplate(
    name="orders.refund_succeeded",
    subject={"en": "{amount} refunded for {number}", "hi": "{number} के {amount} लौटाए गए"},
    body={
        "en": "Refund {refund} of {amount} for your purchase {number} is on its way to the account you paid from. "
        "Banks take up to ten working days.\n{link}",
        "hi": "आपकी ख़रीद {number} के {amount} (रिफ़ंड {refund}) उसी खाते में भेजे गए हैं जिससे आपने भुगतान किया था। "
        "बैंक को दस कार्य-दिवस तक लग सकते हैं।\n{link}",
    },
)
FAILED = NoticeTemplate(
    name="orders.refund_failed",
    subject={"en": "A refund for {number} did not get through", "hi": "{number} का रिफ़ंड नहीं पहुँच पाया"},
    body={
        "en": "Refund {refund} of {amount} for your purchase {number} did not get through. We are looking into it; "
        "you need not do anything now.\n{link}",
        "hi": "आपकी ख़रीद {number} का रिफ़ंड {refund} ({amount}) नहीं पहुँच पाया। हम देख रहे हैं; "
        "अभी आपको कुछ नहीं करना है।\n{link}",
    },
)

TEMPLATES = (CANCELLED, CANCELLED_SELLER, SUCCEEDED, FAILED)


def tell_order_cancelled(order: Order, *, reason: str, now: datetime) -> None:
    """Tell the buyer and the seller's people that an order will not be sent."""
    tell_buyer(order.purchase, CANCELLED.name, now=now, order=order.number, seller=order.seller.display_name)
    tell_sellers([order], CANCELLED_SELLER.name, now=now, reason=reason or "-")


def tell_refund_settled(refund: PurchaseRefund, template: NoticeTemplate, *, now: datetime) -> None:
    """Tell the buyer how a refund ended."""
    tell_buyer(refund.purchase, template.name, now=now, refund=refund.number, amount=format_inr(refund.total_amount))
