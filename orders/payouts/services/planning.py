"""Who is paid what: released earnings less what the seller owes, set aside once per seller and period."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from common.clock import ist_date
from orders.ledger.chart import AccountKind
from orders.ledger.selectors import balance
from orders.payments.gateways import PROVIDER
from orders.payouts.models import Allocation, Payout, SettlementAccount, payout_states
from orders.payouts.notices import BLOCKED, tell_about_payout
from orders.payouts.postings import post_payout_planned
from orders.payouts.selectors import blocking_reason, released_orders
from orders.payouts.states import PAYOUT_BEFORE_BANK, PayoutStatus

BY_RUN = "payout run"


def plan_payout(*, seller_id: UUID, now: datetime, currency: str = "INR") -> Payout | None:
    """Plan, or find, the seller's payout of today (a day in India); None when there is nothing to pay.

    An unfinished payout is gone on with before another is planned. Runs that meet wait for each other at the
    seller's account, so the same earnings are never set aside twice.
    """
    with transaction.atomic(durable=True):
        SettlementAccount.objects.get_or_create(seller_id=seller_id, defaults={"provider": PROVIDER})
        account = SettlementAccount.objects.select_for_update(of=("self",)).get(seller_id=seller_id)
        payout = _standing(seller_id, ist_date(now), currency)
        if payout is not None and payout.status != PayoutStatus.BLOCKED:
            return payout
        released = released_orders(seller_id=seller_id, now=now, currency=currency)
        reason = blocking_reason(account)
        if reason:
            return _block(payout, seller_id, sum(released.values()), reason, now, currency)
        return _set_aside(payout, account, released, now, currency)


def _standing(seller_id: UUID, period: date, currency: str) -> Payout | None:
    """The payout to go on with: one that has not reached the bank, else the one of this period."""
    mine = Payout.objects.select_for_update(of=("self",)).filter(seller_id=seller_id, currency=currency)
    return mine.filter(status__in=PAYOUT_BEFORE_BANK).first() or mine.filter(period=period).first()


def _block(
    payout: Payout | None, seller_id: UUID, due: int, reason: str, now: datetime, currency: str
) -> Payout | None:
    """Say why nothing is paid; the money stays owed and no order is set aside."""
    if payout is None and not due:
        return None
    if payout is None:
        payout = Payout(seller_id=seller_id, period=ist_date(now), currency=currency, status=PayoutStatus.BLOCKED)
    payout.blocked_reason = reason[:120]
    payout.earned_amount = payout.amount = due
    payout.netted_amount = 0
    is_new = payout._state.adding
    payout.save()
    if is_new:
        tell_about_payout(payout, BLOCKED, reason=reason, now=now)
    return payout


def _set_aside(
    payout: Payout | None, account: SettlementAccount, released: dict[UUID, int], now: datetime, currency: str
) -> Payout | None:
    earned = sum(released.values())
    owes = balance(AccountKind.SELLER_RECEIVABLE, currency=currency, seller_id=account.seller_id)
    netted = min(max(owes, 0), earned)
    if not earned or (not netted and earned < settings.PAYOUT_MINIMUM_AMOUNT):
        return payout
    payout = payout or Payout(
        seller_id=account.seller_id, period=ist_date(now), currency=currency, status=PayoutStatus.BLOCKED
    )
    payout.earned_amount, payout.netted_amount, payout.amount = earned, netted, earned - netted
    payout.blocked_reason = ""
    payout.account_ref = account.provider_ref
    payout.payee_ref, payout.payee_label = account.payee_ref, account.payee_label
    payout.save()
    payout_states.move_to(payout, PayoutStatus.PLANNED, now=now, actor_label=BY_RUN)
    allocations = _allocations(payout, released, netted)
    Allocation.objects.bulk_create(allocations)
    post_payout_planned(payout=payout, allocations=allocations, occurred_at=now)
    return payout


def _allocations(payout: Payout, released: dict[UUID, int], netted: int) -> list[Allocation]:
    """One row per order; what the seller owes is taken from the first ones."""
    rows, left = [], netted
    for order_id, earned in released.items():
        taken = min(left, earned)
        left -= taken
        rows.append(
            Allocation(
                payout=payout, order_id=order_id, earned_amount=earned, netted_amount=taken, amount=earned - taken
            )
        )
    return rows
