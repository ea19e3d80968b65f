"""Placing a purchase: what is frozen, what is refused, what a repetition gives."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from factories.accounts import make_user
from factories.orders import (
    CONTACT,
    TERMS,
    assert_nothing_placed,
    check_out,
    make_quote,
    make_seller_variant,
    make_shopper,
)

from common import clock
from marketplace.models import Reservation, StockLevel
from orders.checkout.services.placing import Consents, Contact, place_purchase
from orders.models import (
    Order,
    OrderLine,
    OrderMove,
    Payment,
    Purchase,
    PurchaseMove,
    PurchaseToken,
    Quote,
    QuoteLine,
)
from orders.payments.simulator import faults
from orders.purchases.amounts import AMOUNT_FIELDS

pytestmark = pytest.mark.django_db

URL = "/api/v1/checkouts"


class TestCheckOut:
    def test_places_one_order_per_seller_with_frozen_amounts(self, anonymous_client):
        here, there = make_seller_variant(stock=5), make_seller_variant(state_district="Jaipur", price_amount=99999)
        shopper = make_shopper({here: 2, there: 1}, gift_message="बधाई")
        quote = make_quote(shopper)
        answer = check_out(anonymous_client, shopper, quote)
        assert answer.status_code == 201, answer.json()
        purchase = Purchase.objects.get()
        body = answer.json()
        assert body["purchase"]["number"] == purchase.number
        assert body["purchase"]["status"] == "awaiting_payment"
        assert body["purchase"]["total"]["amount"] == quote.total_amount == purchase.total_amount
        assert body["is_resumed"] is False
        assert (purchase.gift_message, purchase.language, purchase.buyer) == ("बधाई", "hi", None)
        assert (purchase.ship_pin, purchase.ship_state.name) == ("800001", "Bihar")
        orders = list(Order.objects.all())
        assert {order.seller_id for order in orders} == {here.product.seller_id, there.product.seller_id}
        assert {order.status for order in orders} == {"placed"}
        assert sum(order.total_amount for order in orders) == purchase.total_amount
        for line in OrderLine.objects.all():
            quoted = QuoteLine.objects.get(variant=line.variant)
            for name in (*AMOUNT_FIELDS, "quantity", "gst_rate_bp", "hsn", "title"):
                assert getattr(line, name) == getattr(quoted, name), name
        assert StockLevel.objects.get(variant=here).reserved == 2
        assert Reservation.objects.filter(holder=purchase.pk).count() == 2
        assert list(PurchaseMove.objects.values_list("to_status", flat=True)) == ["awaiting_payment"]
        assert OrderMove.objects.count() == 2

    def test_starts_one_payment_of_the_whole(self, anonymous_client):
        shopper = make_shopper({make_seller_variant(): 1})
        quote = make_quote(shopper)
        payment = check_out(anonymous_client, shopper, quote).json()["payment"]
        assert payment["amount"] == {"amount": quote.total_amount, "currency": "INR"}
        assert payment["client_secret"]
        assert payment["hosted_url"]
        assert Payment.objects.get().purchase == Purchase.objects.get()

    def test_guest_token_opens_the_purchase_and_is_stored_as_a_hash(self, anonymous_client):
        shopper = make_shopper({make_seller_variant(): 1})
        body = check_out(anonymous_client, shopper, make_quote(shopper)).json()
        token = body["token"]
        url = f"/api/v1/purchases/{body['purchase']['number']}"
        assert anonymous_client.get(url, headers={"X-Purchase-Token": token}).status_code == 200
        assert anonymous_client.get(url).status_code == 404
        assert anonymous_client.get(url, headers={"X-Purchase-Token": "x"}).status_code == 404
        assert token not in str(PurchaseToken.objects.values().get())

    def test_signed_in_buyer_is_reached_at_their_account(self, client_for):
        user = make_user("sita@example.org")
        shopper = make_shopper({make_seller_variant(): 1}, user=user)
        answer = client_for(user).post(
            URL,
            {"quote": str(make_quote(shopper).pk), "consents": TERMS},
            headers={"Idempotency-Key": "signed-in-1"},
        )
        assert answer.status_code == 201
        assert answer.json()["token"] is None
        purchase = Purchase.objects.get()
        assert (purchase.buyer, purchase.contact_email) == (user, "sita@example.org")

    def test_numbers_tell_nothing_of_one_another(self, anonymous_client):
        numbers = set()
        for _ in range(3):
            shopper = make_shopper({make_seller_variant(): 1})
            numbers.add(check_out(anonymous_client, shopper, make_quote(shopper)).json()["purchase"]["number"])
        assert len({number[3:8] for number in numbers}) == 3

    def test_time_to_pay_is_limited(self, anonymous_client):
        shopper = make_shopper({make_seller_variant(): 1})
        check_out(anonymous_client, shopper, make_quote(shopper))
        purchase = Purchase.objects.get()
        assert purchase.expires_at - purchase.placed_at == timedelta(minutes=30)
        assert Reservation.objects.get().expires_at > purchase.expires_at


class TestRepetition:
    def test_same_key_gives_the_same_answer(self, anonymous_client):
        shopper = make_shopper({make_seller_variant(): 1})
        quote = make_quote(shopper)
        first, second = (check_out(anonymous_client, shopper, quote, key="key-000001") for _ in range(2))
        assert second.headers["Idempotent-Replayed"] == "true"
        assert first.json() == second.json()
        assert (Purchase.objects.count(), Payment.objects.count()) == (1, 1)

    def test_same_key_with_another_body_is_refused(self, anonymous_client):
        shopper = make_shopper({make_seller_variant(): 1})
        quote = make_quote(shopper)
        check_out(anonymous_client, shopper, quote, key="key-000001")
        other = check_out(anonymous_client, shopper, quote, key="key-000001", contact={"email": "other@example.org"})
        assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
        assert Purchase.objects.get().contact_email == "asha@example.org"

    def test_same_quote_with_another_key_resumes(self, anonymous_client):
        shopper = make_shopper({make_seller_variant(): 1})
        quote = make_quote(shopper)
        first = check_out(anonymous_client, shopper, quote).json()
        answer = check_out(anonymous_client, shopper, quote)
        second = answer.json()
        assert (answer.status_code, second["is_resumed"]) == (200, True)
        assert second["purchase"]["number"] == first["purchase"]["number"]
        assert second["payment"]["id"] == first["payment"]["id"]
        assert second["token"] != first["token"]
        url = f"/api/v1/purchases/{first['purchase']['number']}"
        for token in (first["token"], second["token"]):
            assert anonymous_client.get(url, headers={"X-Purchase-Token": token}).status_code == 200
        assert (Purchase.objects.count(), Payment.objects.count()) == (1, 1)
        assert StockLevel.objects.get().reserved == 1

    def test_interrupted_by_the_provider_it_is_continued(self, anonymous_client):
        shopper = make_shopper({make_seller_variant(): 1})
        quote = make_quote(shopper)
        faults.plant(match="POST /v1/payment_intents", kind="timeout", times=3)
        refused = check_out(anonymous_client, shopper, quote, key="key-000001")
        assert (refused.status_code, refused.json()["code"]) == (503, "payment_provider_unavailable")
        answer = check_out(anonymous_client, shopper, quote, key="key-000001")
        assert answer.status_code == 200
        assert answer.json()["payment"]["client_secret"]
        assert (Purchase.objects.count(), Payment.objects.count()) == (1, 1)

    def test_second_quote_of_a_basket_being_paid_is_refused(self, anonymous_client):
        shopper = make_shopper({make_seller_variant(): 1})
        first, second = make_quote(shopper), make_quote(shopper)
        number = check_out(anonymous_client, shopper, first).json()["purchase"]["number"]
        answer = check_out(anonymous_client, shopper, second)
        assert (answer.status_code, answer.json()["code"]) == (409, "checkout_already_open")
        assert answer.json()["purchase"] == number
        assert Purchase.objects.count() == 1

    def test_quote_of_an_ended_purchase_is_refused(self, anonymous_client):
        shopper = make_shopper({make_seller_variant(): 1})
        quote = make_quote(shopper)
        check_out(anonymous_client, shopper, quote)
        Purchase.objects.update(status="expired")
        answer = check_out(anonymous_client, shopper, quote)
        assert (answer.status_code, answer.json()["code"]) == (409, "purchase_closed")


class TestRefusals:
    def test_key_is_compulsory(self, anonymous_client):
        shopper = make_shopper({make_seller_variant(): 1})
        body = {"quote": str(make_quote(shopper).pk), "contact": CONTACT, "consents": TERMS}
        answer = anonymous_client.post(URL, body, headers=shopper.headers)
        assert (answer.status_code, answer.json()["code"]) == (400, "idempotency_key_missing")
        assert_nothing_placed()

    @pytest.mark.parametrize(
        ("change", "code", "pointer"),
        [
            ({"consents": {"terms": False}}, "terms_not_accepted", "/consents/terms"),
            ({"consents": {}}, "invalid_input", "/consents/terms"),
            ({"contact": {}}, "contact_missing", "/contact"),
            ({"contact": {"email": "not an address"}}, "invalid_input", "/contact/email"),
            ({"contact": {"phone": "12"}}, "invalid_input", "/contact/phone"),
            ({"quote": "1"}, "invalid_input", "/quote"),
            ({"total_amount": 1}, "invalid_input", "/total_amount"),
            ({"lines": []}, "invalid_input", "/lines"),
            ({"status": "paid"}, "invalid_input", "/status"),
            ({"contact": {"email": "a@example.org", "is_staff": True}}, "invalid_input", "/contact/is_staff"),
        ],
    )
    def test_input_that_will_not_do(self, anonymous_client, change, code, pointer):
        shopper = make_shopper({make_seller_variant(): 1})
        answer = check_out(anonymous_client, shopper, make_quote(shopper), **change)
        assert answer.status_code in {400, 422}
        assert (answer.json()["code"], answer.json()["errors"][0]["pointer"]) == (code, pointer)
        assert_nothing_placed()

    def test_too_many_checkouts_from_one_place(self, anonymous_client, settings):
        settings.THROTTLE_RATES = {**settings.THROTTLE_RATES, "checkout": "2/h"}
        shopper = make_shopper({make_seller_variant(): 1})
        answers = [check_out(anonymous_client, shopper, Quote(pk=uuid.uuid4())) for _ in range(3)]
        assert [answer.status_code for answer in answers] == [404, 404, 429]
        assert int(answers[2].headers["Retry-After"]) > 0

    def test_foreign_and_unknown_quotes_are_not_found(self, anonymous_client, client_for):
        owner = make_shopper({make_seller_variant(): 1})
        quote = make_quote(owner)
        stranger = make_shopper({make_seller_variant(): 1})
        assert check_out(anonymous_client, stranger, quote).status_code == 404
        user = make_user()
        answer = client_for(user).post(
            URL,
            {"quote": str(quote.pk), "contact": CONTACT, "consents": TERMS},
            headers={"Idempotency-Key": "stranger-1"},
        )
        assert answer.status_code == 404
        answer = check_out(anonymous_client, owner, Quote(pk=uuid.uuid4()))
        assert answer.status_code == 404
        assert_nothing_placed()

    def test_expired_quote(self, anonymous_client):
        shopper = make_shopper({make_seller_variant(): 1})
        quote = make_quote(shopper, now=clock.now() - timedelta(minutes=21))
        answer = check_out(anonymous_client, shopper, quote)
        assert (answer.status_code, answer.json()["code"]) == (409, "quote_expired")
        assert_nothing_placed()

    def test_sold_out_since_names_the_variant(self, anonymous_client):
        variant = make_seller_variant(stock=3)
        shopper = make_shopper({variant: 3})
        quote = make_quote(shopper)
        StockLevel.objects.update(on_hand=2)
        answer = check_out(anonymous_client, shopper, quote)
        assert (answer.status_code, answer.json()["code"]) == (409, "listing_sold_out")
        assert answer.json()["variants"] == [{"variant": str(variant.pk), "asked": 3, "available": 2}]
        assert_nothing_placed()


class TestCost:
    def test_placing_takes_28_queries_and_2_a_line(self):
        """One for the year's sales of an individual seller (TDS), one for the stock row; nothing grows otherwise."""
        for lines in (1, 4):
            shopper = make_shopper({make_seller_variant(): 1 for _ in range(lines)})
            quote = make_quote(shopper)
            with CaptureQueriesContext(connection) as counted:
                place_purchase(
                    holder=shopper.holder,
                    quote_id=quote.pk,
                    contact=Contact(email="a@example.org"),
                    consents=Consents(terms=True),
                    now=clock.now(),
                )
            assert len(counted) == 28 + 2 * lines
