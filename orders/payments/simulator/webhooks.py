"""Sending of planned webhooks: signed as Stripe signs, repeated until taken."""

import hashlib
import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass

import requests
from django.conf import settings
from django.db import transaction

from . import store
from .models import Delivery, StoredObject

MAX_ATTEMPTS = 6
_CLAIM_SECONDS = 60
_TIMEOUT_SECONDS = (2, 10)


@dataclass(frozen=True)
class SignedEvent:
    """What goes over the wire to one endpoint."""

    path: str
    body: bytes
    signature: str


Transport = Callable[[SignedEvent], int]


def sign(body: bytes, *, secret: str, timestamp: int) -> str:
    """The ``Stripe-Signature`` header: time and HMAC-SHA256 over time, a dot and the raw body."""
    signed = f"{timestamp}.".encode() + body
    digest = hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
    return f"t={timestamp},v1={digest}"


def post(event: SignedEvent) -> int:
    """Send over HTTP; the status answered, or 0 when nobody answered."""
    try:
        answer = requests.post(
            settings.PUBLIC_BASE_URL + event.path,
            data=event.body,
            headers={"Content-Type": "application/json", "Stripe-Signature": event.signature},
            timeout=_TIMEOUT_SECONDS,
        )
    except requests.RequestException:
        return 0
    return answer.status_code


def deliver_due(*, now: int, transport: Transport = post) -> int:
    """Send every delivery that is due, in order (backwards while the reorder switch is on).

    Returns how many were taken with a 2xx. One that is not taken comes again, six times at most.
    """
    return sum(_deliver(delivery, now, transport) for delivery in _claim(now))


def _claim(now: int) -> list[Delivery]:
    """Take due deliveries for a minute, so that a second worker passes over them."""
    order = "-pk" if store.switches().is_reordering else "pk"
    with transaction.atomic():
        claimed = list(
            Delivery.objects.filter(state__in=["due", "sending"], due_at__lte=now)
            .select_for_update(skip_locked=True)
            .order_by(order)[:100]
        )
        Delivery.objects.filter(pk__in=[row.pk for row in claimed]).update(
            state=Delivery.State.SENDING, due_at=now + _CLAIM_SECONDS
        )
    return claimed


def _deliver(delivery: Delivery, now: int, transport: Transport) -> bool:
    status = transport(signed_event(delivery.event, is_connect=delivery.is_connect, now=now))
    delivery.attempts += 1
    delivery.answer_status = status
    is_taken = 200 <= status < 300
    if is_taken:
        delivery.state = Delivery.State.DELIVERED
    else:
        is_over = delivery.attempts >= MAX_ATTEMPTS
        delivery.state = Delivery.State.FAILED if is_over else Delivery.State.DUE
        delivery.due_at = now + int(2**delivery.attempts)
    delivery.save()
    return is_taken


def signed_event(ref: str, *, is_connect: bool, now: int) -> SignedEvent:
    """One event, signed with the secret of the endpoint it goes to."""
    body = json.dumps(StoredObject.objects.get(ref=ref).body, indent=2).encode()
    secret = settings.STRIPE_CONNECT_WEBHOOK_SECRET if is_connect else settings.STRIPE_WEBHOOK_SECRET
    return SignedEvent(
        path="/webhooks/stripe/connect" if is_connect else "/webhooks/stripe",
        body=body,
        signature=sign(body, secret=secret, timestamp=now),
    )
