"""The entries of passing money on. ``docs/ledger.md`` shows each as T-accounts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from orders.ledger.chart import PER_SELLER, AccountKind, EntryKind
from orders.ledger.models import JournalEntry
from orders.ledger.services import Cause, Leg, post_entry
from orders.payouts.models import Allocation, Payout, Recovery


def post_payout_planned(*, payout: Payout, allocations: Sequence[Allocation], occurred_at: datetime) -> None:
    """Set aside what is paid out, order by order; first deduct what the seller owes."""
    netted = [row for row in allocations if row.netted_amount]
    moved = [row for row in allocations if row.amount]
    if netted:
        _post(
            f"netted:{payout.pk}:{netted[0].pk}",
            EntryKind.RECEIVABLE_NETTED,
            Cause("payout", payout.pk),
            [leg for row in netted for leg in _between(row, "SELLER_PAYABLE", "SELLER_RECEIVABLE", row.netted_amount)],
            payout,
            occurred_at,
        )
    if moved:
        _post(
            f"payout_planned:{payout.pk}:{moved[0].pk}",
            EntryKind.PAYOUT_PLANNED,
            Cause("payout", payout.pk),
            [leg for row in moved for leg in _between(row, "SELLER_PAYABLE", "SELLER_ALLOCATED", row.amount)],
            payout,
            occurred_at,
        )


def post_allocated(*, allocation: Allocation, occurred_at: datetime) -> None:
    """The provider moved the money into the seller's account."""
    _post(
        f"allocated:{allocation.pk}",
        EntryKind.ALLOCATED,
        Cause("allocation", allocation.pk),
        _between(allocation, "PROVIDER_ALLOCATED", "PROVIDER_CLEARING", allocation.amount),
        allocation.payout,
        occurred_at,
    )


def post_allocation_released(*, allocation: Allocation, occurred_at: datetime) -> None:
    """The provider would not move it: it is owed as before."""
    _post(
        f"allocation_released:{allocation.pk}",
        EntryKind.ALLOCATION_REVERSED,
        Cause("allocation", allocation.pk),
        _between(allocation, "SELLER_ALLOCATED", "SELLER_PAYABLE", allocation.amount),
        allocation.payout,
        occurred_at,
    )


def post_recovery_planned(*, recovery: Recovery, occurred_at: datetime) -> None:
    """A refunded amount comes out of what was set aside for the seller."""
    sides = ("SELLER_ALLOCATED", "SELLER_PAYABLE")
    _post_recovery(recovery, "planned", EntryKind.ALLOCATION_REVERSED, sides, occurred_at)


def post_recovered(*, recovery: Recovery, occurred_at: datetime) -> None:
    """The provider gave it back from the seller's account."""
    sides = ("PROVIDER_CLEARING", "PROVIDER_ALLOCATED")
    _post_recovery(recovery, "done", EntryKind.ALLOCATION_REVERSED, sides, occurred_at)


def post_recovery_refused(*, recovery: Recovery, occurred_at: datetime) -> None:
    """The provider could not give it back: the seller owes it, what was set aside stays set aside."""
    sides = ("SELLER_RECEIVABLE", "SELLER_ALLOCATED")
    _post_recovery(recovery, "refused", EntryKind.SHORTFALL, sides, occurred_at)


def post_shortfall(
    *, order_id: UUID, seller_id: UUID, amount: int, currency: str, key: str, occurred_at: datetime
) -> JournalEntry:
    """A refunded amount had left for the seller's bank already: the seller owes it, netted with the next payout."""
    return post_entry(
        business_key=f"shortfall:{key}",
        kind=EntryKind.SHORTFALL,
        cause=Cause("order", order_id),
        legs=[
            Leg(AccountKind.SELLER_RECEIVABLE, amount, seller_id, order_id),
            Leg(AccountKind.SELLER_PAYABLE, -amount, seller_id, order_id),
        ],
        currency=currency,
        occurred_at=occurred_at,
    )


def post_payout_paid(*, payout: Payout, occurred_at: datetime) -> JournalEntry:
    """The money has left the provider for the seller's bank; one entry per attempt."""
    return _post(
        f"payout_paid:{payout.pk}:{payout.attempt}",
        EntryKind.PAYOUT_PAID,
        Cause("payout", payout.pk),
        [
            Leg(AccountKind.SELLER_ALLOCATED, payout.amount, payout.seller_id),
            Leg(AccountKind.PROVIDER_ALLOCATED, -payout.amount, payout.seller_id),
        ],
        payout,
        occurred_at,
    )


def _between(allocation: Allocation, debit: str, credit: str, amount: int) -> list[Leg]:
    seller_id, order_id = allocation.payout.seller_id, allocation.order_id
    return [
        Leg(account, sign * amount, seller_id if account in PER_SELLER else None, order_id)
        for account, sign in ((AccountKind[debit], 1), (AccountKind[credit], -1))
    ]


def _post_recovery(
    recovery: Recovery, step: str, kind: EntryKind, sides: tuple[str, str], occurred_at: datetime
) -> None:
    _post(
        f"recovery:{recovery.pk}:{step}",
        kind,
        Cause("recovery", recovery.pk),
        _between(recovery.allocation, *sides, recovery.amount),
        recovery.allocation.payout,
        occurred_at,
    )


def _post(
    key: str, kind: EntryKind, cause: Cause, legs: list[Leg], payout: Payout, occurred_at: datetime
) -> JournalEntry:
    return post_entry(
        business_key=key, kind=kind, cause=cause, legs=legs, currency=payout.currency, occurred_at=occurred_at
    )
