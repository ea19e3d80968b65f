"""Payment intents, refunds and webhooks of Stripe behind the port ``PaymentGateway``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import stripe
from django.conf import settings

from orders.payments.gateways.ports import (
    Capability,
    EventSubject,
    PaymentSnapshot,
    ReceivedEvent,
    RefundSnapshot,
    WebhookUnfit,
)
from orders.payments.gateways.stripe.capabilities import connect_capabilities
from orders.payments.gateways.stripe.client import client, first_with_metadata, in_our_words
from orders.payments.states import PaymentStatus, RefundStatus

WEBHOOK_AGE = timedelta(minutes=5)
CLOCK_SKEW = timedelta(seconds=60)
_EXPANDED = ["latest_charge.balance_transaction"]
_STATUS = {
    "requires_payment_method": PaymentStatus.AWAITING_METHOD,
    "requires_confirmation": PaymentStatus.AWAITING_METHOD,
    "requires_action": PaymentStatus.REQUIRES_ACTION,
    "requires_capture": PaymentStatus.PROCESSING,
    "processing": PaymentStatus.PROCESSING,
    "succeeded": PaymentStatus.SUCCEEDED,
    "canceled": PaymentStatus.CANCELLED,
}
_REFUND_STATUS = {
    "pending": RefundStatus.PENDING,
    "requires_action": RefundStatus.PENDING,
    "succeeded": RefundStatus.SUCCEEDED,
    "failed": RefundStatus.FAILED,
    "canceled": RefundStatus.FAILED,
}
_SUBJECTS = {
    "payment_intent.": EventSubject.PAYMENT,
    "charge.updated": EventSubject.PAYMENT,  # tells the fee where it was not known at the success
    "refund.": EventSubject.REFUND,
    "account.updated": EventSubject.ACCOUNT,
    "payout.": EventSubject.PAYOUT,
    "transfer.": EventSubject.ALLOCATION,
}


class StripePayments:
    """Stripe as the way to take money from buyers."""

    name = "stripe"

    @property
    def capabilities(self) -> frozenset[Capability]:
        """What Connect offers a platform of the configured country."""
        return connect_capabilities()

    def create_payment(
        self, *, amount: int, currency: str, description: str, group: str, metadata: Mapping[str, str], key: str
    ) -> PaymentSnapshot:
        """Open a payment intent that the buyer confirms with the client secret."""
        with in_our_words():
            intent = client().v1.payment_intents.create(
                {
                    "amount": amount,
                    "currency": currency.lower(),
                    "description": description,
                    "transfer_group": group,
                    "metadata": dict(metadata),
                    "automatic_payment_methods": {"enabled": True},
                },
                {"idempotency_key": key},
            )
        return _payment(intent.to_dict())

    def fetch_payment(self, ref: str) -> PaymentSnapshot:
        """Read the payment intent with its charge and fee."""
        with in_our_words():
            intent = client().v1.payment_intents.retrieve(ref, {"expand": list(_EXPANDED)})
        return _payment(intent.to_dict())

    def find_payment(self, *, payment_id: str, since: datetime) -> PaymentSnapshot | None:
        """Walk through the intents made from a minute before ``since`` on."""
        bound = int((since - timedelta(minutes=1)).timestamp())
        with in_our_words():
            intents = client().v1.payment_intents.list({"created": {"gte": bound}, "limit": 100})
            found = first_with_metadata(intents.auto_paging_iter(), "payment", payment_id)
        return None if found is None else self.fetch_payment(found["id"])

    def cancel_payment(self, ref: str, *, key: str) -> PaymentSnapshot:
        """Cancel the payment intent."""
        with in_our_words():
            intent = client().v1.payment_intents.cancel(
                ref, {"cancellation_reason": "abandoned"}, {"idempotency_key": key}
            )
        return _payment(intent.to_dict())

    def create_refund(self, *, payment_ref: str, amount: int, metadata: Mapping[str, str], key: str) -> RefundSnapshot:
        """Refund part of the intent's charge; transfers to sellers are reversed separately."""
        with in_our_words():
            refund = client().v1.refunds.create(
                {"payment_intent": payment_ref, "amount": amount, "metadata": dict(metadata)},
                {"idempotency_key": key},
            )
        return _refund(refund.to_dict())

    def fetch_refund(self, ref: str) -> RefundSnapshot:
        """Read the refund."""
        with in_our_words():
            refund = client().v1.refunds.retrieve(ref)
        return _refund(refund.to_dict())

    def find_refund(self, *, payment_ref: str, refund_id: str) -> RefundSnapshot | None:
        """Walk through the refunds of the intent."""
        with in_our_words():
            refunds = client().v1.refunds.list({"payment_intent": payment_ref, "limit": 100})
            found = first_with_metadata(refunds.auto_paging_iter(), "refund", refund_id)
        return None if found is None else _refund(found)

    def read_webhook(self, *, body: bytes, signature: str, is_connect: bool, now: datetime) -> ReceivedEvent:
        """Check signature, age on both sides, mode and endpoint, then read.

        Raises WebhookUnfit with the reason; an empty secret accepts nothing.
        """
        secret = settings.STRIPE_CONNECT_WEBHOOK_SECRET if is_connect else settings.STRIPE_WEBHOOK_SECRET
        if not secret.strip():
            raise WebhookUnfit("This endpoint has no signing secret configured and accepts nothing.")
        try:
            text = body.decode()
            stripe.WebhookSignature.verify_header(text, signature, secret)
        except (UnicodeDecodeError, stripe.SignatureVerificationError) as unfit:
            raise WebhookUnfit("The signature does not fit the body.") from unfit
        _check_age(signature, now)
        event = self.reread_webhook(text)
        if event.is_livemode != settings.STRIPE_SECRET_KEY.startswith(("sk_live_", "rk_live_")):
            raise WebhookUnfit("The event is of the other mode (test and live must not mix).")
        if bool(event.account) != is_connect:
            raise WebhookUnfit("The event belongs to the other endpoint (platform and connected accounts).")
        return event

    def reread_webhook(self, body: str) -> ReceivedEvent:
        """Read an event's JSON. Raises WebhookUnfit when it is none."""
        try:
            event = json.loads(body)
            subject = next(
                (subject for start, subject in _SUBJECTS.items() if event["type"].startswith(start)),
                EventSubject.OTHER,
            )
            return ReceivedEvent(
                event_id=str(event["id"]),
                type=str(event["type"]),
                subject=subject,
                object_ref=_object_ref(event["data"]["object"], subject),
                account=str(event.get("account") or ""),
                is_livemode=bool(event["livemode"]),
            )
        except (ValueError, KeyError, TypeError, AttributeError) as unfit:
            raise WebhookUnfit("The body is not an event.") from unfit


