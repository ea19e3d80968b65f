"""Build a statement out of the journal, so that it cannot tell anything else than the books."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from common.clock import IST, ist_date
from orders.ledger.chart import AccountKind, EntryKind
from orders.ledger.models import JournalEntry, Posting
from orders.ledger.selectors import owed_to_seller
from orders.payouts.models import Payout
from sellers.models import Seller

AMOUNTS = (
    "paid_amount",
    "commission_amount",
    "commission_tax_amount",
    "tcs_amount",
    "tds_amount",
    "net_amount",
)
_COLUMN = {
    AccountKind.BUYER_PREPAYMENTS: "paid_amount",
    AccountKind.BUYER_REFUNDS_PAYABLE: "paid_amount",
    AccountKind.COMMISSION_INCOME: "commission_amount",
    AccountKind.COMMISSION_GST_PAYABLE: "commission_tax_amount",
    AccountKind.TCS_PAYABLE: "tcs_amount",
    AccountKind.TDS_PAYABLE: "tds_amount",
    AccountKind.SELLER_PAYABLE: "net_amount",
}
_LINE_KINDS = (EntryKind.ORDER_CONFIRMED, EntryKind.REFUND_RESERVED, EntryKind.REVERSAL)
_PAYOUT_KINDS = (EntryKind.PAYOUT_PAID, EntryKind.REVERSAL)


@dataclass(frozen=True)
class StatementLine:
    """One sold line (positive) or its refund (negative), in paise.

    ``paid_amount`` is what the buyer paid or got back, shipping and tax included; it is the sum of commission, GST on
    commission, TCS, TDS and net.
    """

    on: date
    kind: str
    order_number: str
    title: str
    paid_amount: int
    commission_amount: int
    commission_tax_amount: int
    tcs_amount: int
    tds_amount: int
    net_amount: int


@dataclass(frozen=True)
class StatementPayout:
    """Money sent to the bank (positive), or sent back by it (negative), in paise."""

    on: date
    kind: str
    payee: str
    amount: int


@dataclass(frozen=True)
class Statement:
    """What was earned and paid in a span of days in India. Opening + net − paid out = closing."""

    seller: Seller
    begin: date
    end: date
    currency: str
    opening_amount: int
    closing_amount: int
    lines: list[StatementLine]
    payouts: list[StatementPayout]

    @property
    def totals(self) -> dict[str, int]:
        """Sums of the lines by column, in paise."""
        return {name: sum(getattr(line, name) for line in self.lines) for name in AMOUNTS}

    @property
    def refunded_amount(self) -> int:
        """What buyers got back, in paise; positive."""
        return -sum(line.paid_amount for line in self.lines if line.paid_amount < 0)

    @property
    def paid_out_amount(self) -> int:
        """What reached the bank, in paise."""
        return sum(payout.amount for payout in self.payouts)


def statement_of(seller: Seller, *, begin: date, end: date, currency: str = "INR") -> Statement:
    """The seller's statement from the first to the last day (India, both included); a fixed number of queries."""
    first = datetime.combine(begin, time.min, tzinfo=IST)
    after = datetime.combine(end + timedelta(days=1), time.min, tzinfo=IST)
    within = Posting.objects.filter(occurred_at__gte=first, occurred_at__lt=after, currency=currency)
    moment = timedelta(microseconds=1)
    return Statement(
        seller=seller,
        begin=begin,
        end=end,
        currency=currency,
        opening_amount=owed_to_seller(seller_id=seller.pk, currency=currency, at=first - moment),
        closing_amount=owed_to_seller(seller_id=seller.pk, currency=currency, at=after - moment),
        lines=_lines(
            within.filter(order_line__order__seller=seller, entry__kind__in=_LINE_KINDS)
            .select_related("entry", "account", "order_line__order")
            .order_by("occurred_at", "entry_id", "order_line_id", "id")
        ),
        payouts=_payouts(
            within.filter(
                account__seller=seller,
                account__kind=AccountKind.SELLER_ALLOCATED,
                entry__kind__in=_PAYOUT_KINDS,
                entry__cause_type="payout",
            )
            .select_related("entry")
            .order_by("occurred_at", "id")
        ),
    )


def _lines(postings: Iterable[Posting]) -> list[StatementLine]:
    """Gather the postings of each line of each entry into one row of the statement."""
    rows: dict[tuple[Any, Any], dict[str, int]] = defaultdict(lambda: dict.fromkeys(AMOUNTS, 0))
    sample: dict[tuple[Any, Any], Posting] = {}
    for posting in postings:
        key = (posting.entry_id, posting.order_line_id)
        sample.setdefault(key, posting)
        column = _COLUMN[AccountKind(posting.account.kind)]
        # the buyer's side is a debit at a sale, all others are credits
        rows[key][column] += posting.amount if column == "paid_amount" else -posting.amount
    return [_line(sample[key], amounts) for key, amounts in rows.items()]


def _line(posting: Posting, amounts: dict[str, int]) -> StatementLine:
    line = posting.order_line
    assert line is not None  # the query asked for postings of lines
    return StatementLine(
        on=ist_date(posting.occurred_at),
        kind=_word(posting.entry),
        order_number=line.order.number,
        title=f"{line.quantity} × {line.title}",
        **amounts,
    )


def _word(entry: JournalEntry) -> str:
    if entry.kind == EntryKind.REVERSAL:
        return "refund undone"
    return "sale" if entry.kind == EntryKind.ORDER_CONFIRMED else "refund"


def _payouts(postings: Iterable[Posting]) -> list[StatementPayout]:
    found = list(postings)
    labels = dict(Payout.objects.filter(pk__in=[row.entry.cause_id for row in found]).values_list("pk", "payee_label"))
    return [
        StatementPayout(
            on=ist_date(row.occurred_at),
            kind="sent back by the bank" if row.entry.kind == EntryKind.REVERSAL else "paid",
            payee=labels.get(row.entry.cause_id, ""),
            amount=row.amount,
        )
        for row in found
    ]
