"""What this capability does when the provider says that a payment or a refund changed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from orders.payments.gateways import payment_gateway
from orders.payments.gateways.ports import EventSubject, ReceivedEvent
from orders.payments.models import Payment, Refund
from orders.payments.services.converging import converge_payment
from orders.payments.services.inbox import ours_or_retry, reacts_to
from orders.payments.services.refunding import converge_refund


def known_id(text: str | None) -> UUID | None:
    """Our id from the provider's metadata, if it is one."""
    try:
        return UUID(text or "")
    except ValueError:
        return None


@reacts_to(EventSubject.PAYMENT)
def payment_changed(event: ReceivedEvent, now: datetime) -> bool:
    """Fetch the payment and converge; the webhook may come before our own commit."""
    if not event.object_ref:
        return False  # a charge without a payment intent is none of ours
    snapshot = payment_gateway().fetch_payment(event.object_ref)
    ours = known_id(snapshot.metadata.get("payment"))
    payment = Payment.objects.filter(Q(provider_ref=snapshot.ref) | Q(pk=ours)).first()
    if not ours_or_retry(str(ours or ""), is_known=payment is not None) or payment is None:
        return False
    converge_payment(payment_id=payment.pk, snapshot=snapshot, now=now)
    return True


@reacts_to(EventSubject.REFUND)
def refund_changed(event: ReceivedEvent, now: datetime) -> bool:
    """Fetch the refund and converge."""
    snapshot = payment_gateway().fetch_refund(event.object_ref)
    ours = known_id(snapshot.metadata.get("refund"))
    made = Refund.objects.filter(Q(provider_ref=snapshot.ref) | Q(pk=ours)).first()
    if not ours_or_retry(str(ours or ""), is_known=made is not None) or made is None:
        return False
    converge_refund(refund_id=made.pk, snapshot=snapshot, now=now)
    return True
