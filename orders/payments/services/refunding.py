"""Giving money back: reserve first, then call, then converge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from common import outbox
from orders.ledger.models import JournalEntry
from orders.ledger.postings import (
    post_prepayment_refund_reserved,
    post_refund_paid,
    post_refund_reserved,
)
from orders.ledger.services import Cause, reverse_entry
from orders.payments.errors import NothingToRefund, RefundAboveRefundable
from orders.payments.gateways import payment_gateway
from orders.payments.gateways.ports import ProviderRefused, RefundSnapshot
from orders.payments.models import Payment, ProviderOperation, Refund, RefundLine, refund_states
from orders.payments.services.operations import carry_out, finish_by_event, plan_operation, register
from orders.payments.states import PaymentStatus, RefundStatus

BY_PROVIDER = "payment provider"


@dataclass(frozen=True)
class RefundPart:
    """A part of one order line's frozen amounts that goes back, in paise.

    ``gross_amount`` is the sum of commission, its tax, TCS, TDS and the seller's net; shipping goes back whole
    from the seller. The buyer gets ``gross_amount + shipping_amount``.
    """

    order_line_id: UUID
    gross_amount: int
    commission_amount: int
    commission_tax_amount: int
    tcs_amount: int
    tds_amount: int
    net_amount: int
    shipping_amount: int = 0

    @property
    def total_amount(self) -> int:
        """What the buyer gets for this part."""
        return self.gross_amount + self.shipping_amount


def refund(
    *, payment_id: UUID, cause_id: UUID, lines: Sequence[RefundPart], now: datetime, amount: int | None = None
) -> Refund:
    """Give back parts of a paid purchase; ``cause_id`` refunds once, a repetition gives back the same refund.

    Only a purchase that was paid but never confirmed may be refunded without ``lines``: then ``amount`` paise,
    all that is left when it is None. The amount is reserved and booked before the provider is asked;
    outcomes come as ``refunds.succeeded`` or ``refunds.failed`` in the outbox. Outside any transaction. Raises
    NothingToRefund, RefundAboveRefundable.
    """
    with transaction.atomic(durable=True):
        made, operation = _reserve(payment_id, cause_id, lines, amount, now)
    if made.status == RefundStatus.RESERVED:
        carry_out(operation.pk, now=now)
        made.refresh_from_db()
    return made


def _reserve(
    payment_id: UUID, cause_id: UUID, lines: Sequence[RefundPart], amount: int | None, now: datetime
) -> tuple[Refund, ProviderOperation]:
    payment = Payment.objects.select_for_update(of=("self",)).get(pk=payment_id)
    made = Refund.objects.filter(cause_id=cause_id).first()
    if made is None:
        made = _book(payment, cause_id, lines, _wanted(payment, lines, amount), now)
    operation = plan_operation(
        kind=CreateRefund.kind,
        subject_id=made.pk,
        key=f"refund:{made.pk}:create",
        params={
            "payment_ref": payment.provider_ref,
            "amount": made.amount,
            "metadata": {"refund": str(made.pk), "payment": str(payment.pk)},
        },
        now=now,
    )
    return made, operation


def _wanted(payment: Payment, lines: Sequence[RefundPart], amount: int | None) -> int:
    """The amount asked for, checked against what is left (the database holds the same as a constraint)."""
    if payment.status != PaymentStatus.SUCCEEDED:
        raise NothingToRefund()
    left = payment.refundable_amount
    wanted = sum(part.total_amount for part in lines) if lines else (left if amount is None else amount)
    if wanted > left:
        raise RefundAboveRefundable(refundable_amount=left, asked_amount=wanted)
    if wanted <= 0:
        raise NothingToRefund()
    return wanted


def _book(payment: Payment, cause_id: UUID, lines: Sequence[RefundPart], wanted: int, now: datetime) -> Refund:
    made = Refund.objects.create(payment=payment, cause_id=cause_id, amount=wanted, currency=payment.currency)
    payment.refund_reserved_amount += wanted
    payment.save(update_fields=["refund_reserved_amount", "updated_at"])
    RefundLine.objects.bulk_create(_line(made, part) for part in lines)
    _post_reserved(made, is_earned=payment.purchase.paid_at is not None, now=now)
    _announce("payments.refund_reserved", made)
    return made


def _line(made: Refund, part: RefundPart) -> RefundLine:
    return RefundLine(
        refund=made,
        order_line_id=part.order_line_id,
        gross_amount=part.gross_amount,
        shipping_amount=part.shipping_amount,
        commission_amount=part.commission_amount,
        commission_tax_amount=part.commission_tax_amount,
        tcs_amount=part.tcs_amount,
        tds_amount=part.tds_amount,
        net_amount=part.net_amount,
    )


def _post_reserved(made: Refund, *, is_earned: bool, now: datetime) -> None:
    """Before a purchase is confirmed nobody has earned a part of it; afterwards everybody gives theirs back."""
    if not is_earned:
        post_prepayment_refund_reserved(refund_id=made.pk, amount=made.amount, currency=made.currency, occurred_at=now)
        return
    parts = list(made.lines.select_related("order_line__order").order_by("order_line_id"))
    if not parts:
        raise ValueError(f"Refund {made.pk}: a confirmed purchase is refunded by its lines.")
    post_refund_reserved(refund_id=made.pk, parts=parts, currency=made.currency, occurred_at=now)


class CreateRefund:
    """Refund a payment at the provider."""

    kind = "create_refund"

    def call(self, operation: ProviderOperation) -> RefundSnapshot:
        """Ask for it."""
        return payment_gateway().create_refund(**operation.params, key=operation.idempotency_key)

    def find(self, operation: ProviderOperation) -> RefundSnapshot | None:
        """Look it up by our refund's id."""
        return payment_gateway().find_refund(
            payment_ref=operation.params["payment_ref"], refund_id=str(operation.subject_id)
        )

    def converge(self, operation: ProviderOperation, snapshot: RefundSnapshot, *, now: datetime) -> str:
        """Take over what the provider says."""
        return converge_refund(refund_id=operation.subject_id, snapshot=snapshot, now=now).provider_ref

    def refused(self, operation: ProviderOperation, refusal: ProviderRefused, *, now: datetime) -> None:
        """The provider will not: the amount is free again and the books say so."""
        payment, made = _locked(operation.subject_id)
        _fail(payment, made, code=refusal.code or "refused", now=now)


