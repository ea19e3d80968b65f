"""The payout run: for every seller with released earnings, recover, plan, allocate, pay out."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from common.clock import ist_date
from orders.payments.gateways.ports import ProviderError
from orders.payouts.models import Payout, SettlementAccount
from orders.payouts.selectors import sellers_to_pay
from orders.payouts.services.accounts import refresh_account
from orders.payouts.services.allocating import allocate
from orders.payouts.services.paying import pay_out, refresh_payout, retry_failed
from orders.payouts.services.planning import plan_payout
from orders.payouts.services.recovering import recover
from orders.payouts.states import PayoutStatus

log = logging.getLogger(__name__)

_WAITING = (PayoutStatus.BLOCKED, PayoutStatus.FAILED)


@dataclass(frozen=True)
class PayoutRun:
    """What a run met: the day in India it stands for, and every payout it planned or went on with."""

    period: date
    payout_ids: list[UUID]


def run_payouts(*, now: datetime) -> PayoutRun:
    """Pay every seller what is released; run twice or side by side, each seller is paid once a day.

    Outside any transaction. What the provider refuses or does not answer stays owed or unfinished and is gone
    on with by the sweeper or the next run; one seller's trouble does not hold up the others.
    """
    touched = []
    for seller_id in sellers_to_pay(now=now):
        payout = pay_seller(seller_id=seller_id, now=now)
        if payout is not None:
            touched.append(payout.pk)
    return PayoutRun(period=ist_date(now), payout_ids=touched)


def pay_seller(*, seller_id: UUID, now: datetime) -> Payout | None:
    """Pay one seller what is released; the payout as it stands afterwards, None when there is nothing to pay."""
    _ask_about_account(seller_id, now)
    failed = Payout.objects.filter(seller_id=seller_id, status=PayoutStatus.FAILED).order_by("pk")
    for failed_id in failed.values_list("pk", flat=True):
        retry_failed(payout_id=failed_id, now=now)
        pay_out(payout_id=failed_id, now=now)
    recover(seller_id=seller_id, now=now)
    payout = plan_payout(seller_id=seller_id, now=now)
    if payout is None:
        return None
    advance(payout, now=now)
    return Payout.objects.get(pk=payout.pk)


def pay_ready(*, seller_id: UUID, now: datetime) -> None:
    """The seller's account became ready: pay what had been blocked, and nothing before its time."""
    if Payout.objects.filter(seller_id=seller_id, status__in=_WAITING).exists():
        pay_seller(seller_id=seller_id, now=now)


def advance(payout: Payout, *, now: datetime) -> None:
    """Carry a payout on from wherever it stands; a refund that came meanwhile is taken out before the bank."""
    allocate(payout_id=payout.pk, now=now)
    recover(seller_id=payout.seller_id, now=now)
    pay_out(payout_id=payout.pk, now=now)


def _ask_about_account(seller_id: UUID, now: datetime) -> None:
    """A restricted account may have healed, or got another bank account, without our hearing of it."""
    account = SettlementAccount.objects.filter(seller_id=seller_id).exclude(provider_ref="").first()
    if account is None:
        return
    if not account.is_ready or Payout.objects.filter(seller_id=seller_id, status__in=_WAITING).exists():
        _ask(refresh_account, account=account, now=now)


def sweep_payouts(*, now: datetime, limit: int = 100) -> int:
    """Go on with payouts that stopped half-way, and ask about those on their way to a bank; how many were met."""
    half_way = Payout.objects.filter(status__in=[PayoutStatus.PLANNED, PayoutStatus.ALLOCATED])
    met = list(half_way.order_by("created_at", "id")[:limit])
    for payout in met:
        advance(payout, now=now)
    in_transit = Payout.objects.filter(status=PayoutStatus.IN_TRANSIT).order_by("updated_at", "id")
    asked = list(in_transit.values_list("pk", flat=True)[:limit])
    for payout_id in asked:
        _ask(refresh_payout, payout_id=payout_id, now=now)
    return len(met) + len(asked)


def _ask(refresh: Callable[..., object], *, now: datetime, **subject: Any) -> None:
    try:
        refresh(**subject, now=now)
    except ProviderError as fault:
        log.warning("%s not fetched, the next run tries again: %s", subject, fault)
