"""What a payment's snapshot means for us: reached from answer, webhook and sweeper alike."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from common import outbox
from orders.ledger.postings import post_gateway_fee, post_payment_captured
from orders.payments.errors import ProviderMismatch
from orders.payments.gateways import payment_gateway
from orders.payments.gateways.ports import PaymentSnapshot
from orders.payments.models import Payment, payment_states
from orders.payments.states import PaymentStatus

BY_PROVIDER = "payment provider"


def converge_payment(*, payment_id: UUID, snapshot: PaymentSnapshot, now: datetime) -> Payment:
    """Bring our payment to what the provider says now, in any order and any number of times.

    Success and cancellation are final, so an old snapshot cannot undo them. The first success books the
    capture and announces it. Raises ProviderMismatch when the amount, currency or mode cannot be.
    """
    with transaction.atomic():
        payment = Payment.objects.select_for_update(of=("self",)).get(pk=payment_id)
        _check(payment, snapshot)
        declined = _take_over(payment, snapshot)
        if payment_states.allows(payment, snapshot.status):
            payment_states.move_to(payment, snapshot.status, now=now, actor_label=BY_PROVIDER)
            _moved(payment, snapshot, now)
        elif payment.status == PaymentStatus.SUCCEEDED:
            _book_fee(payment, snapshot)
        if declined:
            _announce("payments.failed", payment)
    return payment


def _check(payment: Payment, snapshot: PaymentSnapshot) -> None:
    if payment.provider_ref and payment.provider_ref != snapshot.ref:
        raise ProviderMismatch(f"Payment {payment.pk} is {payment.provider_ref}, not {snapshot.ref}.")
    if (snapshot.amount, snapshot.currency) != (payment.amount, payment.currency):
        raise ProviderMismatch(
            f"Payment {payment.pk} is of {payment.amount} {payment.currency}; "
            f"the provider says {snapshot.amount} {snapshot.currency}."
        )


def _take_over(payment: Payment, snapshot: PaymentSnapshot) -> bool:
    """Copy what identifies the payment; whether the snapshot tells of a decline that is new to us."""
    is_newly_declined = bool(
        snapshot.status == PaymentStatus.AWAITING_METHOD
        and snapshot.decline_code
        and (snapshot.charge_ref or snapshot.decline_code) != (payment.charge_ref or payment.decline_code)
        and payment.status not in {PaymentStatus.SUCCEEDED, PaymentStatus.CANCELLED}
    )
    payment.provider_ref = snapshot.ref
    payment.client_secret = snapshot.client_secret or payment.client_secret
    payment.hosted_url = snapshot.hosted_url or payment.hosted_url
    payment.is_livemode = snapshot.is_livemode
    if payment.status not in {PaymentStatus.SUCCEEDED, PaymentStatus.CANCELLED}:
        payment.charge_ref = snapshot.charge_ref or payment.charge_ref
        payment.decline_code = snapshot.decline_code[:60]
    payment.save()
    return is_newly_declined


def _moved(payment: Payment, snapshot: PaymentSnapshot, now: datetime) -> None:
    if payment.status == PaymentStatus.SUCCEEDED:
        if snapshot.captured_amount != payment.amount:
            raise ProviderMismatch(f"Payment {payment.pk}: {snapshot.captured_amount} of {payment.amount} captured.")
        payment.captured_amount = snapshot.captured_amount
        payment.succeeded_at = now
        payment.save(update_fields=["captured_amount", "succeeded_at", "updated_at"])
        post_payment_captured(
            payment_id=payment.pk,
            purchase_id=payment.purchase_id,
            amount=payment.captured_amount,
            currency=payment.currency,
            occurred_at=now,
        )
        _book_fee(payment, snapshot)
        _announce("payments.succeeded", payment)
    elif payment.status == PaymentStatus.CANCELLED:
        _announce("payments.cancelled", payment)


def _book_fee(payment: Payment, snapshot: PaymentSnapshot) -> None:
    """The fee is known with the settlement of the charge, sometimes later than the success."""
    if snapshot.fee_amount and payment.succeeded_at is not None:
        post_gateway_fee(
            payment_id=payment.pk,
            amount=snapshot.fee_amount,
            currency=payment.currency,
            occurred_at=payment.succeeded_at,
        )


def _announce(topic: str, payment: Payment) -> None:
    outbox.enqueue(
        topic=topic,
        payload={"payment_id": str(payment.pk), "purchase_id": str(payment.purchase_id)},
        key=str(payment.pk),
    )


def refresh_payment(*, payment_id: UUID, now: datetime) -> Payment:
    """Fetch a payment from the provider, outside any transaction, and converge.

    Raises ProviderError when it cannot be fetched.
    """
    payment = Payment.objects.get(pk=payment_id)
    snapshot = payment_gateway().fetch_payment(payment.provider_ref)
    return converge_payment(payment_id=payment_id, snapshot=snapshot, now=now)
