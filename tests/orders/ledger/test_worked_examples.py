"""docs/ledger.md, held against the journal: every table is booked as it is printed."""

from __future__ import annotations

import re
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from factories.money import Sold, lines_of, whole_line
from factories.payouts import assert_books_agree, deliver, make_payable_seller, settle

from common import clock
from common.ids import new_id
from orders.ledger.chart import AccountKind, EntryKind
from orders.ledger.models import JournalEntry
from orders.payments.models import Payment
from orders.payments.services import refund
from orders.payouts.services import run_payouts

HEADING = re.compile(r"^### .* — `(\w+)`\n\n((?:\|.*\n)+)", re.M)
TEXT = (Path(settings.BASE_DIR) / "docs" / "ledger.md").read_text(encoding="utf-8")


def paise(cell: str) -> int:
    return int(cell.replace(",", "").replace(".", "") or 0)


def printed() -> list[tuple[str, dict[str, int]]]:
    """Each table: the kind of its entry and the balance of each account in it."""
    tables = []
    for kind, body in HEADING.findall(TEXT):
        rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in body.splitlines()[2:]]
        tables.append((kind, {account: paise(debit) - paise(credit) for account, debit, credit in rows}))
    return tables


def booked(kind: str) -> dict[str, int]:
    """The sides of the first entry of a kind, by account."""
    entry = JournalEntry.objects.filter(kind=kind).earliest("recorded_at", "id")
    sums: Counter[str] = Counter()
    for posting in entry.postings.select_related("account"):
        sums[posting.account.kind] += posting.amount
    return dict(sums)


@pytest.mark.django_db
def test_every_table_is_booked_as_it_is_printed() -> None:
    seller = make_payable_seller("fpo", gst=True)
    purchase = deliver(Sold(seller, [1_050_000], shipping_amount=10_500))
    now = clock.now()
    run_payouts(now=now)
    settle()
    line = whole_line(lines_of(purchase)[0])
    refund(payment_id=Payment.objects.get().pk, cause_id=new_id(), lines=[line], now=clock.now())
    settle()
    deliver(Sold(seller, [2_000_000]))
    run_payouts(now=now + timedelta(days=1))
    settle()
    assert len(printed()) == 10
    for kind, sides in printed():
        assert sum(sides.values()) == 0
        assert booked(kind) == sides, kind
    assert_books_agree()


def test_every_account_and_entry_is_explained() -> None:
    for word in [*AccountKind.values, *EntryKind.values]:
        assert f"`{word}`" in TEXT or word == EntryKind.REVERSAL, word
