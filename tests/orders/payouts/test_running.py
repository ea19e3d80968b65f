"""Payout runs: who is paid, when, how much, and once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from factories.money import Sold, lines_of, make_paid_purchase, whole_line
from factories.payouts import (
    assert_books_agree,
    at_bank,
    count_at_provider,
    deliver,
    make_payable_seller,
    make_settlement_account,
    settle,
)
from factories.sellers import make_seller

from common import clock
from common.ids import new_id
from orders.ledger.chart import AccountKind as A
from orders.ledger.selectors import balance, owed_to_seller
from orders.payments.models import Payment, ProviderOperation
from orders.payments.services import refund
from orders.payments.simulator import accounts, control, faults, payouts
from orders.payouts.models import Allocation, Payout, SettlementAccount
from orders.payouts.services import run_payouts, sweep_payouts
from orders.payouts.services.planning import plan_payout

pytestmark = pytest.mark.django_db


def stamp() -> int:
    return int(clock.now().timestamp())


class TestRunPayouts:
    def test_pays_each_seller_its_released_net(self) -> None:
        sellers = [make_payable_seller("artisan"), make_payable_seller("shg"), make_payable_seller("fpo", gst=True)]
        purchase = deliver(
            *(Sold(seller, [125_000 + n, 999], shipping_amount=4_000) for n, seller in enumerate(sellers))
        )
        owed = {seller.pk: owed_to_seller(seller_id=seller.pk) for seller in sellers}
        run = run_payouts(now=clock.now())
        settle()
        assert len(run.payout_ids) == 3
        for seller in sellers:
            payout = Payout.objects.get(seller=seller)
            assert (payout.status, payout.amount, payout.payee_label[-4:]) == ("paid", owed[seller.pk], "6789")
            assert at_bank(seller) == owed[seller.pk]
            assert owed_to_seller(seller_id=seller.pk) == 0
        assert set(Allocation.objects.values_list("order__purchase", flat=True)) == {purchase.pk}
        assert_books_agree()

    def test_run_twice_pays_once(self) -> None:
        seller = make_payable_seller()
        deliver(Sold(seller, [125_000]))
        first, second = run_payouts(now=clock.now()), run_payouts(now=clock.now())
        settle()
        third = run_payouts(now=clock.now() + timedelta(days=1))
        assert (first.payout_ids, second.payout_ids, third.payout_ids) == (first.payout_ids, first.payout_ids, [])
        assert (count_at_provider("payout"), count_at_provider("transfer"), Payout.objects.count()) == (1, 1, 1)
        assert_books_agree()

    def test_holds_until_the_return_window_is_over(self, settings: Any) -> None:
        settings.PAYOUT_HOLD_DAYS = 7
        seller = make_payable_seller()
        deliver(Sold(seller, [125_000]), days_ago=6)
        assert run_payouts(now=clock.now()).payout_ids == []
        assert len(run_payouts(now=clock.now() + timedelta(days=1, minutes=1)).payout_ids) == 1

    def test_pays_nothing_for_orders_not_delivered(self) -> None:
        make_paid_purchase(Sold(make_payable_seller(), [125_000]))
        assert run_payouts(now=clock.now()).payout_ids == []
        assert not Payout.objects.exists()

    def test_pays_in_the_next_period_what_was_delivered_later(self) -> None:
        seller = make_payable_seller()
        deliver(Sold(seller, [125_000]))
        run_payouts(now=clock.now())
        deliver(Sold(seller, [50_000]))
        settle()
        run_payouts(now=clock.now())
        assert Payout.objects.count() == 1
        run_payouts(now=clock.now() + timedelta(days=1))
        settle()
        assert Payout.objects.filter(status="paid").count() == 2
        assert owed_to_seller(seller_id=seller.pk) == 0
        assert_books_agree()

    def test_leaves_out_the_refunded_line(self) -> None:
        seller = make_payable_seller()
        purchase = deliver(Sold(seller, [125_000, 50_000]))
        refunded, kept = lines_of(purchase)
        refund(payment_id=Payment.objects.get().pk, cause_id=new_id(), lines=[whole_line(refunded)], now=clock.now())
        run_payouts(now=clock.now())
        settle()
        assert at_bank(seller) == kept.net_amount
        assert_books_agree()

    def test_keeps_query_count_flat_over_orders(self, django_assert_max_num_queries: Any) -> None:
        seller = make_payable_seller()
        for _ in range(3):
            deliver(Sold(seller, [10_000]))
        with django_assert_max_num_queries(25):
            payout = plan_payout(seller_id=seller.pk, now=clock.now())
        assert payout is not None
        assert payout.allocations.count() == 3


class TestBlocked:
    def test_without_an_account_the_money_stays_owed_and_says_why(self) -> None:
        seller = make_seller()
        deliver(Sold(seller, [125_000]))
        owed = owed_to_seller(seller_id=seller.pk)
        run_payouts(now=clock.now())
        payout = Payout.objects.get()
        assert (payout.status, payout.blocked_reason) == ("blocked", "payout account not opened yet")
        assert (payout.amount, owed_to_seller(seller_id=seller.pk), count_at_provider("transfer")) == (owed, owed, 0)

    def test_heals_by_itself_when_the_seller_completes_the_account(self) -> None:
        seller = make_seller()
        account = make_settlement_account(seller, ready=False)
        deliver(Sold(seller, [125_000]))
        run_payouts(now=clock.now())
        assert "provider still asks" in Payout.objects.get().blocked_reason or "restricted" in (
            Payout.objects.get().blocked_reason
        )
        accounts.complete(account.provider_ref, now=stamp())
        settle()
        payout = Payout.objects.get()
        assert (payout.status, at_bank(seller)) == ("paid", payout.amount)
        assert payout.blocked_reason == ""
        assert_books_agree()

    def test_a_restriction_we_have_not_heard_of_leaves_it_owed(self) -> None:
        seller = make_payable_seller()
        deliver(Sold(seller, [125_000]))
        owed = owed_to_seller(seller_id=seller.pk)
        account = SettlementAccount.objects.get()
        accounts.restrict(account.provider_ref, now=stamp())
        run_payouts(now=clock.now())
        payout = Payout.objects.get()
        assert (payout.status, payout.amount) == ("blocked", 0)
        assert payout.blocked_reason == "transfer refused: insufficient_capabilities_for_transfer"
        assert Allocation.objects.get().status == "released"
        assert (owed_to_seller(seller_id=seller.pk), balance(A.SELLER_ALLOCATED)) == (owed, 0)
        accounts.complete(account.provider_ref, now=stamp())
        run_payouts(now=clock.now())
        settle()
        payout.refresh_from_db()
        assert (payout.status, at_bank(seller)) == ("paid", owed)
        assert_books_agree()


class TestFailure:
    def test_after_paid_is_undone_and_tried_again(self) -> None:
        seller = make_payable_seller()
        deliver(Sold(seller, [125_000]))
        owed = owed_to_seller(seller_id=seller.pk)
        run_payouts(now=clock.now())
        settle()
        payout, account = Payout.objects.get(), SettlementAccount.objects.get()
        payouts.finish(payout.provider_ref, account=account.provider_ref, status="failed", now=stamp())
        accounts.change_bank(account.provider_ref, bank_last4="1111", now=stamp())
        settle()
        payout.refresh_from_db()
        assert (payout.status, payout.failure_code, payout.paid_at) == ("failed", "account_closed", None)
        assert owed_to_seller(seller_id=seller.pk) == owed
        run_payouts(now=clock.now())
        settle()
        payout.refresh_from_db()
        assert (payout.status, payout.attempt, payout.payee_label[-4:]) == ("paid", 2, "1111")
        assert (at_bank(seller), owed_to_seller(seller_id=seller.pk)) == (owed, 0)
        assert_books_agree()

    def test_with_lost_answers_is_made_once(self) -> None:
        seller = make_payable_seller()
        deliver(Sold(seller, [125_000]), Sold(make_payable_seller("shg"), [70_000]))
        faults.plant(match="POST /v1/transfers", kind="timeout", when="after", times=3)
        faults.plant(match="POST /v1/payouts", kind="timeout", when="after", times=3)
        now = clock.now()
        run_payouts(now=now)
        assert ProviderOperation.objects.filter(state="unknown").exists()
        for minutes in (1, 2, 4):
            sweep_payouts(now=now + timedelta(minutes=minutes))
        settle()
        assert set(Payout.objects.values_list("status", flat=True)) == {"paid"}
        assert (count_at_provider("transfer"), count_at_provider("payout")) == (2, 2)
        assert_books_agree()

    def test_of_a_payout_on_its_way_is_asked_about(self) -> None:
        control.set_switches({"payout_outcome": "pending"})
        seller = make_payable_seller()
        deliver(Sold(seller, [125_000]))
        run_payouts(now=clock.now())
        payout = Payout.objects.get()
        assert (payout.status, balance(A.PROVIDER_ALLOCATED)) == ("in_transit", payout.amount)
        account = SettlementAccount.objects.get()
        payouts.finish(payout.provider_ref, account=account.provider_ref, status="paid", now=stamp())
        sweep_payouts(now=clock.now())
        payout.refresh_from_db()
        assert (payout.status, balance(A.PROVIDER_ALLOCATED)) == ("paid", 0)


class TestBankChange:
    def test_during_a_payout_does_not_redirect_it(self) -> None:
        seller = make_payable_seller()
        deliver(Sold(seller, [125_000]))
        faults.plant(match="POST /v1/payouts", kind="error_429", times=1)
        now = clock.now()
        run_payouts(now=now)
        account = SettlementAccount.objects.get()
        pinned = Payout.objects.get().payee_ref
        accounts.change_bank(account.provider_ref, bank_last4="9999", now=stamp())
        settle()
        sweep_payouts(now=now + timedelta(minutes=1))
        payout = Payout.objects.get()
        assert (payout.payee_ref, payout.status) == (pinned, "failed")
        account.refresh_from_db()
        assert account.payee_changed_at is not None
        run_payouts(now=now)
        settle()
        payout.refresh_from_db()
        assert (payout.status, payout.payee_ref, payout.attempt) == ("paid", account.payee_ref, 2)
        assert_books_agree()
