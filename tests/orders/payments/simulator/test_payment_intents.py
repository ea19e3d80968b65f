"""Payment intents of the simulator, through the real SDK."""

import pytest
import stripe
from factories.stripe import paid_intent, stripe_client

from common import clock
from orders.payments.simulator import intents
from orders.payments.simulator.models import BalanceRow, StoredObject

pytestmark = pytest.mark.django_db


def events() -> list[str]:
    return [row.body["type"] for row in StoredObject.objects.filter(kind="event").order_by("position")]


class TestConfirm:
    def test_takes_the_money_with_its_fee(self) -> None:
        client = stripe_client()
        intent = client.v1.payment_intents.create(
            {"amount": 125_000, "currency": "inr", "metadata": {"purchase": "p1"}, "transfer_group": "p1"}
        )
        assert (intent.status, intent.client_secret.startswith(f"{intent.id}_secret_")) == (
            "requires_payment_method",
            True,
        )
        done = client.v1.payment_intents.confirm(
            intent.id, {"payment_method": "pm_card_visa", "expand": ["latest_charge.balance_transaction"]}
        )
        assert (done.status, done.amount_received, done.metadata.to_dict()) == (
            "succeeded",
            125_000,
            {"purchase": "p1"},
        )
        row = done.latest_charge.balance_transaction
        assert (row.amount, row.fee, row.net, row.type) == (125_000, 2_500, 122_500, "charge")
        assert events() == ["payment_intent.created", "charge.succeeded", "payment_intent.succeeded"]
        balance = client.v1.balance.retrieve()
        assert [(part.amount, part.currency) for part in balance.available] == [(122_500, "inr")]

    def test_declines_and_may_be_retried_on_the_same_intent(self) -> None:
        client = stripe_client()
        intent = client.v1.payment_intents.create({"amount": 500, "currency": "inr"})
        with pytest.raises(stripe.CardError) as declined:
            client.v1.payment_intents.confirm(intent.id, {"payment_method": "pm_card_chargeDeclinedInsufficientFunds"})
        assert (declined.value.http_status, declined.value.code) == (402, "card_declined")
        assert declined.value.error.decline_code == "insufficient_funds"
        again = client.v1.payment_intents.retrieve(intent.id)
        assert (again.status, again.last_payment_error.decline_code) == (
            "requires_payment_method",
            "insufficient_funds",
        )
        assert not BalanceRow.objects.exists()
        assert client.v1.payment_intents.confirm(intent.id, {"payment_method": "pm_card_visa"}).status == "succeeded"
        assert events()[1:3] == ["charge.failed", "payment_intent.payment_failed"]

    @pytest.mark.parametrize(("is_approved", "status"), [(True, "succeeded"), (False, "requires_payment_method")])
    def test_asks_the_bank_with_three_d_secure(self, is_approved: bool, status: str) -> None:
        client = stripe_client()
        intent = client.v1.payment_intents.create({"amount": 500, "currency": "inr"})
        waiting = client.v1.payment_intents.confirm(
            intent.id, {"payment_method": "pm_card_threeDSecure2Required", "return_url": "https://shop.example/back"}
        )
        assert waiting.status == "requires_action"
        assert waiting.next_action.redirect_to_url.url.endswith(f"/stripe-simulator/challenge/{intent.id}")
        intents.finish_challenge(intent.id, is_approved=is_approved, now=int(clock.now().timestamp()))
        assert client.v1.payment_intents.retrieve(intent.id).status == status

    def test_lets_money_arrive_later(self) -> None:
        client = stripe_client()
        intent = client.v1.payment_intents.create({"amount": 500, "currency": "inr"})
        client.v1.payment_intents.confirm(intent.id, {"payment_method": "pm_simulated_processing"})
        with pytest.raises(stripe.InvalidRequestError) as refused:
            client.v1.payment_intents.cancel(intent.id)
        assert refused.value.code == "payment_intent_unexpected_state"
        intents.finish_processing(intent.id, is_paid=True, now=int(clock.now().timestamp()))
        assert client.v1.payment_intents.retrieve(intent.id).status == "succeeded"

    def test_refuses_an_unknown_method_and_a_second_success(self) -> None:
        client = stripe_client()
        intent = client.v1.payment_intents.create({"amount": 500, "currency": "inr"})
        with pytest.raises(stripe.InvalidRequestError, match="No such PaymentMethod"):
            client.v1.payment_intents.confirm(intent.id, {"payment_method": "pm_unheard_of"})
        client.v1.payment_intents.confirm(intent.id, {"payment_method": "pm_card_visa"})
        with pytest.raises(stripe.InvalidRequestError, match="status of succeeded"):
            client.v1.payment_intents.confirm(intent.id, {"payment_method": "pm_card_visa"})
        assert BalanceRow.objects.count() == 1


class TestCancel:
    def test_is_final(self) -> None:
        client = stripe_client()
        intent = client.v1.payment_intents.create({"amount": 500, "currency": "inr"})
        gone = client.v1.payment_intents.cancel(intent.id, {"cancellation_reason": "abandoned"})
        assert (gone.status, gone.cancellation_reason) == ("canceled", "abandoned")
        with pytest.raises(stripe.InvalidRequestError):
            client.v1.payment_intents.confirm(intent.id, {"payment_method": "pm_card_visa"})

    def test_loses_against_a_success(self) -> None:
        client = stripe_client()
        intent = paid_intent(client)
        with pytest.raises(stripe.InvalidRequestError) as refused:
            client.v1.payment_intents.cancel(intent.id)
        assert refused.value.error.payment_intent.status == "succeeded"


class TestCreate:
    @pytest.mark.parametrize(
        ("params", "code"),
        [
            ({"currency": "inr"}, "parameter_missing"),
            ({"amount": 0, "currency": "inr"}, "parameter_invalid_integer"),
            ({"amount": -5, "currency": "inr"}, "parameter_invalid_integer"),
            ({"amount": "1e3", "currency": "inr"}, "parameter_invalid_integer"),
            ({"amount": 100}, "parameter_missing"),
        ],
    )
    def test_refuses_unfit_parameters(self, params: dict, code: str) -> None:
        with pytest.raises(stripe.InvalidRequestError) as refused:
            stripe_client().v1.payment_intents.create(params)
        assert refused.value.code == code
        assert not StoredObject.objects.exists()

    def test_refuses_a_wrong_key(self) -> None:
        with pytest.raises(stripe.AuthenticationError):
            stripe_client(api_key="sk_test_other").v1.payment_intents.create({"amount": 1, "currency": "inr"})

    def test_lets_a_browser_confirm_with_the_client_secret_only(self) -> None:
        intent = stripe_client().v1.payment_intents.create({"amount": 500, "currency": "inr"})
        browser = stripe_client(api_key="pk_test_simulator")
        with pytest.raises(stripe.InvalidRequestError, match="client_secret"):
            browser.v1.payment_intents.confirm(intent.id, {"payment_method": "pm_card_visa", "client_secret": "x"})
        done = browser.v1.payment_intents.confirm(
            intent.id, {"payment_method": "pm_card_visa", "client_secret": intent.client_secret}
        )
        assert done.status == "succeeded"
        with pytest.raises(stripe.AuthenticationError):
            browser.v1.refunds.create({"payment_intent": intent.id})