def _object_ref(subject_body: Mapping[str, Any], subject: EventSubject) -> str:
    """The id to fetch by: of a charge, the payment intent it belongs to."""
    if subject == EventSubject.PAYMENT and subject_body.get("object") == "charge":
        return str(subject_body.get("payment_intent") or "")
    return str(subject_body.get("id") or "")


def _check_age(signature: str, now: datetime) -> None:
    """The header's own time, which is signed, must be near ours; Stripe's check bounds only the past."""
    stamps = [part[2:] for part in signature.split(",") if part.startswith("t=")]
    age = now.timestamp() - int(stamps[0])
    if age > WEBHOOK_AGE.total_seconds():
        raise WebhookUnfit("The webhook is too old.")
    if -age > CLOCK_SKEW.total_seconds():
        raise WebhookUnfit("The webhook is from the future.")


def _payment(intent: Mapping[str, Any]) -> PaymentSnapshot:
    charge = intent.get("latest_charge")
    charge_ref, row = charge or "", None
    if isinstance(charge, Mapping):
        charge_ref, row = charge["id"], charge.get("balance_transaction")
    error = intent.get("last_payment_error") or {}
    base = settings.STRIPE_HOSTED_PAGE_BASE
    return PaymentSnapshot(
        ref=intent["id"],
        status=_STATUS[intent["status"]],
        amount=intent["amount"],
        currency=intent["currency"].upper(),
        captured_amount=intent["amount_received"],
        charge_ref=charge_ref,
        client_secret=intent.get("client_secret") or "",
        hosted_url=f"{base}{intent['id']}" if base else "",
        decline_code=error.get("decline_code") or error.get("code") or "",
        fee_amount=row["fee"] if isinstance(row, Mapping) else None,
        is_livemode=intent["livemode"],
        metadata=intent.get("metadata") or {},
    )


def _refund(refund: Mapping[str, Any]) -> RefundSnapshot:
    return RefundSnapshot(
        ref=refund["id"],
        status=_REFUND_STATUS[refund.get("status") or "pending"],
        amount=refund["amount"],
        payment_ref=refund.get("payment_intent") or "",
        failure_code=refund.get("failure_reason") or "",
        metadata=refund.get("metadata") or {},
    )
