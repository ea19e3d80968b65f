"""Baskets, quotes, purchases and orders for tests, made by the services that make them in life."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from factories.accounts import make_user
from factories.marketplace import make_product, make_variant
from factories.money import confirm
from factories.registry import make_district, make_pin
from factories.sellers import make_seller

from accounts.models import User
from common import clock, outbox
from marketplace.models import Reservation, StockLevel, Variant
from orders.baskets.models import Basket
from orders.baskets.services import add_line, open_basket, write_gift_message
from orders.checkout.services.placing import Consents, Contact, place_purchase
from orders.fulfilment.services import accept_order, confirm_delivery, ship_order
from orders.models import Checkout, Order, OrderLine, OrderMove, Payment, Purchase, PurchaseMove, Quote
from orders.payments.services import refresh_payment, start_payment
from orders.purchases.holders import Holder
from orders.quotes.places import Destination, find_destination
from orders.quotes.services import give_quote

ADDRESS = {
    "name": "Asha Kumari",
    "phone": "+919812345678",
    "line1": "12 Boring Road",
    "city": "Patna",
    "pin": "800001",
}
TERMS = {"terms": True}
CONTACT = {"name": "Asha Kumari", "email": "asha@example.org", "language": "hi"}


@dataclass
class Shopper:
    """Somebody with a basket: an account, or a guest with the basket's token."""

    holder: Holder
    basket: Basket

    @property
    def headers(self) -> dict[str, str]:
        """The guest's header for the test client."""
        return {"X-Basket-Token": self.holder.token} if self.holder.token else {}


def make_seller_variant(
    *,
    state_district: str = "Madhubani",
    gst: bool = True,
    price_amount: int = 125000,
    stock: int = 10,
    seller: Any = None,
    **kw: Any,
) -> Variant:
    """A variant on sale by a seller (a new one, registered under GST, unless given)."""
    seller = seller or make_seller(gst=gst, district=make_district(state_district))
    return make_variant(make_product(seller=seller, **kw), price_amount=price_amount, stock=stock)


def make_shopper(
    lines: Mapping[Variant, int] | None = None, *, user: User | None = None, gift_message: str = ""
) -> Shopper:
    """A basket with so many pieces of each variant; a guest's without ``user``."""
    basket, token = open_basket(holder=Holder(user=user))
    holder = Holder(user=user, token=token)
    for variant, quantity in (lines or {}).items():
        add_line(holder=holder, basket_id=basket.pk, variant_id=variant.pk, quantity=quantity)
    if gift_message:
        basket = write_gift_message(holder=holder, basket_id=basket.pk, gift_message=gift_message)
    return Shopper(holder=holder, basket=basket)


def make_destination(pin: str = "800001", **address: str) -> Destination:
    """A delivery address; Patna in Bihar unless told otherwise."""
    make_pin(pin)
    return find_destination(address={**ADDRESS, "pin": pin, **address}, district_id=None)


def make_quote(shopper: Shopper, *, pin: str = "800001", now: datetime | None = None) -> Quote:
    """A quote of the shopper's basket."""
    return give_quote(
        holder=shopper.holder,
        basket_id=shopper.basket.pk,
        destination=make_destination(pin),
        now=now or clock.now(),
    )


def make_purchase(
    lines: Mapping[Variant, int] | None = None,
    *,
    user: User | None = None,
    pin: str = "800001",
    now: datetime | None = None,
    gift_message: str = "",
) -> Purchase:
    """A purchase that awaits its payment, its pieces held."""
    now = now or clock.now()
    shopper = make_shopper(lines or {make_seller_variant(): 1}, user=user, gift_message=gift_message)
    quote = make_quote(shopper, pin=pin, now=now)
    placed = place_purchase(
        holder=shopper.holder,
        quote_id=quote.pk,
        contact=Contact(email="asha@example.org"),
        consents=Consents(terms=True),
        now=now,
    )
    return placed.purchase


def pay(purchase: Purchase, *, method: str = "pm_card_visa", now: datetime | None = None) -> Purchase:
    """The buyer pays with a test card, and the news arrives."""
    now = now or clock.now()
    payment = start_payment(purchase_id=purchase.pk, now=now)
    confirm(payment, method)
    refresh_payment(payment_id=payment.pk, now=now)
    outbox.drain_now()
    purchase.refresh_from_db()
    return purchase


def make_paid_purchase(lines: Mapping[Variant, int] | None = None, **kw: Any) -> Purchase:
    """A purchase whose payment came and whose orders are confirmed."""
    return pay(make_purchase(lines, **kw))


def bring(order: Order, *, to: str) -> Order:
    """Take a confirmed order step by step to ``accepted``, ``shipped`` or ``delivered``."""
    actor, now = make_user(), clock.now()
    steps = ["confirmed", "accepted", "shipped", "delivered"]
    for step in steps[steps.index(order.status) + 1 : steps.index(to) + 1]:
        if step == "accepted":
            order = accept_order(order_id=order.pk, actor=actor, now=now)
        elif step == "shipped":
            order = ship_order(
                order_id=order.pk, carrier="India Post", tracking_number="EM123456789IN", actor=actor, now=now
            )
        else:
            order = confirm_delivery(order_id=order.pk, actor=actor, actor_label="seller", now=now)
    return order


def check_out(client: Any, shopper: Shopper, quote: Quote, /, *, key: str | None = None, **change: Any) -> Any:
    """Post the shopper's checkout; ``change`` replaces or adds members of the body."""
    body = {"quote": str(quote.pk), "contact": CONTACT, "consents": TERMS, **change}
    return client.post(
        "/api/v1/checkouts", body, headers={**shopper.headers, "Idempotency-Key": key or str(uuid.uuid4())}
    )


def assert_nothing_placed() -> None:
    """No trace of a purchase is left."""
    for model in (Purchase, Order, OrderLine, Checkout, Payment, Reservation, PurchaseMove, OrderMove):
        assert not model.objects.exists(), model
    assert not StockLevel.objects.filter(reserved__gt=0).exists()
