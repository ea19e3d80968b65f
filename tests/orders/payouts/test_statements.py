"""Statements tell what the books tell, in JSON, CSV and PDF."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import timedelta

import pytest
from factories.money import Sold, lines_of, whole_line
from factories.payouts import deliver, make_payable_seller, settle

from common import clock
from common.ids import new_id
from orders.ledger.selectors import owed_to_seller
from orders.payments.models import Payment
from orders.payments.services import refund
from orders.payouts.services import run_payouts
from orders.payouts.statements.formats import as_csv, as_pdf
from orders.payouts.statements.selectors import Statement, statement_of
from orders.purchases.models import OrderLine
from sellers.models import Seller

pytestmark = pytest.mark.django_db


def a_month(kind: str = "fpo") -> tuple[Seller, Statement]:
    """A seller that sold two lines thirty days ago, was refunded one now and was paid for the other now."""
    seller = make_payable_seller(kind, gst=kind == "fpo")
    purchase = deliver(Sold(seller, [1_050_000, 42_000], shipping_amount=9_000))
    OrderLine.objects.filter(pk=lines_of(purchase)[1].pk).update(title="=HYPERLINK(1) मधुबनी पेंटिंग")
    line = lines_of(purchase)[0]
    payment = Payment.objects.get(purchase=purchase)
    refund(payment_id=payment.pk, cause_id=new_id(), lines=[whole_line(line)], now=clock.now())
    run_payouts(now=clock.now())
    settle()
    today = clock.ist_date(clock.now())
    return seller, statement_of(seller, begin=today - timedelta(days=31), end=today)


class TestStatementOf:
    def test_adds_up_from_balance_to_balance(self) -> None:
        seller, found = a_month()
        assert [line.kind for line in found.lines] == ["sale", "sale", "refund"]
        assert found.totals["paid_amount"] == 42_000
        assert found.refunded_amount == 1_059_000
        assert found.opening_amount == 0
        assert found.opening_amount + found.totals["net_amount"] - found.paid_out_amount == found.closing_amount
        assert found.closing_amount == owed_to_seller(seller_id=seller.pk) == 0
        for line in found.lines:
            parts = line.commission_amount + line.commission_tax_amount + line.tcs_amount + line.tds_amount
            assert line.paid_amount == parts + line.net_amount
        sale = found.lines[0]
        assert (sale.commission_amount, sale.commission_tax_amount, sale.tds_amount) == (84_000, 15_120, 1_059)

    def test_of_an_earlier_span_ends_with_what_was_owed_then(self) -> None:
        seller, found = a_month()
        yesterday = found.end - timedelta(days=1)
        earlier = statement_of(seller, begin=found.begin, end=yesterday)
        assert (earlier.payouts, earlier.closing_amount) == ([], earlier.totals["net_amount"])
        assert statement_of(seller, begin=found.end, end=found.end).opening_amount == earlier.closing_amount

    def test_tells_nothing_of_another_seller(self) -> None:
        a_month()
        stranger = make_payable_seller("shg")
        today = clock.ist_date(clock.now())
        found = statement_of(stranger, begin=today - timedelta(days=31), end=today)
        assert (found.lines, found.payouts, found.closing_amount) == ([], [], 0)

    def test_takes_a_fixed_number_of_queries(self, django_assert_num_queries) -> None:
        seller, found = a_month()
        deliver(Sold(seller, [100, 200, 300, 400, 500]))
        with django_assert_num_queries(9):
            longer = statement_of(seller, begin=found.begin, end=found.end)
        assert len(longer.lines) == 8


class TestFormats:
    def test_csv_is_in_rupees_and_starts_no_formula(self) -> None:
        _, found = a_month()
        rows = list(csv.reader(io.StringIO(as_csv(found))))
        assert {len(row) for row in rows} == {11}
        assert rows[0][4:] == ["paid", "commission", "commission_tax", "tcs", "tds", "net", "paid_out"]
        assert rows[2][4:6] == ["10590.00", "840.00"]
        assert rows[4][4] == "-10590.00"
        assert not [cell for row in rows for cell in row if cell[:1] in {"=", "+", "@"}]
        assert rows[-1][1:2] + rows[-1][-2:-1] == ["closing balance", "0.00"]

    def test_csv_defuses_a_title_that_is_a_formula(self) -> None:
        _, found = a_month()
        evil = replace(found, lines=[replace(found.lines[0], title="=cmd|'/c calc'!A1")])
        assert "'=cmd" in as_csv(evil)

    def test_pdf_is_typeset_with_hindi(self) -> None:
        _, found = a_month()
        pdf = as_pdf(found)
        assert pdf.startswith(b"%PDF-")
        assert len(pdf) > 10_000


class TestPrintedStatement:
    def test_is_printed_whatever_stands_in_a_title(self) -> None:
        _, found = a_month()
        odd = replace(found, lines=[replace(found.lines[0], title="1 × Toy 龍")])
        assert as_pdf(odd) == as_pdf(replace(found, lines=[replace(found.lines[0], title="1 × Toy ?")]))