register(CreateRefund())


def converge_refund(*, refund_id: UUID, snapshot: RefundSnapshot, now: datetime) -> Refund:
    """Bring our refund to what the provider says now, in any order and any number of times."""
    with transaction.atomic():
        payment, made = _locked(refund_id)
        if made.provider_ref != snapshot.ref:
            made.provider_ref = snapshot.ref
            made.save(update_fields=["provider_ref", "updated_at"])
        if refund_states.allows(made, snapshot.status):
            if snapshot.status == RefundStatus.SUCCEEDED:
                _succeed(payment, made, now)
            elif snapshot.status == RefundStatus.FAILED:
                _fail(payment, made, code=snapshot.failure_code or "failed", now=now)
            else:
                refund_states.move_to(made, snapshot.status, now=now, actor_label=BY_PROVIDER)
        finish_by_event(kind=CreateRefund.kind, subject_id=made.pk, ref=snapshot.ref, now=now)
    return made


def _locked(refund_id: UUID) -> tuple[Payment, Refund]:
    """Lock the payment, then the refund: the order every refund keeps."""
    payment = Payment.objects.select_for_update(of=("self",)).get(refunds=refund_id)
    return payment, Refund.objects.select_for_update(of=("self",)).get(pk=refund_id)


def _succeed(payment: Payment, made: Refund, now: datetime) -> None:
    payment.refund_reserved_amount -= made.amount
    payment.refunded_amount += made.amount
    payment.save(update_fields=["refund_reserved_amount", "refunded_amount", "updated_at"])
    made.succeeded_at = now
    made.save(update_fields=["succeeded_at", "updated_at"])
    refund_states.move_to(made, RefundStatus.SUCCEEDED, now=now, actor_label=BY_PROVIDER)
    post_refund_paid(refund_id=made.pk, amount=made.amount, currency=made.currency, occurred_at=now)
    _announce("refunds.succeeded", made)


def _fail(payment: Payment, made: Refund, *, code: str, now: datetime) -> None:
    """The buyer did not get it, even if it was called paid before: undo the bookings and say so."""
    was_paid = made.status == RefundStatus.SUCCEEDED
    if was_paid:
        payment.refunded_amount -= made.amount
    else:
        payment.refund_reserved_amount -= made.amount
    payment.save(update_fields=["refund_reserved_amount", "refunded_amount", "updated_at"])
    made.failure_code = code[:60]
    made.save(update_fields=["failure_code", "updated_at"])
    refund_states.move_to(made, RefundStatus.FAILED, now=now, actor_label=BY_PROVIDER, reason=code)
    keys = [f"refund_paid:{made.pk}"] if was_paid else []
    for key in [*keys, f"refund:{made.pk}"]:
        entry = JournalEntry.objects.get(business_key=key)
        reverse_entry(entry=entry, cause=Cause("refund", made.pk), occurred_at=now, reason=f"refund failed: {code}")
    _announce("refunds.failed", made)


def _announce(topic: str, made: Refund) -> None:
    outbox.enqueue(
        topic=topic,
        payload={
            "refund_id": str(made.pk),
            "cause_id": str(made.cause_id),
            "payment_id": str(made.payment_id),
            "purchase_id": str(made.payment.purchase_id),
        },
        key=str(made.pk),
    )


def refresh_refund(*, refund_id: UUID, now: datetime) -> Refund:
    """Fetch a refund from the provider, outside any transaction, and converge. Raises ProviderError."""
    ref = Refund.objects.values_list("provider_ref", flat=True).get(pk=refund_id)
    return converge_refund(refund_id=refund_id, snapshot=payment_gateway().fetch_refund(ref), now=now)
