"""The pages where a person pays, is asked by the bank, and what a real socket adds."""

from __future__ import annotations

from typing import Any

import pytest
import requests
from django.test import Client
from factories.money import make_purchase
from factories.stripe import stripe_client

from common import clock, outbox
from orders.payments.models import Payment
from orders.payments.services import start_payment
from orders.payments.simulator import webhooks
from orders.payments.simulator.models import BalanceRow

FORM = "application/x-www-form-urlencoded"


def opened(amount: int = 125_000) -> str:
    params: dict[str, Any] = {"amount": amount, "currency": "inr", "description": "Purchase OD-1 <b>"}
    return stripe_client().v1.payment_intents.create(params).id


def status(ref: str) -> str:
    return stripe_client().v1.payment_intents.retrieve(ref).status


@pytest.mark.django_db
class TestPay:
    def test_shows_the_price_and_takes_it(self) -> None:
        ref, browser = opened(), Client()
        page = browser.get(f"/stripe-simulator/pay/{ref}")
        assert page.status_code == 200
        assert "₹1,250.00" in page.content.decode()
        assert "Purchase OD-1 &lt;b&gt;" in page.content.decode()
        done = browser.post(f"/stripe-simulator/pay/{ref}", "choice=success", content_type=FORM)
        assert "Paid" in done.content.decode()
        assert (status(ref), BalanceRow.objects.count()) == ("succeeded", 1)

    def test_a_decline_may_be_tried_again(self) -> None:
        ref, browser = opened(), Client()
        page = browser.post(f"/stripe-simulator/pay/{ref}", "choice=decline", content_type=FORM)
        assert "insufficient_funds" in page.content.decode()
        assert status(ref) == "requires_payment_method"
        browser.post(f"/stripe-simulator/pay/{ref}", "choice=success", content_type=FORM)
        assert status(ref) == "succeeded"

    @pytest.mark.parametrize(("choice", "end"), [("approve", "succeeded"), ("refuse", "requires_payment_method")])
    def test_three_d_secure_asks_on_a_second_page(self, choice: str, end: str) -> None:
        ref, browser = opened(), Client()
        asked = browser.post(f"/stripe-simulator/pay/{ref}", "choice=3ds", content_type=FORM)
        assert asked["Location"] == f"/stripe-simulator/challenge/{ref}"
        assert status(ref) == "requires_action"
        assert b"Your bank asks" in browser.get(asked["Location"]).content
        answered = browser.post(asked["Location"], f"choice={choice}", content_type=FORM)
        assert answered["Location"] == f"/stripe-simulator/pay/{ref}"
        assert status(ref) == end
        assert browser.get(f"/stripe-simulator/challenge/{ref}").status_code == 302

    def test_refuses_what_it_does_not_know(self) -> None:
        ref, browser = opened(), Client()
        assert browser.post(f"/stripe-simulator/pay/{ref}", "choice=steal", content_type=FORM).status_code == 400
        assert browser.get("/stripe-simulator/pay/pi_unknown").status_code == 404
        assert status(ref) == "requires_payment_method"

    def test_a_second_payment_is_refused_in_words(self) -> None:
        ref, browser = opened(), Client()
        for _ in range(2):
            page = browser.post(f"/stripe-simulator/pay/{ref}", "choice=success", content_type=FORM)
        assert page.status_code == 400
        assert "status of succeeded" in page.content.decode()
        assert BalanceRow.objects.count() == 1


@pytest.mark.django_db
class TestControl:
    def test_sets_switches_and_makes_things_happen(self) -> None:
        browser, ref = Client(), opened()
        browser.post(f"/stripe-simulator/pay/{ref}", "choice=processing", content_type=FORM)
        body = {
            "switches": {"duplicates": 3},
            "action": "payment.finish",
            "params": {"payment_intent": ref, "is_paid": True},
        }
        answer = browser.post("/stripe-simulator/control", body, content_type="application/json").json()
        assert (answer["switches"]["duplicates"], answer["result"]["status"]) == (3, "succeeded")
        assert browser.get("/stripe-simulator/control").json()["switches"]["duplicates"] == 3

    @pytest.mark.parametrize(
        "body",
        [
            {"switches": {"colour": 1}},
            {"action": "bank.rob"},
            {"action": "payout.finish", "params": {}},
            {"action": "fault.plant", "params": {"match": "GET", "kind": "earthquake"}},
            {"action": "payment.finish", "params": {"payment_intent": "pi_x", "is_paid": True}},
        ],
    )
    def test_refuses_what_it_does_not_know(self, body: dict[str, Any]) -> None:
        answer = Client().post("/stripe-simulator/control", body, content_type="application/json")
        assert answer.status_code in {400, 404}
        assert answer.json()["error"]["message"]


@pytest.mark.django_db(transaction=True)
class TestOverHttp:
    def test_a_payment_goes_through_sockets_from_opening_to_webhook(self, live_server: Any, settings: Any) -> None:
        settings.STRIPE_HTTP_CLIENT = ""
        settings.STRIPE_API_BASE = f"{live_server.url}/stripe-simulator"
        settings.STRIPE_HOSTED_PAGE_BASE = f"{live_server.url}/stripe-simulator/pay/"
        settings.PUBLIC_BASE_URL = live_server.url
        payment = start_payment(purchase_id=make_purchase().pk, now=clock.now())
        page = requests.post(payment.hosted_url, data={"choice": "success"}, timeout=10)
        assert page.status_code == 200
        assert webhooks.deliver_due(now=int(clock.now().timestamp())) == 3
        outbox.drain_now()
        payment.refresh_from_db()
        assert (payment.status, Payment.objects.get().captured_amount) == ("succeeded", 125_000)

    def test_an_endpoint_that_is_away_is_tried_again(self, settings: Any) -> None:
        settings.PUBLIC_BASE_URL = "http://127.0.0.1:9"
        opened()
        now = int(clock.now().timestamp())
        assert webhooks.deliver_due(now=now) == 0
        assert webhooks.deliver_due(now=now + 3, transport=lambda event: 200) == 1
