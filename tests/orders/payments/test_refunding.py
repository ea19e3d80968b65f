"""Refunds: reserved before the provider is asked, never above what was paid, undone when they fail."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from factories.money import Sold, announced, confirm, lines_of, make_paid_purchase, make_purchase, whole_line
from factories.sellers import make_seller
from factories.stripe import deliver_webhooks

from common import clock, outbox
from common.ids import new_id
from orders.ledger.chart import AccountKind as A
from orders.ledger.selectors import TrialBalance, TrialRow, balance, owed_to_seller, trial_balance
from orders.payments.errors import NothingToRefund, RefundAboveRefundable
from orders.payments.models import Payment, Refund
from orders.payments.services import RefundPart, refresh_payment, refund, start_payment, sweep
from orders.payments.simulator import control, faults, refunds
from orders.payments.simulator.models import StoredObject

pytestmark = pytest.mark.django_db


def part(line, gross: int) -> RefundPart:
    """A part of a line whose commission and the rest are all taken from the seller's net."""
    return RefundPart(line.pk, gross, 0, 0, 0, 0, gross)


def not_zero(found: TrialBalance) -> list[TrialRow]:
    return [row for row in found.rows if row.debit_amount or row.credit_amount]


def at_provider() -> int:
    return sum(row.body["amount"] for row in StoredObject.objects.filter(kind="refund"))


class TestRefund:
    def test_of_a_line_reaches_the_buyer_once(self) -> None:
        seller = make_seller()
        purchase = make_paid_purchase(Sold(seller, [125_000, 50_000]))
        line, cause, payment = lines_of(purchase)[0], new_id(), Payment.objects.get()
        for _ in range(2):
            made = refund(payment_id=payment.pk, cause_id=cause, lines=[whole_line(line)], now=clock.now())
        payment.refresh_from_db()
        assert (made.status, made.amount, at_provider()) == ("succeeded", 125_000, 125_000)
        assert (payment.refunded_amount, payment.refund_reserved_amount) == (125_000, 0)
        assert balance(A.BUYER_REFUNDS_PAYABLE) == 0
        assert owed_to_seller(seller_id=seller.pk) == lines_of(purchase)[1].net_amount
        assert announced("refunds.succeeded") == 1

    def test_above_what_was_paid_is_refused(self) -> None:
        purchase = make_paid_purchase()
        line, payment = lines_of(purchase)[0], Payment.objects.get()
        before = trial_balance()
        with pytest.raises(RefundAboveRefundable) as refused:
            refund(payment_id=payment.pk, cause_id=new_id(), lines=[part(line, 125_001)], now=clock.now())
        assert refused.value.data == {"refundable_amount": 125_000, "asked_amount": 125_001}
        assert (Refund.objects.count(), at_provider()) == (0, 0)
        assert trial_balance() == before

    def test_in_parts_stops_at_what_was_paid(self) -> None:
        purchase = make_paid_purchase()
        line, payment = lines_of(purchase)[0], Payment.objects.get()
        for gross in (60_000, 60_000, 5_000):
            refund(payment_id=payment.pk, cause_id=new_id(), lines=[part(line, gross)], now=clock.now())
        with pytest.raises(RefundAboveRefundable):
            refund(payment_id=payment.pk, cause_id=new_id(), lines=[part(line, 1)], now=clock.now())
        assert (Payment.objects.get().refunded_amount, at_provider()) == (125_000, 125_000)

    def test_above_what_was_paid_is_refused_by_the_database_too(self) -> None:
        make_paid_purchase()
        with pytest.raises(IntegrityError, match="payment_refunds_within_captured"), transaction.atomic():
            Payment.objects.update(refunded_amount=100_000, refund_reserved_amount=25_001)

    def test_of_what_was_never_paid_is_refused(self) -> None:
        purchase = make_purchase()
        payment = start_payment(purchase_id=purchase.pk, now=clock.now())
        with pytest.raises(NothingToRefund):
            refund(payment_id=payment.pk, cause_id=new_id(), lines=[], now=clock.now())

    def test_of_a_purchase_that_was_never_confirmed_comes_out_of_the_prepayment(self) -> None:
        purchase = make_purchase()
        payment = start_payment(purchase_id=purchase.pk, now=clock.now())
        confirm(payment)
        refresh_payment(payment_id=payment.pk, now=clock.now())
        lines = [whole_line(line) for line in lines_of(purchase)]
        refund(payment_id=payment.pk, cause_id=new_id(), lines=lines, now=clock.now())
        assert (balance(A.BUYER_PREPAYMENTS), balance(A.BUYER_REFUNDS_PAYABLE), balance(A.SELLER_PAYABLE)) == (0, 0, 0)
        assert balance(A.PROVIDER_CLEARING) == -2_500  # the fee is not given back

    def test_survives_a_provider_that_is_away(self) -> None:
        purchase = make_paid_purchase()
        line, payment, now = lines_of(purchase)[0], Payment.objects.get(), clock.now()
        faults.plant(match="POST /v1/refunds", kind="timeout", when="after", times=3)
        made = refund(payment_id=payment.pk, cause_id=new_id(), lines=[whole_line(line)], now=now)
        assert (made.status, at_provider()) == ("reserved", 125_000)
        assert balance(A.BUYER_REFUNDS_PAYABLE) == -125_000
        with pytest.raises(RefundAboveRefundable):
            refund(payment_id=payment.pk, cause_id=new_id(), lines=[part(line, 1)], now=now)
        sweep(now=now + timedelta(minutes=2))
        made.refresh_from_db()
        assert (made.status, at_provider(), balance(A.BUYER_REFUNDS_PAYABLE)) == ("succeeded", 125_000, 0)

    def test_refused_by_the_provider_frees_the_amount(self) -> None:
        purchase = make_paid_purchase()
        line, payment = lines_of(purchase)[0], Payment.objects.get()
        refunds.create({"payment_intent": payment.provider_ref}, account="", now=1)  # made in the dashboard
        before = trial_balance()
        made = refund(payment_id=payment.pk, cause_id=new_id(), lines=[whole_line(line)], now=clock.now())
        payment.refresh_from_db()
        assert (made.status, made.failure_code) == ("failed", "charge_already_refunded")
        assert (payment.refund_reserved_amount, payment.refunded_amount) == (0, 0)
        assert not_zero(trial_balance()) == not_zero(before)
        assert announced("refunds.failed") == 1

    @pytest.mark.parametrize("outcome", ["pending", "succeeded"])
    def test_that_comes_back_later_is_undone(self, outcome: str) -> None:
        seller = make_seller()
        purchase = make_paid_purchase(Sold(seller, [125_000]))
        line, payment = lines_of(purchase)[0], Payment.objects.get()
        owed = owed_to_seller(seller_id=seller.pk)
        control.set_switches({"refund_outcome": outcome})
        made = refund(payment_id=payment.pk, cause_id=new_id(), lines=[whole_line(line)], now=clock.now())
        assert (made.status, owed_to_seller(seller_id=seller.pk)) == (outcome, 0)
        refunds.finish(made.provider_ref, status="failed", now=int(clock.now().timestamp()))
        deliver_webhooks()
        outbox.drain_now()
        made.refresh_from_db()
        payment.refresh_from_db()
        assert (made.status, made.failure_code) == ("failed", "lost_or_stolen_card")
        assert (payment.refunded_amount, payment.refund_reserved_amount) == (0, 0)
        assert owed_to_seller(seller_id=seller.pk) == owed
        assert balance(A.PROVIDER_CLEARING) == 122_500
        assert trial_balance().difference == {"INR": 0}
