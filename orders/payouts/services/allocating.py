"""Moving a planned payout's orders into the seller's account at the provider, one transfer an order."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from orders.payments.gateways import settlement_provider
from orders.payments.gateways.ports import AllocationSnapshot, ProviderRefused
from orders.payments.models import ProviderOperation
from orders.payments.selectors import payment_of_purchase
from orders.payments.services.operations import carry_out, plan_operation, register
from orders.payouts.models import Allocation, Payout, payout_states
from orders.payouts.postings import post_allocated, post_allocation_released
from orders.payouts.states import AllocationStatus, PayoutStatus

BY_PROVIDER = "payment provider"


def allocate(*, payout_id: UUID, now: datetime) -> None:
    """Carry out every allocation of a planned payout that is still open; a repetition goes on."""
    with transaction.atomic(durable=True):
        payout = Payout.objects.select_for_update(of=("self",)).get(pk=payout_id)
        if payout.status != PayoutStatus.PLANNED:
            return
        open_rows = payout.allocations.filter(status=AllocationStatus.PLANNED).select_related("order")
        operations = [_plan(payout, row, now) for row in open_rows.order_by("pk") if row.amount]
        _complete(payout, now)
    for operation in operations:
        carry_out(operation.pk, now=now)


def _plan(payout: Payout, row: Allocation, now: datetime) -> ProviderOperation:
    payment = payment_of_purchase(row.order.purchase_id)
    return plan_operation(
        kind=Allocate.kind,
        subject_id=row.pk,
        key=f"allocation:{row.pk}",
        params={
            "account": payout.account_ref,
            "amount": row.amount,
            "currency": payout.currency,
            "charge_ref": payment.charge_ref,
            "group": str(row.order.purchase_id),
            "metadata": {"allocation": str(row.pk), "payout": str(payout.pk), "order": row.order.number},
        },
        now=now,
    )


class Allocate:
    """Move one order's part into the seller's account."""

    kind = "allocate"

    def call(self, operation: ProviderOperation) -> AllocationSnapshot:
        """Ask for the transfer."""
        return settlement_provider().allocate(**operation.params, key=operation.idempotency_key)

    def find(self, operation: ProviderOperation) -> AllocationSnapshot | None:
        """Look it up by our allocation's id."""
        params: dict[str, Any] = operation.params
        return settlement_provider().find_allocation(
            account=params["account"], group=params["group"], allocation_id=str(operation.subject_id)
        )

    def converge(self, operation: ProviderOperation, snapshot: AllocationSnapshot, *, now: datetime) -> str:
        """The money is there: book it, and the payout is complete with its last one."""
        payout, row = _locked(operation.subject_id)
        if row.status == AllocationStatus.PLANNED:
            row.status, row.provider_ref = AllocationStatus.DONE, snapshot.ref
            row.save(update_fields=["status", "provider_ref", "updated_at"])
            post_allocated(allocation=row, occurred_at=now)
            _complete(payout, now)
        return row.provider_ref

    def refused(self, operation: ProviderOperation, refusal: ProviderRefused, *, now: datetime) -> None:
        """The provider will not: the order is owed again, the payout goes on without it and says why."""
        payout, row = _locked(operation.subject_id)
        if row.status != AllocationStatus.PLANNED:
            return
        row.status = AllocationStatus.RELEASED
        row.save(update_fields=["status", "updated_at"])
        post_allocation_released(allocation=row, occurred_at=now)
        payout.earned_amount -= row.amount
        payout.amount -= row.amount
        payout.blocked_reason = f"transfer refused: {refusal.code}"[:120]
        payout.save(update_fields=["earned_amount", "amount", "blocked_reason", "updated_at"])
        _complete(payout, now)


register(Allocate())


def _locked(allocation_id: UUID) -> tuple[Payout, Allocation]:
    """Lock the payout, then its allocation: the order everybody keeps."""
    payout = Payout.objects.select_for_update(of=("self",)).get(allocations=allocation_id)
    row = Allocation.objects.select_for_update(of=("self",)).get(pk=allocation_id)
    row.payout = payout
    return payout, row


def _complete(payout: Payout, now: datetime) -> None:
    """When no allocation is open any more: on to the bank, or blocked when nothing was left to pay."""
    rows = payout.allocations.all()
    if rows.filter(status=AllocationStatus.PLANNED, amount__gt=0).exists():
        return
    rows.filter(status=AllocationStatus.PLANNED).update(status=AllocationStatus.DONE)
    was_refused = not payout.amount and rows.filter(status=AllocationStatus.RELEASED).exists()
    to = PayoutStatus.BLOCKED if was_refused and not payout.netted_amount else PayoutStatus.ALLOCATED
    payout_states.move_to(payout, to, now=now, actor_label=BY_PROVIDER, reason=payout.blocked_reason)
