"""Idempotency keys and planted faults of the simulator."""

import pytest
import stripe
from factories.stripe import stripe_client

from orders.payments.simulator import faults
from orders.payments.simulator.models import KeptAnswer, StoredObject

pytestmark = pytest.mark.django_db
PARAMS = {"amount": 900, "currency": "inr"}


def intents() -> int:
    return StoredObject.objects.filter(kind="payment_intent").count()


class TestIdempotencyKey:
    def test_replays_the_first_result(self) -> None:
        client = stripe_client()
        first = client.v1.payment_intents.create(PARAMS, {"idempotency_key": "k1"})
        again = client.v1.payment_intents.create(PARAMS, {"idempotency_key": "k1"})
        assert (first.id, again.last_response.headers["Idempotent-Replayed"]) == (again.id, "true")
        assert intents() == 1

    def test_refuses_changed_parameters(self) -> None:
        client = stripe_client()
        client.v1.payment_intents.create(PARAMS, {"idempotency_key": "k1"})
        with pytest.raises(stripe.IdempotencyError):
            client.v1.payment_intents.create(PARAMS | {"amount": 901}, {"idempotency_key": "k1"})
        assert intents() == 1

    def test_replays_a_decline_but_not_a_bad_parameter(self) -> None:
        client = stripe_client()
        intent = client.v1.payment_intents.create(PARAMS)
        for _ in range(2):
            with pytest.raises(stripe.CardError):
                client.v1.payment_intents.confirm(
                    intent.id, {"payment_method": "pm_card_chargeDeclined"}, {"idempotency_key": "k2"}
                )
        assert StoredObject.objects.filter(kind="charge").count() == 1
        with pytest.raises(stripe.InvalidRequestError):
            client.v1.payment_intents.create({"amount": 0, "currency": "inr"}, {"idempotency_key": "k3"})
        assert not KeptAnswer.objects.filter(key="k3").exists()

    def test_is_forgotten_after_a_day(self) -> None:
        client = stripe_client()
        client.v1.payment_intents.create(PARAMS, {"idempotency_key": "k1"})
        KeptAnswer.objects.update(created=1)
        client.v1.payment_intents.create(PARAMS, {"idempotency_key": "k1"})
        assert intents() == 2


class TestFault:
    def test_after_acting_is_healed_by_the_key(self) -> None:
        faults.plant(match="POST /v1/payment_intents", kind="timeout", when="after", times=2)
        made = stripe_client().v1.payment_intents.create(PARAMS, {"idempotency_key": "k1"})
        assert (intents(), made.amount) == (1, 900)

    def test_outlasting_the_retries_leaves_the_outcome_unknown(self) -> None:
        faults.plant(match="POST /v1/payment_intents", kind="reset", when="after", times=3)
        with pytest.raises(stripe.APIConnectionError):
            stripe_client().v1.payment_intents.create(PARAMS, {"idempotency_key": "k1"})
        assert intents() == 1

    @pytest.mark.parametrize(
        ("kind", "error"),
        [("error_429", stripe.RateLimitError), ("error_500", stripe.APIError), ("timeout", stripe.APIConnectionError)],
    )
    def test_before_acting_changes_nothing(self, kind: str, error: type[Exception]) -> None:
        faults.plant(match="POST /v1/payment_intents", kind=kind, times=3)
        with pytest.raises(error):
            stripe_client().v1.payment_intents.create(PARAMS, {"idempotency_key": "k1"})
        assert intents() == 0

    def test_kept_500_comes_again_under_its_key(self) -> None:
        faults.plant(match="POST /v1/payment_intents", kind="kept_500", times=1)
        for _ in range(2):
            with pytest.raises(stripe.APIError):
                stripe_client().v1.payment_intents.create(PARAMS, {"idempotency_key": "k1"})
        assert stripe_client().v1.payment_intents.create(PARAMS, {"idempotency_key": "k2"}).amount == 900

    def test_of_an_unknown_kind_is_refused(self) -> None:
        with pytest.raises(ValueError, match="No such fault"):
            faults.plant(match="GET /", kind="earthquake")
