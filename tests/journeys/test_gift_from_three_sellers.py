"""One sale through the whole counter over HTTP: a guest sends a gift made by three sellers of three states.

Basket → quote → checkout → payment (a signed webhook that comes twice) → acceptance, shipping, delivery → a refund that
is refused above what is left, then made → payouts that run twice and pay once → books that balance.
"""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from factories.marketplace import make_product, make_variant
from factories.money import confirm
from factories.orders import ADDRESS
from factories.payouts import assert_books_agree, at_bank, make_payable_seller, settle
from factories.registry import make_district, make_pin
from rest_framework.test import APIClient

from accounts.models import Notice
from common import clock
from marketplace.models import StockLevel
from orders.ledger.selectors import owed_to_seller
from orders.models import Order, Payment, Payout, Purchase, WebhookEvent
from orders.payments.simulator.control import set_switches
from orders.payments.simulator.models import StoredObject
from orders.payouts.services import run_payouts
from sellers.models import Seller

pytestmark = pytest.mark.django_db

PRICES = {"Madhubani": 125000, "West Jaintia Hills": 45000, "Bengaluru South": 33333}
KINDS = {"Madhubani": "shg", "West Jaintia Hills": "fpo", "Bengaluru South": "micro_enterprise"}
MESSAGE = "जन्मदिन की बधाई, दीदी! — from all of us"


def post(client: APIClient, url: str, body: dict[str, Any], **headers: str) -> dict[str, Any]:
    answer = client.post(url, body, headers=headers)
    assert answer.status_code in {200, 201}, (url, answer.status_code, answer.json())
    return dict(answer.json())


def key() -> str:
    return str(uuid.uuid4())


