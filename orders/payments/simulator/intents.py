"""Payment intents: create, confirm with a test card, 3-D Secure, processing, cancel."""

from typing import Any

from django.conf import settings

from . import charges, events, store
from .errors import SimulatedError
from .params import Params, amount, currency, flag, metadata, text

# Stripe's test payment methods, and one of ours for money that arrives later (as UPI may).
DECLINES = {
    "pm_card_chargeDeclined": "generic_decline",
    "pm_card_visa_chargeDeclined": "generic_decline",
    "pm_card_chargeDeclinedInsufficientFunds": "insufficient_funds",
    "pm_card_chargeDeclinedExpiredCard": "expired_card",
}
CHALLENGED = {"pm_card_threeDSecure2Required", "pm_card_authenticationRequired"}
PROCESSING = {"pm_simulated_processing"}
ACCEPTED = {"pm_card_visa", "pm_card_mastercard", "pm_card_in"}

_CONFIRMABLE = {"requires_payment_method", "requires_confirmation", "requires_action"}


def create(params: Params, *, account: str, now: int) -> store.Body:
    """POST /v1/payment_intents; with ``confirm=true`` it is confirmed at once."""
    ref = store.new_ref("pi")
    body: store.Body = {
        "id": ref,
        "object": "payment_intent",
        "amount": amount(params),
        "amount_capturable": 0,
        "amount_received": 0,
        "automatic_payment_methods": {"enabled": True, "allow_redirects": "always"},
        "canceled_at": None,
        "cancellation_reason": None,
        "capture_method": "automatic",
        "client_secret": f"{ref}_secret_{store.new_ref('s')[2:]}",
        "confirmation_method": "automatic",
        "created": now,
        "currency": currency(params),
        "customer": None,
        "description": params.get("description"),
        "last_payment_error": None,
        "latest_charge": None,
        "livemode": False,
        "metadata": metadata(params),
        "next_action": None,
        "payment_method": params.get("payment_method"),
        "payment_method_types": ["card"],
        "processing": None,
        "receipt_email": params.get("receipt_email"),
        "status": "requires_payment_method",
        "transfer_group": params.get("transfer_group"),
    }
    if body["payment_method"]:
        body["status"] = "requires_confirmation"
    store.add(body)
    events.emit("payment_intent.created", body, now=now)
    return confirm(params, account=account, now=now, ref=ref) if flag(params, "confirm") else body


def retrieve(params: Params, *, account: str, now: int, ref: str) -> store.Body:
    """GET /v1/payment_intents/{intent}."""
    return store.fetch("payment_intent", ref)


def page(params: Params, *, account: str, now: int) -> store.Body:
    """GET /v1/payment_intents."""
    return store.page("payment_intent", account="", url="/v1/payment_intents", params=params, filters={})


def update(params: Params, *, account: str, now: int, ref: str) -> store.Body:
    """POST /v1/payment_intents/{intent}: amount, description, metadata, transfer group."""
    body = store.fetch("payment_intent", ref, for_update=True)
    if body["status"] not in _CONFIRMABLE:
        raise _unexpected_state(body, "updated")
    body["amount"] = amount(params, default=body["amount"])
    body["metadata"] |= metadata(params)
    for field in ("description", "receipt_email", "transfer_group"):
        body[field] = params.get(field, body[field])
    return store.save(body)


def confirm(params: Params, *, account: str, now: int, ref: str) -> store.Body:
    """POST /v1/payment_intents/{intent}/confirm: pay, be challenged, be declined or wait.

    Raises:
        SimulatedError: wrong state, or an unknown payment method. A decline is not raised but
            answered (402), because the attempt must stay on record.
    """
    body = store.fetch("payment_intent", ref, for_update=True)
    if body["status"] not in _CONFIRMABLE:
        raise _unexpected_state(body, "confirmed")
    method = params.get("payment_method") or body["payment_method"] or ""
    body |= {"payment_method": method or None, "next_action": None}
    if method in DECLINES:
        return decline(body, DECLINES[method], now=now)
    if method in CHALLENGED:
        return _challenge(body, params, now)
    if method in PROCESSING:
        return _moved(body, "processing", now)
    if method in ACCEPTED:
        return succeed(body, now=now)
    raise SimulatedError(f"No such PaymentMethod: '{method}'", code="resource_missing", param="payment_method")


