"""Real threads on a real database: refunds from two desks, runs side by side, double clicks, floods of webhooks."""

from __future__ import annotations

from functools import partial

import pytest
from django.db.models import QuerySet
from factories.money import Sold, confirm, lines_of, make_paid_purchase, make_purchase
from factories.payouts import assert_books_agree, at_bank, count_at_provider, deliver, make_payable_seller, settle
from factories.racing import race
from factories.stripe import post_in_process

from common import clock, outbox
from common.ids import new_id
from orders.ledger.models import JournalEntry
from orders.ledger.selectors import owed_to_seller
from orders.payments.errors import RefundAboveRefundable
from orders.payments.models import Payment, Refund, WebhookEvent
from orders.payments.services import RefundPart, cancel_payment, refund, start_payment
from orders.payments.simulator import webhooks
from orders.payments.simulator.models import StoredObject
from orders.payouts.models import Payout
from orders.payouts.services import run_payouts

pytestmark = pytest.mark.django_db(transaction=True)


class TestRefunds:
    def test_from_many_desks_never_exceed_what_was_paid(self) -> None:
        purchase = make_paid_purchase()
        line, payment = lines_of(purchase)[0], Payment.objects.get()
        part = RefundPart(line.pk, 50_000, 0, 0, 0, 0, 50_000)
        desks = [
            partial(refund, payment_id=payment.pk, cause_id=new_id(), lines=[part], now=clock.now()) for _ in range(8)
        ]
        results = race(*desks)
        refused = [result for result in results if isinstance(result, RefundAboveRefundable)]
        assert (len(refused), Refund.objects.filter(status="succeeded").count()) == (6, 2)
        payment.refresh_from_db()
        assert (payment.refunded_amount, payment.refund_reserved_amount) == (100_000, 0)
        assert sum(row.body["amount"] for row in StoredObject.objects.filter(kind="refund")) == 100_000
        assert_books_agree()

    def test_without_the_lock_promise_too_much(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """The control: with row locks switched off, two desks read the same sum and both promise it."""
        monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **_: rows.all())
        for _ in range(10):
            purchase = make_paid_purchase()
            line, payment = lines_of(purchase)[0], Payment.objects.get(purchase=purchase)
            part = RefundPart(line.pk, 50_000, 0, 0, 0, 0, 50_000)
            ask = partial(refund, payment_id=payment.pk, lines=[part], now=clock.now())
            race(*(partial(ask, cause_id=new_id()) for _ in range(8)))
            promised = sum(made.amount for made in Refund.objects.filter(payment=payment))
            if promised > payment.amount:
                return
        pytest.fail("the lock makes no difference")

    def test_of_one_cause_from_many_desks_are_one(self) -> None:
        purchase = make_paid_purchase()
        line, payment, cause = lines_of(purchase)[0], Payment.objects.get(), new_id()
        part = RefundPart(line.pk, 50_000, 0, 0, 0, 0, 50_000)
        ask = partial(refund, payment_id=payment.pk, cause_id=cause, lines=[part], now=clock.now())
        results = race(*[ask] * 8)
        assert {getattr(result, "cause_id", result) for result in results} == {cause}
        assert (Refund.objects.count(), count_at_provider("refund")) == (1, 1)
        assert Payment.objects.get().refunded_amount == 50_000
        assert_books_agree()


class TestPayoutRuns:
    def test_side_by_side_pay_each_seller_once(self) -> None:
        sellers = [make_payable_seller("artisan"), make_payable_seller("shg"), make_payable_seller("fpo", gst=True)]
        for _ in range(2):
            deliver(*(Sold(seller, [125_000, 999]) for seller in sellers))
        owed = {seller.pk: owed_to_seller(seller_id=seller.pk) for seller in sellers}
        results = race(*[partial(run_payouts, now=clock.now())] * 6)
        assert [result for result in results if isinstance(result, Exception)] == []
        settle()
        assert (Payout.objects.filter(status="paid").count(), count_at_provider("payout")) == (3, 3)
        assert count_at_provider("transfer") == 6
        for seller in sellers:
            assert at_bank(seller) == owed[seller.pk]
        assert_books_agree()

    def test_beside_a_refund_end_with_the_right_sum(self) -> None:
        seller = make_payable_seller()
        purchase = deliver(Sold(seller, [125_000, 50_000]))
        line, payment = lines_of(purchase)[0], Payment.objects.get()
        part = RefundPart(line.pk, 10_000, 0, 0, 0, 0, 10_000)
        ask = partial(refund, payment_id=payment.pk, lines=[part], now=clock.now())
        results = race(
            partial(run_payouts, now=clock.now()),
            *(partial(ask, cause_id=new_id()) for _ in range(3)),
            partial(run_payouts, now=clock.now()),
        )
        assert [result for result in results if isinstance(result, Exception)] == []
        owed_in_all = sum(line.net_amount for line in lines_of(purchase)) - 30_000
        settle()
        run_payouts(now=clock.now())
        settle()
        assert at_bank(seller) + owed_to_seller(seller_id=seller.pk) == owed_in_all
        assert_books_agree()


class TestPayments:
    def test_started_by_many_clicks_are_one(self) -> None:
        purchase = make_purchase()
        results = race(*[partial(start_payment, purchase_id=purchase.pk, now=clock.now())] * 8)
        refs = {getattr(result, "provider_ref", result) for result in results if not isinstance(result, Exception)}
        assert (len(refs), Payment.objects.count(), count_at_provider("payment_intent")) == (1, 1, 1)

    def test_cancelled_while_the_buyer_pays_are_either_or(self) -> None:
        for _ in range(5):
            purchase = make_purchase()
            payment = start_payment(purchase_id=purchase.pk, now=clock.now())
            cancelled, paid = race(
                partial(cancel_payment, purchase_id=purchase.pk, now=clock.now()), partial(confirm, payment)
            )
            settle()
            payment.refresh_from_db()
            assert cancelled is (payment.status == "cancelled")
            assert isinstance(paid, Exception) is cancelled
        assert_books_agree()


class TestWebhooks:
    def test_of_one_event_in_a_flood_have_one_effect(self) -> None:
        payment = start_payment(purchase_id=make_purchase().pk, now=clock.now())
        confirm(payment)
        ref = StoredObject.objects.get(kind="event", body__type="payment_intent.succeeded").ref
        event = webhooks.signed_event(ref, is_connect=False, now=int(clock.now().timestamp()))
        answers = race(*[partial(post_in_process, event)] * 12)
        race(*[outbox.drain_now] * 4)
        assert answers == [200] * 12
        assert (WebhookEvent.objects.count(), WebhookEvent.objects.get().state) == (1, "done")
        assert JournalEntry.objects.filter(kind="payment_captured").count() == 1
        assert_books_agree()
