"""Webhooks: what is refused, what is stored, what has an effect and how often."""

from __future__ import annotations

import json
from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest
from django.test import Client
from factories.money import announced, confirm, make_purchase
from factories.stripe import deliver_webhooks, post_in_process, stripe_client

from common import clock, outbox
from orders.ledger.models import JournalEntry
from orders.ledger.selectors import trial_balance
from orders.payments.models import Payment, WebhookEvent
from orders.payments.services import replay_webhook, start_payment, sweep, work_on_webhook
from orders.payments.services.inbox import MAX_ATTEMPTS
from orders.payments.simulator import control, faults, webhooks
from orders.payments.simulator.models import Delivery, StoredObject, Switchboard

pytestmark = pytest.mark.django_db


def paid_but_unheard() -> Payment:
    """The buyer has paid; no webhook has come yet."""
    payment = start_payment(purchase_id=make_purchase().pk, now=clock.now())
    confirm(payment)
    return payment


def signed(kind: str, *, at: int | None = None, is_connect: bool = False) -> webhooks.SignedEvent:
    event = StoredObject.objects.filter(kind="event", body__type=kind).get()
    return webhooks.signed_event(event.ref, is_connect=is_connect, now=at or int(clock.now().timestamp()))


def send(event: webhooks.SignedEvent, **changes: Any) -> Any:
    fields = {"path": event.path, "body": event.body, "signature": event.signature} | changes
    return Client().post(
        fields["path"],
        data=fields["body"],
        content_type="application/json",
        headers={"Stripe-Signature": fields["signature"]},
    )


class TestReceive:
    def test_stores_and_answers_before_any_work_is_done(self) -> None:
        payment = paid_but_unheard()
        answer = send(signed("payment_intent.succeeded"))
        assert (answer.status_code, answer.json()) == (200, {"received": True, "is_new": True})
        payment.refresh_from_db()
        assert payment.status == "awaiting_method"
        outbox.drain_now()
        payment.refresh_from_db()
        assert (payment.status, WebhookEvent.objects.get().state) == ("succeeded", "done")

    def test_of_a_duplicate_has_one_effect(self) -> None:
        paid_but_unheard()
        control.set_switches({"duplicates": 4})
        event = signed("payment_intent.succeeded")
        answers = [send(event).json()["is_new"] for _ in range(100)]
        assert answers == [True] + [False] * 99
        outbox.drain_now()
        assert (WebhookEvent.objects.count(), JournalEntry.objects.filter(kind="payment_captured").count()) == (1, 1)
        assert announced("payments.succeeded") == 1

    @pytest.mark.parametrize(
        ("unfit", "reason"),
        [
            ({"signature": "t=1,v1=00"}, "does not fit"),
            ({"signature": ""}, "does not fit"),
            ({"signature": "v1=abc"}, "does not fit"),
            ({"body": b"{}"}, "does not fit"),
            ({"body": b"\xff\xfe"}, "does not fit"),
            ({"path": "/webhooks/stripe/connect"}, "does not fit"),
        ],
    )
    def test_refuses_what_is_not_signed_for_this_endpoint(self, unfit: dict[str, Any], reason: str) -> None:
        paid_but_unheard()
        answer = send(signed("payment_intent.succeeded"), **unfit)
        assert (answer.status_code, answer.json()["code"]) == (400, "webhook_refused")
        assert reason in answer.json()["detail"]
        assert not WebhookEvent.objects.exists()

    @pytest.mark.parametrize(
        ("age_seconds", "status"), [(-301, 400), (-290, 200), (0, 200), (50, 200), (70, 400), (86_400, 400)]
    )
    def test_bounds_the_age_on_both_sides(self, age_seconds: int, status: int) -> None:
        paid_but_unheard()
        at = int(clock.now().timestamp()) + age_seconds
        assert send(signed("payment_intent.succeeded", at=at)).status_code == status
        assert WebhookEvent.objects.count() == (1 if status == 200 else 0)

    def test_refuses_everything_without_a_secret(self, settings: Any) -> None:
        paid_but_unheard()
        settings.STRIPE_WEBHOOK_SECRET = ""
        assert send(signed("payment_intent.succeeded")).status_code == 400

    @pytest.mark.parametrize(
        ("change", "reason"),
        [({"livemode": True}, "mode"), ({"account": "acct_1Foreign"}, "endpoint"), ({"type": None}, "not an event")],
    )
    def test_refuses_another_mode_account_or_shape(self, change: dict[str, Any], reason: str) -> None:
        paid_but_unheard()
        body = json.dumps(json.loads(signed("payment_intent.succeeded").body) | change).encode()
        signature = webhooks.sign(body, secret="whsec_platform", timestamp=int(clock.now().timestamp()))
        answer = send(signed("payment_intent.succeeded"), body=body, signature=signature)
        assert answer.status_code == 400
        assert reason in answer.json()["detail"]
        assert not WebhookEvent.objects.exists()

    def test_takes_an_unknown_type_and_ignores_it(self) -> None:
        body = json.dumps(
            {"id": "evt_x", "object": "event", "type": "topup.created", "livemode": False, "data": {"object": {}}}
        ).encode()
        signature = webhooks.sign(body, secret="whsec_platform", timestamp=int(clock.now().timestamp()))
        answer = send(webhooks.SignedEvent("/webhooks/stripe", body, signature))
        outbox.drain_now()
        assert (answer.status_code, WebhookEvent.objects.get().state) == (200, "ignored")


