"""What buyers are told while their parcels travel."""

from __future__ import annotations

from datetime import datetime

from accounts.notices.templates import NoticeTemplate
from orders.purchases.models import Order
from orders.purchases.notices import tell_buyer

ACCEPTED = NoticeTemplate(
    name="orders.order_accepted",
    subject={"en": "{seller} accepted your order", "hi": "{seller} ने आपका ऑर्डर स्वीकार किया"},
    body={
        "en": "{seller} accepted order {order} of your purchase {number} and is packing it.\n{link}",
        "hi": "{seller} ने आपकी ख़रीद {number} का ऑर्डर {order} स्वीकार कर लिया है और उसे पैक कर रहे हैं।\n{link}",
    },
)
SHIPPED = NoticeTemplate(
    name="orders.order_shipped",
    subject={"en": "{seller} sent your parcel", "hi": "{seller} ने आपका पार्सल भेज दिया"},
    body={
        "en": "{seller} sent order {order} of your purchase {number} with {carrier}, "
        "tracking number {tracking_number}.\n{link}",
        "hi": "{seller} ने आपकी ख़रीद {number} का ऑर्डर {order} {carrier} से भेज दिया है, "
        "ट्रैकिंग नंबर {tracking_number}।\n{link}",
    },
)
DELIVERED = NoticeTemplate(
    name="orders.order_delivered",
    subject={"en": "Your parcel from {seller} was delivered", "hi": "{seller} का पार्सल पहुँच गया"},
    body={
        "en": "Order {order} of your purchase {number} was delivered. If something is wrong with it, "
        "answer {seller} through the purchase's page: {link}",
        "hi": "आपकी ख़रीद {number} का ऑर्डर {order} पहुँच गया। कुछ ठीक न हो तो ख़रीद के पन्ने से {seller} को बताएँ: {link}",
    },
)

TEMPLATES = (ACCEPTED, SHIPPED, DELIVERED)


def tell_order_step(order: Order, template: NoticeTemplate, *, now: datetime) -> None:
    """Tell the buyer about a step of one order."""
    tell_buyer(
        order.purchase,
        template.name,
        now=now,
        order=order.number,
        seller=order.seller.display_name,
        carrier=order.carrier,
        tracking_number=order.tracking_number,
    )
