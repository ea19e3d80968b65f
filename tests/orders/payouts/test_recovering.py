"""Refunds after money was passed on: reversed while it is at the provider, owed once it is at the bank."""

from datetime import timedelta

import pytest
from factories.money import Sold, lines_of, whole_line
from factories.payouts import assert_books_agree, at_bank, count_at_provider, deliver, make_payable_seller, settle

from common import clock
from common.ids import new_id
from orders.ledger.chart import AccountKind as A
from orders.ledger.selectors import balance, owed_to_seller
from orders.payments.models import Payment
from orders.payments.services import refund
from orders.payments.simulator import balances, control, faults
from orders.payouts.models import Payout, Recovery, SettlementAccount
from orders.payouts.services import recover, run_payouts, sweep_payouts

pytestmark = pytest.mark.django_db


def refund_first_line(purchase) -> int:
    line = lines_of(purchase)[0]
    payment = Payment.objects.get(purchase=purchase)
    made = refund(payment_id=payment.pk, cause_id=new_id(), lines=[whole_line(line)], now=clock.now())
    assert made.status == "succeeded"  # the buyer never waits
    settle()
    return line.net_amount + line.shipping_amount


class TestRecover:
    def test_reverses_the_transfer_while_the_money_is_at_the_provider(self) -> None:
        faults.plant(match="POST /v1/payouts", kind="error_429", times=1)
        seller = make_payable_seller()
        purchase = deliver(Sold(seller, [125_000, 50_000]))
        now = clock.now()
        run_payouts(now=now)
        payout = Payout.objects.get()
        payout_planned_for = payout.amount
        assert payout.status == "allocated"
        # the payout was asked for and put off, so it may go out any moment: the refund is owed instead
        back = refund_first_line(purchase)
        assert (Recovery.objects.count(), balance(A.SELLER_RECEIVABLE)) == (0, back)
        sweep_payouts(now=now + timedelta(minutes=2))
        settle()
        assert at_bank(seller) == payout_planned_for
        assert_books_agree()

    def test_reverses_the_transfer_of_a_payout_that_the_bank_sent_back(self) -> None:
        control.set_switches({"payout_outcome": "failed"})
        seller = make_payable_seller()
        purchase = deliver(Sold(seller, [125_000, 50_000]))
        run_payouts(now=clock.now())
        settle()
        planned = Payout.objects.get().amount
        assert Payout.objects.get().status == "failed"
        back = refund_first_line(purchase)
        recovery = Recovery.objects.get()
        assert (recovery.amount, recovery.status, count_at_provider("transfer_reversal")) == (back, "done", 1)
        assert Payout.objects.get().amount == planned - back
        assert balance(A.SELLER_RECEIVABLE) == 0
        assert_books_agree()
        control.set_switches({"payout_outcome": "paid"})
        run_payouts(now=clock.now())
        settle()
        assert at_bank(seller) == planned - back
        assert owed_to_seller(seller_id=seller.pk) == 0
        assert_books_agree()

    def test_of_a_transfer_whose_money_is_gone_makes_the_seller_owe_it(self) -> None:
        control.set_switches({"payout_outcome": "failed"})
        seller = make_payable_seller()
        purchase = deliver(Sold(seller, [125_000]))
        run_payouts(now=clock.now())
        settle()
        account = SettlementAccount.objects.get()
        balances.record(  # somebody emptied the account in the provider's dashboard
            account=account.provider_ref, currency="inr", amount=-100_000, kind="payout", source="po_x", now=1
        )
        back = refund_first_line(purchase)
        assert Recovery.objects.get().status == "refused"
        assert balance(A.SELLER_RECEIVABLE) == back
        assert Payout.objects.get().amount == back

    def test_after_the_bank_is_owed_by_the_seller_and_netted_next(self) -> None:
        seller = make_payable_seller()
        purchase = deliver(Sold(seller, [125_000, 50_000]))
        now = clock.now()
        run_payouts(now=now)
        settle()
        paid = at_bank(seller)
        back = refund_first_line(purchase)
        for _ in range(2):
            recover(seller_id=seller.pk, now=now)
        assert (balance(A.SELLER_RECEIVABLE), owed_to_seller(seller_id=seller.pk)) == (back, -back)
        assert count_at_provider("transfer_reversal") == 0
        deliver(Sold(seller, [300_000]))
        earned = owed_to_seller(seller_id=seller.pk) + back
        run_payouts(now=now + timedelta(days=1))
        settle()
        payout = Payout.objects.latest("created_at")
        assert (payout.earned_amount, payout.netted_amount, payout.amount) == (earned, back, earned - back)
        assert at_bank(seller) == paid + earned - back
        assert (balance(A.SELLER_RECEIVABLE), owed_to_seller(seller_id=seller.pk)) == (0, 0)
        assert_books_agree()

    def test_of_more_than_is_earned_next_is_netted_over_several_payouts(self) -> None:
        seller = make_payable_seller()
        purchase = deliver(Sold(seller, [125_000]))
        now = clock.now()
        run_payouts(now=now)
        settle()
        back = refund_first_line(purchase)
        deliver(Sold(seller, [50_000]))
        run_payouts(now=now + timedelta(days=1))
        settle()
        small = Payout.objects.latest("created_at")
        assert (small.status, small.amount, small.netted_amount) == ("paid", 0, small.earned_amount)
        assert balance(A.SELLER_RECEIVABLE) == back - small.netted_amount
        assert count_at_provider("payout") == 1
        deliver(Sold(seller, [200_000]))
        run_payouts(now=now + timedelta(days=2))
        settle()
        assert balance(A.SELLER_RECEIVABLE) == 0
        assert_books_agree()