class TestWorkOnWebhook:
    @pytest.mark.parametrize("order", list(permutations(range(4))))
    def test_in_any_order_ends_in_the_same_state(self, order: tuple[int, ...]) -> None:
        paid_but_unheard()
        refs = list(StoredObject.objects.filter(kind="event").order_by("position").values_list("ref", flat=True))
        assert len(refs) == 3
        refs.append(refs[-1])
        for place in order:
            event = webhooks.signed_event(refs[place], is_connect=False, now=int(clock.now().timestamp()))
            assert post_in_process(event) == 200
            outbox.drain_now()
        assert Payment.objects.get().status == "succeeded"
        assert JournalEntry.objects.exclude(kind="order_confirmed").count() == 2
        assert trial_balance().difference == {"INR": 0}

    def test_that_fails_is_repeated_then_parked_and_may_be_replayed(self) -> None:
        paid_but_unheard()
        send(signed("payment_intent.succeeded"))
        event = WebhookEvent.objects.get()
        faults.plant(match="GET /v1/payment_intents", kind="error_500", times=1_000)
        for attempt in range(MAX_ATTEMPTS + 1):
            outbox.drain_now(now=clock.now() + timedelta(hours=2 * attempt))
        event.refresh_from_db()
        assert (event.state, event.attempts) == ("parked", MAX_ATTEMPTS + 1)
        assert "OutcomeUnknown" in event.last_error
        assert Payment.objects.get().status == "awaiting_method"
        Switchboard.objects.update(faults=[])
        replay_webhook(event_id=event.pk)
        outbox.drain_now()
        event.refresh_from_db()
        assert (event.state, Payment.objects.get().status) == ("done", "succeeded")

    def test_for_a_payment_that_is_not_ours_is_ignored(self) -> None:
        stripe_client().v1.payment_intents.create({"amount": 500, "currency": "inr"})
        send(signed("payment_intent.created"))
        outbox.drain_now()
        assert WebhookEvent.objects.get().state == "ignored"

    def test_for_a_payment_not_committed_yet_waits_for_it(self) -> None:
        payment = paid_but_unheard()
        Payment.objects.filter(pk=payment.pk).update(provider_ref="")
        send(signed("payment_intent.succeeded"))
        assert work_on_webhook(event_id=WebhookEvent.objects.get().pk, now=clock.now()) == "done"
        assert Payment.objects.get().status == "succeeded"


class TestSwitches:
    def test_dropped_webhooks_are_made_up_for_by_the_sweeper(self) -> None:
        payment = start_payment(purchase_id=make_purchase().pk, now=clock.now())
        deliver_webhooks()
        outbox.drain_now()
        control.set_switches({"drops": 2})
        confirm(payment)
        deliver_webhooks()
        outbox.drain_now()
        assert Delivery.objects.filter(state="dropped").count() == 2
        assert Payment.objects.get().status == "awaiting_method"
        sweep(now=clock.now() + timedelta(minutes=3))
        assert Payment.objects.get().status == "succeeded"

    def test_delayed_duplicated_and_reordered_webhooks_end_well(self) -> None:
        payment = start_payment(purchase_id=make_purchase().pk, now=clock.now())
        control.set_switches({"duplicates": 2, "is_reordering": True, "delay_seconds": 20})
        confirm(payment)
        assert deliver_webhooks() == 1  # the creation, from before the switches
        assert deliver_webhooks(later_seconds=25) == 6
        outbox.drain_now()
        assert (Payment.objects.get().status, announced("payments.succeeded")) == ("succeeded", 1)

    def test_a_webhook_that_is_not_taken_comes_again(self, settings: Any) -> None:
        payment = start_payment(purchase_id=make_purchase().pk, now=clock.now())
        settings.STRIPE_WEBHOOK_SECRET = ""
        assert deliver_webhooks() == 0
        settings.STRIPE_WEBHOOK_SECRET = "whsec_platform"
        assert deliver_webhooks(later_seconds=5) == 1
        assert payment.status == "awaiting_method"
