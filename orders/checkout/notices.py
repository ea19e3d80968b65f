"""What buyers and sellers are told around the checkout, in English and Hindi."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from accounts.notices.templates import NoticeTemplate
from orders.purchases.models import Order, Purchase
from orders.purchases.notices import tell_buyer, tell_sellers
from orders.purchases.tokens import issue_purchase_token

CONFIRMED = NoticeTemplate(
    name="orders.purchase_confirmed",
    subject={"en": "Your purchase {number} is paid", "hi": "आपकी ख़रीद {number} का भुगतान हो गया"},
    body={
        "en": "Thank you. We received {total} for purchase {number}. "
        "The makers will accept and send your parcels now.\nFollow it here: {link}",
        "hi": "धन्यवाद। ख़रीद {number} के लिए {total} मिल गए। कारीगर अब आपके पार्सल तैयार करके भेजेंगे।\nयहाँ देखें: {link}",
    },
)
CONFIRMED_GUEST = NoticeTemplate(
    name="orders.purchase_confirmed_guest",
    subject=CONFIRMED.subject,
    body={
        "en": CONFIRMED.body["en"] + "\nYour key to this purchase (keep it to yourself): {token}",
        "hi": CONFIRMED.body["hi"] + "\nइस ख़रीद की आपकी कुंजी (किसी को न बताएँ): {token}",
    },
    secret=True,
)
NEW_ORDER = NoticeTemplate(
    name="orders.order_to_accept",
    subject={"en": "New order {order}", "hi": "नया ऑर्डर {order}"},
    body={
        "en": "{seller} has a new order {order} over {total}. Please accept it and send it soon: {link}",
        "hi": "{seller} को {total} का नया ऑर्डर {order} मिला है। कृपया उसे स्वीकार करके जल्दी भेजें: {link}",
    },
)
EXPIRED = NoticeTemplate(
    name="orders.purchase_expired",
    subject={"en": "Purchase {number} was not paid in time", "hi": "ख़रीद {number} का भुगतान समय पर नहीं हुआ"},
    body={
        "en": "Purchase {number} over {total} was not paid in time and has ended. Nothing was charged. "
        "Your basket is still there: ask for a new quote to buy.",
        "hi": "ख़रीद {number} ({total}) का भुगतान समय पर नहीं हुआ, इसलिए वह बंद हो गई। कोई पैसा नहीं लिया गया। "
        "आपकी टोकरी अब भी है: ख़रीदने के लिए नया कोटेशन लें।",
    },
)
PAYMENT_FAILED = NoticeTemplate(
    name="orders.payment_failed",
    subject={"en": "The payment for {number} failed", "hi": "{number} का भुगतान नहीं हो पाया"},
    body={
        "en": "The payment of {total} for purchase {number} failed. We hold the goods for you a little longer: "
        "try again with the same or another way to pay. {link}",
        "hi": "ख़रीद {number} के लिए {total} का भुगतान नहीं हो पाया। सामान थोड़ी देर और आपके लिए रखा है: "
        "फिर से या किसी दूसरे तरीक़े से भुगतान करें। {link}",
    },
)

TEMPLATES = (CONFIRMED, CONFIRMED_GUEST, NEW_ORDER, EXPIRED, PAYMENT_FAILED)


def tell_purchase_confirmed(purchase: Purchase, orders: Sequence[Order], *, now: datetime) -> None:
    """Tell the buyer (a guest also gets a key to the purchase) and the people of every seller."""
    if purchase.buyer_id is None:
        tell_buyer(purchase, CONFIRMED_GUEST.name, now=now, token=issue_purchase_token(purchase))
    else:
        tell_buyer(purchase, CONFIRMED.name, now=now)
    tell_sellers(orders, NEW_ORDER.name, now=now)


def tell_purchase_expired(purchase: Purchase, *, now: datetime) -> None:
    """Tell the buyer that the time to pay is over."""
    tell_buyer(purchase, EXPIRED.name, now=now)


def tell_payment_failed(purchase: Purchase, *, now: datetime) -> None:
    """Tell the buyer that a payment attempt failed."""
    tell_buyer(purchase, PAYMENT_FAILED.name, now=now)
