"""The worked examples of docs/ledger.md, to the paisa."""

from datetime import timedelta

import pytest
from factories.money import Sold, lines_of, make_paid_purchase, whole_line
from factories.sellers import make_seller

from common import clock
from common.ids import new_id
from orders.ledger.chart import AccountKind as A
from orders.ledger.models import JournalEntry
from orders.ledger.postings import post_purchase_confirmed
from orders.ledger.selectors import balance, open_payables, owed_to_seller, trial_balance
from orders.payments.models import Payment
from orders.payments.services import refund

pytestmark = pytest.mark.django_db


def sums() -> dict[str, int]:
    """Every account's balance, debits positive."""
    return {
        row.kind: row.debit_amount - row.credit_amount
        for row in trial_balance().rows
        if row.debit_amount or row.credit_amount
    }


class TestSale:
    def test_of_an_unregistered_artisan(self) -> None:
        """₹1,250 and ₹60 shipping: commission 5 % = 62.50, its GST 11.25; no TCS, no TDS up to ₹5 lakh."""
        seller = make_seller("artisan", gst=False)
        make_paid_purchase(Sold(seller, [125_000], shipping_amount=6_000))
        assert sums() == {
            A.PROVIDER_CLEARING: 131_000 - 2_620,
            A.GATEWAY_FEES: 2_620,
            A.COMMISSION_INCOME: -6_250,
            A.COMMISSION_GST_PAYABLE: -1_125,
            A.SELLER_PAYABLE: -(125_000 - 6_250 - 1_125 + 6_000),
        }
        assert owed_to_seller(seller_id=seller.pk) == 123_625

    def test_of_a_registered_company(self) -> None:
        """₹10,500 with 5 % GST inside: commission 8 % = 840, GST 151.20, TCS 0.5 % of taxable, TDS 0.1 % of gross."""
        seller = make_seller("fpo", gst=True)
        purchase = make_paid_purchase(Sold(seller, [1_050_000]))
        line = lines_of(purchase)[0]
        assert (line.commission_amount, line.commission_tax_amount) == (84_000, 15_120)
        assert (line.tcs_amount, line.tds_amount) == (round(line.taxable_amount * 0.005), 1_050)
        found = sums()
        assert found[A.TCS_PAYABLE] == -line.tcs_amount
        assert found[A.TDS_PAYABLE] == -1_050
        assert found[A.SELLER_PAYABLE] == -line.net_amount
        assert A.BUYER_PREPAYMENTS not in found

    def test_of_three_sellers_is_booked_per_order_and_once(self) -> None:
        sold = [Sold(make_seller(kind), [70_000 + 100 * n, 333]) for n, kind in enumerate(["artisan", "shg", "fpo"])]
        purchase = make_paid_purchase(*sold)
        entries = JournalEntry.objects.count()
        post_purchase_confirmed(purchase)
        assert (JournalEntry.objects.count(), JournalEntry.objects.filter(kind="order_confirmed").count()) == (
            entries,
            3,
        )
        assert balance(A.BUYER_PREPAYMENTS) == 0
        for part in sold:
            assert list(open_payables(seller_id=part.seller.pk).values()) == [owed_to_seller(seller_id=part.seller.pk)]
        assert trial_balance().difference == {"INR": 0}


class TestRefund:
    def test_takes_back_everybodys_part(self) -> None:
        seller = make_seller("fpo", gst=True)
        purchase = make_paid_purchase(Sold(seller, [1_050_000, 42_000], shipping_amount=9_000))
        line = lines_of(purchase)[0]
        before = sums()
        refund(payment_id=Payment.objects.get().pk, cause_id=new_id(), lines=[whole_line(line)], now=clock.now())
        after = sums()
        moved = {kind: after.get(kind, 0) - before.get(kind, 0) for kind in before | after}
        assert {kind: amount for kind, amount in moved.items() if amount} == {
            A.PROVIDER_CLEARING: -(1_050_000 + 9_000),
            A.SELLER_PAYABLE: line.net_amount + 9_000,
            A.COMMISSION_INCOME: line.commission_amount,
            A.COMMISSION_GST_PAYABLE: line.commission_tax_amount,
            A.TCS_PAYABLE: line.tcs_amount,
            A.TDS_PAYABLE: line.tds_amount,
        }


class TestBalance:
    def test_is_known_at_any_moment(self) -> None:
        begin = clock.now()
        purchase = make_paid_purchase(now=begin)
        later = begin + timedelta(days=3)
        line = lines_of(purchase)[0]
        refund(payment_id=Payment.objects.get().pk, cause_id=new_id(), lines=[whole_line(line)], now=later)
        assert balance(A.SELLER_PAYABLE, at=begin - timedelta(seconds=1)) == 0
        assert balance(A.SELLER_PAYABLE, at=later - timedelta(seconds=1)) == -line.net_amount
        assert balance(A.SELLER_PAYABLE, at=later) == 0
        assert trial_balance(at=later - timedelta(seconds=1)).difference == {"INR": 0}
