"""Sending an allocated payout to the seller's bank; a payout that was paid may still come back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from orders.ledger.models import JournalEntry
from orders.ledger.services import Cause, reverse_entry
from orders.payments.gateways import settlement_provider
from orders.payments.gateways.ports import PayoutSnapshot, ProviderRefused, TransferState
from orders.payments.models import ProviderOperation
from orders.payments.services.operations import carry_out, finish_by_event, plan_operation, register
from orders.payouts.models import Payout, SettlementAccount, payout_states
from orders.payouts.notices import FAILED, PAID, tell_about_payout
from orders.payouts.postings import post_payout_paid
from orders.payouts.selectors import blocking_reason
from orders.payouts.states import PayoutStatus

BY_PROVIDER = "payment provider"
BY_RUN = "payout run"
_REACHED = {
    TransferState.IN_TRANSIT: PayoutStatus.IN_TRANSIT,
    TransferState.PAID: PayoutStatus.PAID,
    TransferState.FAILED: PayoutStatus.FAILED,
}


def retry_failed(*, payout_id: UUID, now: datetime) -> None:
    """Begin another attempt of a payout that the bank sent back, to the bank account named now."""
    with transaction.atomic(durable=True):
        payout = Payout.objects.select_for_update(of=("self",)).get(pk=payout_id)
        account = SettlementAccount.objects.get(seller_id=payout.seller_id)
        if payout.status != PayoutStatus.FAILED or blocking_reason(account):
            return
        payout.attempt += 1
        payout.provider_ref = payout.failure_code = ""
        payout.payee_ref, payout.payee_label = account.payee_ref, account.payee_label
        payout.save()
        payout_states.move_to(payout, PayoutStatus.ALLOCATED, now=now, actor_label=BY_RUN, reason="another attempt")


def pay_out(*, payout_id: UUID, now: datetime) -> None:
    """Send an allocated payout to the bank account it is pinned to; a repetition goes on."""
    with transaction.atomic(durable=True):
        payout = Payout.objects.select_for_update(of=("self",)).get(pk=payout_id)
        if payout.status != PayoutStatus.ALLOCATED:
            return
        if not payout.amount:  # all of it went into what the seller owed
            payout.paid_at = now
            payout.save(update_fields=["paid_at", "updated_at"])
            payout_states.move_to(payout, PayoutStatus.PAID, now=now, actor_label=BY_RUN, reason="netted in full")
            return
        operation = _plan(payout, now)
    carry_out(operation.pk, now=now)


def payout_key(payout: Payout) -> str:
    """The idempotency key of the present attempt."""
    return f"payout:{payout.pk}:{payout.attempt}"


def _plan(payout: Payout, now: datetime) -> ProviderOperation:
    key = payout_key(payout)
    return plan_operation(
        kind=PayOut.kind,
        subject_id=payout.pk,
        key=key,
        account=payout.account_ref,
        params={
            "payee_ref": payout.payee_ref,
            "amount": payout.amount,
            "currency": payout.currency,
            "metadata": {"payout": str(payout.pk), "payout_key": key},
        },
        now=now,
    )


class PayOut:
    """Send money of a seller's account to its bank."""

    kind = "pay_out"

    def call(self, operation: ProviderOperation) -> PayoutSnapshot:
        """Ask for the payout."""
        return settlement_provider().pay_out(
            account=operation.account, **operation.params, key=operation.idempotency_key
        )

    def find(self, operation: ProviderOperation) -> PayoutSnapshot | None:
        """Look it up by the key of the attempt."""
        return settlement_provider().find_payout(
            account=operation.account, payout_key=operation.idempotency_key, since=operation.created_at
        )

    def converge(self, operation: ProviderOperation, snapshot: PayoutSnapshot, *, now: datetime) -> str:
        """Take over what the provider says."""
        return converge_payout(payout_id=operation.subject_id, snapshot=snapshot, now=now).provider_ref

    def refused(self, operation: ProviderOperation, refusal: ProviderRefused, *, now: datetime) -> None:
        """The money stays in the seller's account at the provider; the next run tries again."""
        payout = Payout.objects.select_for_update(of=("self",)).get(pk=operation.subject_id)
        if payout.status == PayoutStatus.ALLOCATED and operation.idempotency_key == payout_key(payout):
            _fail(payout, code=refusal.code or "refused", now=now)


register(PayOut())


def converge_payout(*, payout_id: UUID, snapshot: PayoutSnapshot, now: datetime) -> Payout:
    """Bring our payout to what the provider says now, in any order and any number of times.

    News of an earlier attempt is passed over. Paid is booked once per attempt, and undone when the bank sends
    the money back.
    """
    with transaction.atomic():
        payout = Payout.objects.select_for_update(of=("self",)).get(pk=payout_id)
        if snapshot.metadata.get("payout_key", payout_key(payout)) != payout_key(payout):
            return payout
        if payout.provider_ref != snapshot.ref:
            payout.provider_ref = snapshot.ref
            payout.save(update_fields=["provider_ref", "updated_at"])
        to = _REACHED[snapshot.state]
        if payout_states.allows(payout, to):
            if to == PayoutStatus.FAILED:
                _fail(payout, code=snapshot.failure_code or "failed", now=now)
            else:
                _go_on(payout, to, now)
        finish_by_event(kind=PayOut.kind, subject_id=payout.pk, ref=snapshot.ref, now=now)
    return payout


def _go_on(payout: Payout, to: PayoutStatus, now: datetime) -> None:
    payout_states.move_to(payout, to, now=now, actor_label=BY_PROVIDER)
    if to == PayoutStatus.PAID:
        payout.paid_at = now
        payout.save(update_fields=["paid_at", "updated_at"])
        post_payout_paid(payout=payout, occurred_at=now)
        tell_about_payout(payout, PAID, now=now)


def _fail(payout: Payout, *, code: str, now: datetime) -> None:
    if payout.status == PayoutStatus.PAID and payout.amount:
        entry = JournalEntry.objects.get(business_key=f"payout_paid:{payout.pk}:{payout.attempt}")
        reverse_entry(
            entry=entry, cause=Cause("payout", payout.pk), occurred_at=now, reason=f"the bank sent it back: {code}"
        )
    payout.failure_code = code[:80]
    payout.paid_at = None
    payout.save(update_fields=["failure_code", "paid_at", "updated_at"])
    payout_states.move_to(payout, PayoutStatus.FAILED, now=now, actor_label=BY_PROVIDER, reason=code)
    tell_about_payout(payout, FAILED, reason=code, now=now)


def refresh_payout(*, payout_id: UUID, now: datetime) -> Payout:
    """Fetch a payout from the provider, outside any transaction, and converge. Raises ProviderError."""
    payout = Payout.objects.get(pk=payout_id)
    snapshot = settlement_provider().fetch_payout(payout.provider_ref, account=payout.account_ref)
    return converge_payout(payout_id=payout_id, snapshot=snapshot, now=now)