class TestGiftFromThreeSellers:
    def test_the_whole_sale(self, anonymous_client: APIClient, client_for: Any) -> None:
        sellers = {
            district: make_payable_seller(kind, gst=True, district=make_district(district))
            for district, kind in KINDS.items()
        }
        variants = {
            district: make_variant(make_product(seller=seller), price_amount=PRICES[district], stock=5)
            for district, seller in sellers.items()
        }
        desks = {d: client_for(seller.members.get(role="owner").user) for d, seller in sellers.items()}

        body, purchase_key = self.buy(anonymous_client, variants)
        number = body["purchase"]["number"]
        self.pay(body)
        seen = anonymous_client.get(f"/api/v1/purchases/{number}", headers=purchase_key).json()
        assert seen["status"] == "paid"
        assert {order["status"] for order in seen["orders"]} == {"confirmed"}
        assert [level.on_hand for level in StockLevel.objects.order_by("variant__price_amount")] == [4, 4, 3]

        orders = {district: Order.objects.get(seller=seller) for district, seller in sellers.items()}
        self.fulfil(anonymous_client, desks, orders, number, purchase_key)
        self.refund(desks["Madhubani"], orders["Madhubani"])
        self.pay_out(sellers)

    def buy(self, client: APIClient, variants: dict[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
        make_pin(ADDRESS["pin"])
        basket = post(client, "/api/v1/baskets", {})
        url, token = f"/api/v1/baskets/{basket['id']}", {"X-Basket-Token": basket["token"]}
        for district, quantity in (("Madhubani", 2), ("West Jaintia Hills", 1), ("Bengaluru South", 1)):
            post(client, f"{url}/lines", {"variant": str(variants[district].pk), "quantity": quantity}, **token)
        assert client.patch(url, {"gift_message": MESSAGE}, headers=token).status_code == 200

        quote = post(client, f"{url}/quotes", {"ship_to": ADDRESS}, **token)
        assert quote["goods"]["amount"] == 2 * 125000 + 45000 + 33333
        assert quote["shipping"]["amount"] == 2 * 7900  # the first parcel is above the value that ships free
        assert [parcel["is_interstate"] for parcel in quote["parcels"]] == [False, True, True]
        assert sum(parcel["total"]["amount"] for parcel in quote["parcels"]) == quote["total"]["amount"]

        order = {
            "quote": quote["id"],
            "contact": {"email": "asha@example.org", "language": "hi"},
            "consents": {"terms": True},
        }
        checkout_key = key()
        body = post(client, "/api/v1/checkouts", order, **token, **{"Idempotency-Key": checkout_key})
        again = post(client, "/api/v1/checkouts", order, **token, **{"Idempotency-Key": checkout_key})
        assert again == body
        assert (Purchase.objects.count(), Payment.objects.count()) == (1, 1)
        assert body["payment"]["amount"] == quote["total"]
        return body, {"X-Purchase-Token": body["token"]}

    def pay(self, body: dict[str, Any]) -> None:
        payment = Payment.objects.get(pk=body["payment"]["id"])
        set_switches({"duplicates": 1})
        confirm(payment)
        settle()
        set_switches({"duplicates": 0})
        assert WebhookEvent.objects.filter(type="payment_intent.succeeded").count() == 1
        assert StoredObject.objects.filter(kind="charge").count() == 1
        assert Notice.objects.filter(template="orders.purchase_confirmed_guest").count() == 1
        assert_books_agree()

    def fulfil(
        self,
        buyer: APIClient,
        desks: dict[str, APIClient],
        orders: dict[str, Order],
        number: str,
        purchase_key: dict[str, str],
    ) -> None:
        for index, (district, order) in enumerate(orders.items()):
            url, desk = f"/api/v1/seller/orders/{order.number}", desks[district]
            seen = desk.get(url).json()
            assert seen["gift_message"] == MESSAGE
            assert len(seen["lines"]) == 1
            for other in orders.values():
                expected = 200 if other is order else 404
                assert desk.get(f"/api/v1/seller/orders/{other.number}").status_code == expected
            post(desk, f"{url}/accept", {})
            post(desk, f"{url}/ship", {"carrier": "India Post", "tracking_number": f"EM{index:09d}IN"})
            post(buyer, f"/api/v1/purchases/{number}/orders/{order.number}/deliver", {}, **purchase_key)
        seen = buyer.get(f"/api/v1/purchases/{number}", headers=purchase_key).json()
        assert {order["status"] for order in seen["orders"]} == {"delivered"}
        assert all(order["tracking"]["delivered_at"] for order in seen["orders"])

    def refund(self, desk: APIClient, order: Order) -> None:
        line = order.lines.get()
        url = f"/api/v1/seller/orders/{order.number}/lines/{line.pk}/refunds"
        asked = {"amount": {"amount": 250001, "currency": "INR"}, "reason": "colour ran"}
        answer = desk.post(url, asked, headers={"Idempotency-Key": key()})
        assert (answer.status_code, answer.json()["code"]) == (409, "refund_above_remaining")
        assert answer.json()["remaining"] == {"amount": 250000, "currency": "INR"}
        post(desk, url, {"quantity": 1, "reason": "colour ran"}, **{"Idempotency-Key": key()})
        settle()
        line.refresh_from_db()
        assert (line.refunded_quantity, line.refunded_amount) == (1, 125000)
        assert Payment.objects.get().refunded_amount == 125000
        assert Notice.objects.filter(template="orders.refund_succeeded", language="hi").count() == 1
        assert_books_agree()

    def pay_out(self, sellers: dict[str, Seller]) -> None:
        due = {district: owed_to_seller(seller_id=seller.pk) for district, seller in sellers.items()}
        assert all(amount > 0 for amount in due.values())
        later = clock.now() + timedelta(days=30)
        for _ in range(2):
            run_payouts(now=later)
            settle()
        assert Payout.objects.count() == 3
        assert {district: at_bank(seller) for district, seller in sellers.items()} == due
        assert all(owed_to_seller(seller_id=seller.pk) == 0 for seller in sellers.values())
        assert_books_agree()
