"""Everything the bazaar asks of Stripe, and everything the simulator answers, held against Stripe's own description."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
import stripe
from factories.money import Sold, confirm, lines_of, make_purchase, whole_line
from factories.payouts import deliver, make_payable_seller, settle
from factories.stripe import stripe_client
from factories.stripe_description import (
    description,
    operation_of,
    problems_of_answer,
    problems_of_request,
)

from common import clock
from common.ids import new_id
from orders.payments.errors import PaymentProviderUnavailable
from orders.payments.gateways import payment_gateway
from orders.payments.models import Payment
from orders.payments.services import cancel_payment, refund, start_payment, sweep
from orders.payments.simulator import client, control, core, disputes, faults, payouts, routes
from orders.payments.simulator.models import StoredObject
from orders.payouts.models import SettlementAccount
from orders.payouts.services import run_payouts, sweep_payouts

pytestmark = pytest.mark.django_db


@dataclass
class Recorder:
    """Every exchange with the simulator, and what was wrong with it."""

    seen: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)

    def listen(self, request: core.ApiRequest, *, now: int) -> core.ApiAnswer:
        said = core.answer(request, now=now)
        place = f"{request.method} {request.path}"
        self.seen.add(place)
        self.wrong += [
            f"{place} asked {issue}" for issue in problems_of_request(request.method, request.path, request.params)
        ]
        self.wrong += [
            f"{place} answered {said.status} {issue}"
            for issue in problems_of_answer(request.method, request.path, said.status, said.body)
        ]
        return said


@pytest.fixture
def recorder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Recorder]:
    found = Recorder()
    monkeypatch.setattr(client, "answer", found.listen)
    return found


def stamp() -> int:
    return int(clock.now().timestamp())


class TestContract:
    def test_of_a_sale_from_payment_to_payout(self, recorder: Recorder) -> None:
        seller = make_payable_seller()
        purchase = deliver(Sold(seller, [125_000, 50_000], shipping_amount=4_000))
        line = lines_of(purchase)[0]
        refund(payment_id=Payment.objects.get().pk, cause_id=new_id(), lines=[whole_line(line)], now=clock.now())
        run_payouts(now=clock.now())
        settle()
        assert recorder.wrong == []
        places = {place.split("_")[0] for place in recorder.seen}
        assert len(places) >= 6

    def test_of_everything_that_goes_wrong(self, recorder: Recorder) -> None:
        control.set_switches({"payout_outcome": "pending", "refund_outcome": "pending"})
        later = clock.now() + timedelta(hours=25)
        lost = make_purchase()
        faults.plant(match="POST /v1/payment_intents", kind="timeout", when="after", times=3)
        with pytest.raises(PaymentProviderUnavailable):
            start_payment(purchase_id=lost.pk, now=clock.now())
        sweep(now=later)
        payment = start_payment(purchase_id=lost.pk, now=clock.now())
        for method in ("pm_card_chargeDeclined", "pm_card_chargeDeclinedExpiredCard"):
            with pytest.raises(stripe.CardError):
                confirm(payment, method)
            payment_gateway().fetch_payment(payment.provider_ref)
        confirm(payment, "pm_card_threeDSecure2Required")
        payment_gateway().fetch_payment(payment.provider_ref)
        cancel_payment(purchase_id=lost.pk, now=clock.now())
        seller = make_payable_seller()
        purchase = deliver(Sold(seller, [125_000]))
        paid = Payment.objects.get(purchase=purchase)
        faults.plant(match="POST /v1/transfers", kind="timeout", when="after", times=3)
        faults.plant(match="POST /v1/payouts", kind="timeout", when="after", times=3)
        run_payouts(now=clock.now())
        sweep(now=later)
        sweep_payouts(now=later)
        sweep(now=later + timedelta(hours=25))
        account = SettlementAccount.objects.get()
        made = StoredObject.objects.get(kind="payout")
        payouts.finish(made.ref, account=account.provider_ref, status="failed", now=stamp())
        settle()
        faults.plant(match="POST /v1/refunds", kind="timeout", when="after", times=3)
        refund(payment_id=paid.pk, cause_id=new_id(), lines=[whole_line(lines_of(purchase)[0])], now=clock.now())
        sweep(now=later)
        settle()
        cancel_payment(purchase_id=purchase.pk, now=clock.now())
        assert recorder.wrong == []

    def test_of_refusals(self, recorder: Recorder) -> None:
        sdk = stripe_client(max_network_retries=0)
        for ask in (
            lambda: sdk.v1.payment_intents.retrieve("pi_unknown"),
            lambda: sdk.v1.refunds.create({"charge": "ch_unknown"}),
            lambda: sdk.v1.transfers.create({"amount": 5, "currency": "inr", "destination": "acct_unknown"}),
            lambda: sdk.v1.payouts.create({"amount": 5, "currency": "inr"}, {"stripe_account": "acct_unknown"}),
        ):
            with pytest.raises(stripe.StripeError):
                ask()
        for kind in ("error_409", "error_429", "error_500"):
            faults.plant(match="GET /v1/balance", kind=kind)
            with pytest.raises(stripe.StripeError):
                sdk.v1.balance.retrieve()
        assert recorder.wrong == []

    def test_of_what_the_console_will_look_at(self, recorder: Recorder) -> None:
        deliver(Sold(make_payable_seller(), [125_000]))
        paid = Payment.objects.get()
        dispute = disputes.open_dispute(paid.charge_ref, now=stamp())
        sdk = stripe_client()
        sdk.v1.disputes.update(dispute["id"], {"evidence": {"product_description": "A saree"}, "submit": True})
        disputes.close(dispute["id"], is_won=True, now=stamp())
        sdk.v1.disputes.retrieve(dispute["id"])
        sdk.v1.disputes.list({"charge": paid.charge_ref})
        rows = sdk.v1.balance_transactions.list({"limit": 2})
        assert rows.has_more
        assert len(list(rows.auto_paging_iter())) == 3
        sdk.v1.balance_transactions.retrieve(rows.data[0].id)
        event = sdk.v1.events.list({"type": "charge.dispute.closed"}).data[0]
        assert sdk.v1.events.retrieve(event.id).data.object.status == "won"
        sdk.v1.charges.retrieve(paid.charge_ref, {"expand": ["balance_transaction"]})
        sdk.v1.accounts.list({"limit": 1})
        sdk.v1.payment_intents.update(
            stripe_client().v1.payment_intents.create({"amount": 5, "currency": "inr"}).id, {"amount": 6}
        )
        assert recorder.wrong == []

    def test_covers_every_route_by_an_operation_of_stripes(self) -> None:
        for method, path, _ in routes._TABLE:
            assert operation_of(method, path.replace("{ref}", "x"))["operationId"]

    def test_is_with_the_version_we_pin(self, settings: Any) -> None:
        assert description()["info"]["version"] == settings.STRIPE_API_VERSION

    def test_notices_what_does_not_fit(self) -> None:
        assert problems_of_request("POST", "/v1/refunds", {"amount": "ten"}) != []
        assert problems_of_request("POST", "/v1/refunds", {"sum": "5"}) != []
        assert problems_of_answer("GET", "/v1/balance", 200, {"object": "balance"}) != []
        made = stripe_client().v1.payment_intents.create({"amount": 5, "currency": "inr"}).to_dict()
        assert problems_of_answer("GET", "/v1/payment_intents/pi_1", 200, made) == []
        assert problems_of_answer("GET", "/v1/payment_intents/pi_1", 200, made | {"livemode": "no"}) != []
        assert problems_of_answer("GET", "/v1/payment_intents/pi_1", 200, made | {"colour": "red"}) != []
