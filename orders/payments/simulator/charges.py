"""Charges: the attempts to take money for a payment intent."""

from . import balances, events, store
from .params import Params
from .store import Body

_CARD = {
    "brand": "visa",
    "checks": {
        "address_line1_check": None,
        "address_postal_code_check": None,
        "cvc_check": "pass",
    },
    "country": "IN",
    "exp_month": 12,
    "exp_year": 2034,
    "funding": "credit",
    "last4": "4242",
    "network": "visa",
}


def charge(intent: Body, *, now: int, decline_code: str = "") -> Body:
    """Try to take the intent's amount; ``decline_code`` makes it a failed attempt."""
    is_paid = not decline_code
    body = _blank(intent, now) | {
        "amount_captured": intent["amount"] if is_paid else 0,
        "captured": is_paid,
        "failure_code": None if is_paid else "card_declined",
        "failure_message": None if is_paid else "Your card was declined.",
        "outcome": _outcome(decline_code),
        "paid": is_paid,
        "status": "succeeded" if is_paid else "failed",
    }
    if is_paid:
        switches = store.switches()
        body["balance_transaction"] = balances.record(
            account="",
            currency=intent["currency"],
            amount=intent["amount"],
            fee=intent["amount"] * switches.fee_bp // 10_000,
            kind="charge",
            source=body["id"],
            available_on=now + switches.funds_after_seconds,
            now=now,
        )
    store.add(body, parent=intent["id"])
    events.emit("charge.succeeded" if is_paid else "charge.failed", body, now=now)
    return body


def _blank(intent: Body, now: int) -> Body:
    return {
        "id": store.new_ref("ch"),
        "object": "charge",
        "amount": intent["amount"],
        "amount_refunded": 0,
        "balance_transaction": None,
        "billing_details": {
            "address": None,
            "email": None,
            "name": None,
            "phone": None,
            "tax_id": None,
        },
        "created": now,
        "currency": intent["currency"],
        "description": intent["description"],
        "disputed": False,
        "fraud_details": {},
        "livemode": False,
        "metadata": dict(intent["metadata"]),
        "payment_intent": intent["id"],
        "payment_method": intent["payment_method"],
        "payment_method_details": {"type": "card", "card": dict(_CARD)},
        "receipt_email": intent["receipt_email"],
        "refunded": False,
        "transfer_group": intent["transfer_group"],
    }


def _outcome(decline_code: str) -> Body:
    return {
        "advice_code": "try_again_later" if decline_code else None,
        "network_advice_code": None,
        "network_decline_code": None,
        "network_status": "declined_by_network" if decline_code else "approved_by_network",
        "reason": decline_code or None,
        "risk_level": "normal",
        "risk_score": 12,
        "seller_message": "The bank declined." if decline_code else "Payment complete.",
        "type": "issuer_declined" if decline_code else "authorized",
    }


def retrieve(params: Params, *, account: str, now: int, ref: str) -> Body:
    """GET /v1/charges/{charge}."""
    return store.fetch("charge", ref)
