"""Opening a payment for a purchase, and cancelling it again."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from orders.payments.errors import PaymentProviderUnavailable, PaymentRefused, PurchaseNotPayable
from orders.payments.gateways import PROVIDER, payment_gateway
from orders.payments.gateways.ports import PaymentSnapshot, ProviderError, ProviderRefused
from orders.payments.models import Payment, ProviderOperation, payment_states
from orders.payments.services.converging import converge_payment, refresh_payment
from orders.payments.services.operations import carry_out, plan_operation, register
from orders.payments.states import PAYMENT_FINAL, PaymentStatus
from orders.purchases.models import Purchase
from orders.purchases.selectors import lock_purchase
from orders.purchases.states import PurchaseStatus

_UNCANCELLABLE = {PaymentStatus.SUCCEEDED, PaymentStatus.PROCESSING}


def start_payment(*, purchase_id: UUID, now: datetime) -> Payment:
    """Open the payment of a purchase that awaits it, once; a repetition gives back the same payment.

    Call it after the purchase is committed, outside any transaction. Raises PurchaseNotPayable, PaymentRefused
    when the provider will not have it, PaymentProviderUnavailable when it does not answer (then nobody is
    charged, and the same call later goes on where this one stopped).
    """
    with transaction.atomic(durable=True):
        payment, operation = _plan(lock_purchase(purchase_id), now)
    if payment.provider_ref:
        return payment
    result = carry_out(operation.pk, now=now)
    started = Payment.objects.get(pk=payment.pk)
    if isinstance(result.error, ProviderRefused):
        raise PaymentRefused(provider_code=result.error.code)
    if not started.provider_ref:
        raise PaymentProviderUnavailable(retry_after=30)
    return started


def _plan(purchase: Purchase, now: datetime) -> tuple[Payment, ProviderOperation]:
    if purchase.status != PurchaseStatus.AWAITING_PAYMENT or purchase.expires_at <= now:
        raise PurchaseNotPayable()
    payment = purchase.payments.exclude(status=PaymentStatus.CANCELLED).first()
    if payment is None:
        payment = Payment.objects.create(
            purchase=purchase, amount=purchase.total_amount, currency=purchase.currency, provider=PROVIDER
        )
    return payment, _plan_creation(payment, purchase, now)


def _plan_creation(payment: Payment, purchase: Purchase, now: datetime) -> ProviderOperation:
    return plan_operation(
        kind=CreatePayment.kind,
        subject_id=payment.pk,
        key=f"payment:{payment.pk}:create",
        params={
            "amount": payment.amount,
            "currency": payment.currency,
            "description": f"Purchase {purchase.number}",
            "group": str(purchase.pk),
            "metadata": {"payment": str(payment.pk), "purchase": str(purchase.pk)},
        },
        now=now,
    )


class CreatePayment:
    """Open a payment at the provider."""

    kind = "create_payment"

    def call(self, operation: ProviderOperation) -> PaymentSnapshot:
        """Create it."""
        return payment_gateway().create_payment(**operation.params, key=operation.idempotency_key)

    def find(self, operation: ProviderOperation) -> PaymentSnapshot | None:
        """Look it up by our payment's id."""
        return payment_gateway().find_payment(payment_id=str(operation.subject_id), since=operation.created_at)

    def converge(self, operation: ProviderOperation, snapshot: PaymentSnapshot, *, now: datetime) -> str:
        """Take over what the provider says."""
        return converge_payment(payment_id=operation.subject_id, snapshot=snapshot, now=now).provider_ref

    def refused(self, operation: ProviderOperation, refusal: ProviderRefused, *, now: datetime) -> None:
        """Nothing was opened: the payment ends here."""
        payment = Payment.objects.select_for_update(of=("self",)).get(pk=operation.subject_id)
        payment.decline_code = refusal.code[:60]
        payment.save(update_fields=["decline_code", "updated_at"])
        payment_states.move_to(payment, PaymentStatus.CANCELLED, now=now, reason=str(refusal)[:500])


def cancel_payment(*, purchase_id: UUID, now: datetime) -> bool:
    """Cancel the payment of a purchase; whether no money will come any more.

    False: the money came or is on its way. Outside any transaction. Raises PaymentProviderUnavailable when the
    provider does not answer; then nothing is decided and the next call goes on.
    """
    payment = Payment.objects.filter(purchase_id=purchase_id).order_by("-created_at", "-id").first()
    if payment is None:
        return True
    if payment.status not in PAYMENT_FINAL and not payment.provider_ref:
        payment = _learn_ref(payment, now)
    if payment.status in PAYMENT_FINAL:
        return payment.status == PaymentStatus.CANCELLED
    return _cancel_known(payment, now)


def _learn_ref(payment: Payment, now: datetime) -> Payment:
    """The opening has no known outcome yet: find out first, since what is opened could be paid."""
    with transaction.atomic(durable=True):
        operation = _plan_creation(payment, payment.purchase, now)
    carry_out(operation.pk, now=now)
    payment.refresh_from_db()
    if not payment.provider_ref and payment.status not in PAYMENT_FINAL:
        raise PaymentProviderUnavailable(retry_after=30)
    return payment


def _cancel_known(payment: Payment, now: datetime) -> bool:
    with transaction.atomic(durable=True):
        operation = _plan_cancellation(payment, now)
    result = carry_out(operation.pk, now=now)
    if isinstance(result.error, ProviderRefused):
        payment = _refreshed(payment, now)
    elif result.error is not None:
        raise PaymentProviderUnavailable(retry_after=30)
    payment.refresh_from_db()
    if payment.status == PaymentStatus.CANCELLED:
        return True
    if payment.status in _UNCANCELLABLE:
        return False
    raise PaymentProviderUnavailable(retry_after=30)


def _plan_cancellation(payment: Payment, now: datetime) -> ProviderOperation:
    """A refused cancellation may be asked for again later (the money may fail to come), under a new key."""
    refused = ProviderOperation.objects.filter(
        kind=CancelPayment.kind, subject_id=payment.pk, finished_at__isnull=False
    ).count()
    return plan_operation(
        kind=CancelPayment.kind,
        subject_id=payment.pk,
        key=f"payment:{payment.pk}:cancel:{refused + 1}",
        params={"ref": payment.provider_ref},
        now=now,
    )


def _refreshed(payment: Payment, now: datetime) -> Payment:
    try:
        return refresh_payment(payment_id=payment.pk, now=now)
    except ProviderError as fault:
        raise PaymentProviderUnavailable(retry_after=30) from fault


class CancelPayment:
    """Cancel a payment at the provider."""

    kind = "cancel_payment"

    def call(self, operation: ProviderOperation) -> PaymentSnapshot:
        """Cancel it."""
        params: dict[str, Any] = operation.params
        return payment_gateway().cancel_payment(params["ref"], key=operation.idempotency_key)

    def find(self, operation: ProviderOperation) -> PaymentSnapshot | None:
        """See whether it is cancelled by now."""
        snapshot = payment_gateway().fetch_payment(operation.params["ref"])
        return snapshot if snapshot.status == PaymentStatus.CANCELLED else None

    def converge(self, operation: ProviderOperation, snapshot: PaymentSnapshot, *, now: datetime) -> str:
        """Take over what the provider says."""
        return converge_payment(payment_id=operation.subject_id, snapshot=snapshot, now=now).provider_ref

    def refused(self, operation: ProviderOperation, refusal: ProviderRefused, *, now: datetime) -> None:
        """It stands as it is; whoever asked fetches it again."""


register(CreatePayment())
register(CancelPayment())