def succeed(body: store.Body, *, now: int) -> store.Body:
    """Take the money."""
    charged = charges.charge(body, now=now)
    body |= {
        "amount_received": body["amount"],
        "last_payment_error": None,
        "latest_charge": charged["id"],
        "next_action": None,
    }
    return _moved(body, "succeeded", now)


def decline(body: store.Body, decline_code: str, *, now: int) -> store.Body:
    """Refuse the attempt; the answer is a 402 with the intent inside, the intent may be retried."""
    charged = charges.charge(body, now=now, decline_code=decline_code)
    code = "card_declined" if decline_code != "expired_card" else "expired_card"
    error: dict[str, Any] = {
        "type": "card_error",
        "code": code,
        "decline_code": decline_code,
        "charge": charged["id"],
        "message": "Your card was declined.",
    }
    body |= {"latest_charge": charged["id"], "last_payment_error": error, "payment_method": None}
    _moved(body, "requires_payment_method", now, event="payment_intent.payment_failed")
    return {"error": error | {"payment_intent": body}}


def _challenge(body: store.Body, params: Params, now: int) -> store.Body:
    base = settings.PUBLIC_BASE_URL
    body["next_action"] = {
        "type": "redirect_to_url",
        "redirect_to_url": {
            "url": f"{base}/stripe-simulator/challenge/{body['id']}",
            "return_url": params.get("return_url"),
        },
    }
    return _moved(body, "requires_action", now)


def finish_challenge(ref: str, *, is_approved: bool, now: int) -> store.Body:
    """The buyer answered the bank's second page."""
    body = _in_state(ref, "requires_action")
    if is_approved:
        return succeed(body, now=now)
    return decline(body, "authentication_required", now=now)


def finish_processing(ref: str, *, is_paid: bool, now: int) -> store.Body:
    """The money that was on its way arrived, or did not."""
    body = _in_state(ref, "processing")
    return succeed(body, now=now) if is_paid else decline(body, "generic_decline", now=now)


def _in_state(ref: str, status: str) -> store.Body:
    body = store.fetch("payment_intent", ref, for_update=True)
    if body["status"] != status:
        raise _unexpected_state(body, "completed")
    return body


def cancel(params: Params, *, account: str, now: int, ref: str) -> store.Body:
    """POST /v1/payment_intents/{intent}/cancel; a succeeded or processing intent is refused."""
    body = store.fetch("payment_intent", ref, for_update=True)
    if body["status"] not in _CONFIRMABLE:
        raise _unexpected_state(body, "canceled")
    body |= {
        "canceled_at": now,
        "cancellation_reason": params.get("cancellation_reason"),
        "next_action": None,
    }
    return _moved(body, "canceled", now)


def require_client_secret(params: Params, ref: str) -> None:
    """A publishable key may act on an intent only by knowing its client secret."""
    if store.fetch("payment_intent", ref)["client_secret"] != text(params, "client_secret"):
        raise SimulatedError("The client_secret provided does not match.", param="client_secret")


def _moved(body: store.Body, status: str, now: int, event: str = "") -> store.Body:
    body["status"] = status
    store.save(body)
    events.emit(event or f"payment_intent.{status}", body, now=now)
    return body


def _unexpected_state(body: store.Body, verb: str) -> SimulatedError:
    return SimulatedError(
        f"This PaymentIntent could not be {verb} because it has a status of {body['status']}.",
        code="payment_intent_unexpected_state",
        payment_intent=body,
    )
