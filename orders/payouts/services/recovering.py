"""After a refund: what had been passed on to the seller is taken back, or owed by the seller.

Money that still lies in the seller's account at the provider is taken back by reversing the transfer. Money
that has left for the bank is owed: a receivable, deducted from the next payout. The buyer never waits for it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from orders.ledger.models import JournalEntry
from orders.payments.gateways import PROVIDER, settlement_provider
from orders.payments.gateways.ports import AllocationSnapshot, ProviderRefused
from orders.payments.models import ProviderOperation
from orders.payments.services.operations import carry_out, plan_operation, register
from orders.payments.states import OPERATION_OPEN
from orders.payouts.models import Allocation, Payout, Recovery, SettlementAccount
from orders.payouts.postings import (
    post_recovered,
    post_recovery_planned,
    post_recovery_refused,
    post_shortfall,
)
from orders.payouts.selectors import overpaid_orders
from orders.payouts.services.paying import payout_key
from orders.payouts.states import AllocationStatus, PayoutStatus, RecoveryStatus

_AT_PROVIDER = {PayoutStatus.ALLOCATED, PayoutStatus.FAILED}


def recover(*, seller_id: UUID, now: datetime, currency: str = "INR") -> None:
    """Settle every order of a seller of which more was passed on than is left; a repetition changes nothing."""
    with transaction.atomic(durable=True):
        SettlementAccount.objects.get_or_create(seller_id=seller_id, defaults={"provider": PROVIDER})
        SettlementAccount.objects.select_for_update(of=("self",)).get(seller_id=seller_id)
        operations = [
            operation
            for order_id, excess in overpaid_orders(seller_id=seller_id, currency=currency).items()
            for operation in _recover_order(order_id, seller_id, excess, now, currency)
        ]
    for operation in operations:
        carry_out(operation.pk, now=now)


def _recover_order(
    order_id: UUID, seller_id: UUID, excess: int, now: datetime, currency: str
) -> list[ProviderOperation]:
    """Plan reversals out of what lies at the provider; book the rest as owed by the seller."""
    operations: list[ProviderOperation] = []
    rows = list(Allocation.objects.filter(order_id=order_id).exclude(status=AllocationStatus.RELEASED).order_by("pk"))
    payouts = {
        payout.pk: payout
        for payout in Payout.objects.select_for_update(of=("self",))
        .filter(pk__in=[row.payout_id for row in rows])
        .order_by("pk")
    }
    for row in rows:
        row.payout = payouts[row.payout_id]
        if row.status == AllocationStatus.PLANNED:
            return operations  # on its way: looked at again when it has arrived
        taken = min(excess, row.amount - row.reversed_amount)
        if taken and _is_at_provider(row.payout):
            operations.append(_plan_recovery(row, taken, now))
            excess -= taken
    if excess:
        key = f"{order_id}:{_shortfalls(order_id) + 1}"
        post_shortfall(
            order_id=order_id, seller_id=seller_id, amount=excess, currency=currency, key=key, occurred_at=now
        )
    return operations


def _shortfalls(order_id: UUID) -> int:
    return JournalEntry.objects.filter(business_key__startswith=f"shortfall:{order_id}:").count()


def _is_at_provider(payout: Payout) -> bool:
    """Whether the money lies in the seller's account and no payout to the bank is on its way."""
    if payout.status not in _AT_PROVIDER:
        return False
    sent = ProviderOperation.objects.filter(idempotency_key=payout_key(payout), state__in=OPERATION_OPEN)
    return not sent.exists()


def _plan_recovery(row: Allocation, amount: int, now: datetime) -> ProviderOperation:
    recovery = Recovery.objects.create(allocation=row, amount=amount)
    row.reversed_amount += amount
    row.save(update_fields=["reversed_amount", "updated_at"])
    _shrink(row.payout, amount)
    post_recovery_planned(recovery=recovery, occurred_at=now)
    return plan_operation(
        kind=ReverseAllocation.kind,
        subject_id=recovery.pk,
        key=f"recovery:{recovery.pk}",
        params={"ref": row.provider_ref, "amount": amount, "metadata": {"reversal": str(recovery.pk)}},
        now=now,
    )


def _shrink(payout: Payout, amount: int) -> None:
    payout.earned_amount -= amount
    payout.amount -= amount
    payout.save(update_fields=["earned_amount", "amount", "updated_at"])


class ReverseAllocation:
    """Take part of a transfer back from the seller's account."""

    kind = "reverse_allocation"

    def call(self, operation: ProviderOperation) -> AllocationSnapshot:
        """Ask for the reversal."""
        params: dict[str, Any] = dict(operation.params)
        return settlement_provider().reverse(params.pop("ref"), **params, key=operation.idempotency_key)

    def find(self, operation: ProviderOperation) -> AllocationSnapshot | None:
        """Look it up by our recovery's id."""
        return settlement_provider().find_reversal(operation.params["ref"], reversal_id=str(operation.subject_id))

    def converge(self, operation: ProviderOperation, snapshot: AllocationSnapshot, *, now: datetime) -> str:
        """It is back with the platform: book it."""
        recovery = self._locked(operation.subject_id)
        if recovery.status == RecoveryStatus.PLANNED:
            recovery.status, recovery.provider_ref = RecoveryStatus.DONE, snapshot.ref
            recovery.save(update_fields=["status", "provider_ref", "updated_at"])
            post_recovered(recovery=recovery, occurred_at=now)
        return recovery.provider_ref

    def refused(self, operation: ProviderOperation, refusal: ProviderRefused, *, now: datetime) -> None:
        """It is not there: the seller owes it, and the payout goes on as it was planned."""
        recovery = self._locked(operation.subject_id)
        if recovery.status != RecoveryStatus.PLANNED:
            return
        recovery.status = RecoveryStatus.REFUSED
        recovery.save(update_fields=["status", "updated_at"])
        row = recovery.allocation
        row.reversed_amount -= recovery.amount
        row.save(update_fields=["reversed_amount", "updated_at"])
        _shrink(row.payout, -recovery.amount)
        post_recovery_refused(recovery=recovery, occurred_at=now)

    def _locked(self, recovery_id: UUID) -> Recovery:
        """Lock the payout, its allocation and the recovery, in that order."""
        payout = Payout.objects.select_for_update(of=("self",)).get(allocations__recoveries=recovery_id)
        row = Allocation.objects.select_for_update(of=("self",)).get(recoveries=recovery_id)
        recovery = Recovery.objects.select_for_update(of=("self",)).get(pk=recovery_id)
        row.payout, recovery.allocation = payout, row
        return recovery


register(ReverseAllocation())
