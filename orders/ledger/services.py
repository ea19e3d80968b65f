"""Booking: an entry is written once, balanced, and corrected only by reversal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction

from orders.ledger.chart import PER_SELLER, AccountKind, EntryKind
from orders.ledger.models import JournalEntry, LedgerAccount, Posting

if TYPE_CHECKING:
    from orders.purchases.models import Order, OrderLine


@dataclass(frozen=True)
class Leg:
    """One side of an entry to be booked: debit positive, credit negative, in minor units."""

    account: AccountKind
    amount: int
    seller_id: UUID | None = None
    order_id: UUID | None = None
    order_line_id: UUID | None = None


@dataclass(frozen=True)
class Cause:
    """What made an entry necessary, for whoever asks later."""

    type: str
    id: UUID


class UnbalancedEntry(ValueError):
    """The legs do not sum to zero: a fault in the program, never a refusal to a person."""


@transaction.atomic
def post_entry(
    *,
    business_key: str,
    kind: EntryKind,
    cause: Cause,
    legs: Iterable[Leg],
    currency: str,
    occurred_at: datetime,
    reverses: JournalEntry | None = None,
    reason: str = "",
) -> JournalEntry:
    """Book an entry, or return the one that was booked under this business key before.

    Legs of zero are left out. Raises UnbalancedEntry when the legs do not sum to zero, or all are zero; the
    database checks the same again at commit.
    """
    sides = [leg for leg in legs if leg.amount]
    if not sides or sum(leg.amount for leg in sides) != 0:
        raise UnbalancedEntry(f"{business_key}: {[(leg.account.value, leg.amount) for leg in sides]}")
    entry, is_new = JournalEntry.objects.get_or_create(
        business_key=business_key,
        defaults={
            "kind": kind,
            "cause_type": cause.type,
            "cause_id": cause.id,
            "posting_count": len(sides),
            "occurred_at": occurred_at,
            "reverses": reverses,
            "reason": reason,
        },
    )
    if is_new:
        accounts = _accounts(sides, currency)
        Posting.objects.bulk_create(
            Posting(
                entry=entry,
                account=accounts[leg.account, _owner(leg)],
                amount=leg.amount,
                currency=currency,
                order_id=leg.order_id,
                order_line_id=leg.order_line_id,
                occurred_at=occurred_at,
            )
            for leg in sides
        )
    return entry


def _owner(leg: Leg) -> UUID | None:
    if leg.account in PER_SELLER:
        if leg.seller_id is None:
            raise UnbalancedEntry(f"{leg.account} needs a seller")
        return leg.seller_id
    return None


def _accounts(legs: list[Leg], currency: str) -> dict[tuple[str, UUID | None], LedgerAccount]:
    """The accounts of the legs, opened where missing, in one order so that two bookings never deadlock."""
    wanted = {(leg.account.value, _owner(leg)) for leg in legs}
    kinds, sellers = {kind for kind, _ in wanted}, {seller for _, seller in wanted if seller}
    known = LedgerAccount.objects.filter(kind__in=kinds, currency=currency)
    held = {
        (account.kind, account.seller_id): account
        for account in known.filter(seller_id__in=sellers) | known.filter(seller__isnull=True)
    }
    for kind, seller_id in sorted(wanted - held.keys(), key=str):
        scope: dict[str, Any] = {"kind": kind, "currency": currency, "seller_id": seller_id}
        held[kind, seller_id], _ = LedgerAccount.objects.get_or_create(**scope)
    return held


def reverse_entry(*, entry: JournalEntry, cause: Cause, occurred_at: datetime, reason: str) -> JournalEntry:
    """Book the opposite of an entry, once; the only way to correct the books."""
    postings = list(entry.postings.select_related("account"))
    return post_entry(
        business_key=f"reversal:{entry.business_key}",
        kind=EntryKind.REVERSAL,
        cause=cause,
        legs=[
            Leg(
                account=AccountKind(posting.account.kind),
                amount=-posting.amount,
                seller_id=posting.account.seller_id,
                order_id=posting.order_id,
                order_line_id=posting.order_line_id,
            )
            for posting in postings
        ],
        currency=postings[0].currency,
        occurred_at=occurred_at,
        reverses=entry,
        reason=reason,
    )


def line_legs(line: OrderLine, order: Order, amounts: dict[AccountKind, int]) -> list[Leg]:
    """Legs for one order line: each account with its amount, tied to the line, the order and its seller."""
    return [
        Leg(
            account=account,
            amount=amount,
            seller_id=order.seller_id if account in PER_SELLER else None,
            order_id=order.pk,
            order_line_id=line.pk,
        )
        for account, amount in amounts.items()
    ]
