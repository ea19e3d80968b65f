"""Reads of the journal: balances at any moment, the trial balance, what an order still owes its seller."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet, Sum

from orders.ledger.chart import OWED_TO_SELLER, AccountKind
from orders.ledger.models import JournalEntry, Posting


def balance(
    kind: AccountKind,
    *,
    currency: str = "INR",
    seller_id: UUID | None = None,
    at: datetime | None = None,
) -> int:
    """Balance of an account (summed over sellers when none is named): debit positive, in minor units."""
    postings = Posting.objects.filter(account__kind=kind, account__currency=currency)
    if seller_id is not None:
        postings = postings.filter(account__seller_id=seller_id)
    if at is not None:
        postings = postings.filter(occurred_at__lte=at)
    return int(postings.aggregate(total=Sum("amount"))["total"] or 0)


def owed_to_seller(*, seller_id: UUID, currency: str = "INR", at: datetime | None = None) -> int:
    """What the bazaar owes a seller in sum, on every stage of its way; negative when the seller owes."""
    return -sum(balance(kind, currency=currency, seller_id=seller_id, at=at) for kind in OWED_TO_SELLER)


@dataclass(frozen=True)
class TrialRow:
    """One account of the trial balance; exactly one side is not zero unless both are."""

    kind: str
    label: str
    currency: str
    debit_amount: int
    credit_amount: int


@dataclass(frozen=True)
class TrialBalance:
    """All accounts at a moment; ``difference`` per currency is zero or the books are broken."""

    rows: list[TrialRow]
    difference: dict[str, int]


def trial_balance(*, at: datetime | None = None) -> TrialBalance:
    """Sum every account by purpose and currency (one query)."""
    postings = Posting.objects.all() if at is None else Posting.objects.filter(occurred_at__lte=at)
    sums = (
        postings.values(kind=F("account__kind"), currency_code=F("currency"))
        .annotate(total=Sum("amount"))
        .order_by("currency_code", "kind")
    )
    rows, difference = [], {"INR": 0}
    for row in sums:
        total, currency = int(row["total"]), str(row["currency_code"])
        difference[currency] = difference.get(currency, 0) + total
        rows.append(
            TrialRow(
                kind=row["kind"],
                label=AccountKind(row["kind"]).label,
                currency=currency,
                debit_amount=max(total, 0),
                credit_amount=max(-total, 0),
            )
        )
    return TrialBalance(rows=rows, difference=difference)


def open_payables(*, seller_id: UUID, currency: str = "INR") -> dict[UUID, int]:
    """Per order, what of it is still owed and not set aside for a payout; orders at zero are left out.

    Negative: more was paid out for the order than is left of it after refunds.
    """
    postings = Posting.objects.filter(
        account__kind=AccountKind.SELLER_PAYABLE,
        account__seller_id=seller_id,
        currency=currency,
        order__isnull=False,
    )
    sums = postings.values("order_id").annotate(total=Sum("amount")).order_by("order_id")
    return {row["order_id"]: -int(row["total"]) for row in sums if row["total"]}


def entries(
    *, account: str = "", kind: str = "", cause_id: UUID | None = None, order_id: UUID | None = None
) -> QuerySet[JournalEntry]:
    """Entries with their postings, newest first; staff only (the API asks for the finance role)."""
    found = JournalEntry.objects.prefetch_related("postings__account").order_by("-occurred_at", "-id")
    sides = Posting.objects.filter(entry=OuterRef("pk"))
    if account:
        found = found.filter(Exists(sides.filter(account__kind=account)))
    if order_id is not None:
        found = found.filter(Exists(sides.filter(order_id=order_id)))
    if kind:
        found = found.filter(kind=kind)
    if cause_id is not None:
        found = found.filter(cause_id=cause_id)
    return found
