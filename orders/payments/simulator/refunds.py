"""Refunds of charges, never above what is left, and refunds that fail afterwards."""

from . import balances, events, store
from .errors import SimulatedError
from .params import Params, amount, metadata


def create(params: Params, *, account: str, now: int) -> store.Body:
    """POST /v1/refunds by ``payment_intent`` or ``charge``; without ``amount`` all that is left.

    Raises:
        SimulatedError: nothing was charged, it is refunded already, or more than is left is asked
            for (Stripe's own codes ``charge_already_refunded`` and a message naming the amounts).
    """
    charge = store.fetch("charge", _charge_of(params), for_update=True)
    left = charge["amount_captured"] - charge["amount_refunded"]
    wanted = amount(params, default=max(left, 1))
    _refuse_unrefundable(charge, wanted, left)
    outcome = store.switches().refund_outcome
    body: store.Body = {
        "id": store.new_ref("re"),
        "object": "refund",
        "amount": wanted,
        "balance_transaction": None,
        "charge": charge["id"],
        "created": now,
        "currency": charge["currency"],
        "metadata": metadata(params),
        "payment_intent": charge["payment_intent"],
        "reason": params.get("reason"),
        "receipt_number": None,
        "source_transfer_reversal": None,
        "status": "pending" if outcome == "pending" else "succeeded",
        "transfer_reversal": None,
    }
    body["balance_transaction"] = balances.record(
        account="",
        currency=body["currency"],
        amount=-wanted,
        kind="refund",
        source=body["id"],
        now=now,
    )
    store.add(body, parent=charge["id"])
    _count(charge, wanted)
    events.emit("refund.created", body, now=now)
    events.emit("charge.refunded", charge, now=now)
    return body


def _charge_of(params: Params) -> str:
    if params.get("charge"):
        return str(params["charge"])
    if not params.get("payment_intent"):
        raise SimulatedError("One of charge or payment_intent is required.", param="charge")
    intent = store.fetch("payment_intent", str(params["payment_intent"]))
    if intent["status"] != "succeeded":
        raise SimulatedError(f"This PaymentIntent ({intent['id']}) does not have a successful charge to refund.")
    return str(intent["latest_charge"])


def _refuse_unrefundable(charge: store.Body, wanted: int, left: int) -> None:
    if not charge["paid"]:
        raise SimulatedError(f"Charge {charge['id']} has not been captured.", is_kept=True)
    if left == 0:
        raise SimulatedError(
            f"Charge {charge['id']} has already been refunded.",
            code="charge_already_refunded",
            is_kept=True,
        )
    if wanted > left:
        raise SimulatedError(
            f"Refund amount ({wanted}) is greater than unrefunded amount on charge ({left})",
            param="amount",
            is_kept=True,
        )


def _count(charge: store.Body, amount_refunded: int) -> None:
    charge["amount_refunded"] += amount_refunded
    charge["refunded"] = charge["amount_refunded"] == charge["amount_captured"]
    store.save(charge)


def finish(ref: str, *, status: str, now: int) -> store.Body:
    """A refund reaches the buyer's bank (``succeeded``) or comes back (``failed``), days later."""
    body = store.fetch("refund", ref, for_update=True)
    if body["status"] in {"failed", "canceled", status}:
        raise SimulatedError(f"This refund is already {body['status']}.")
    body["status"] = status
    if status == "failed":
        body["failure_reason"] = "lost_or_stolen_card"
        body["failure_balance_transaction"] = balances.record(
            account="",
            currency=body["currency"],
            amount=body["amount"],
            kind="refund_failure",
            source=body["id"],
            now=now,
        )
        _count(store.fetch("charge", body["charge"], for_update=True), -body["amount"])
    store.save(body)
    events.emit("refund.failed" if status == "failed" else "refund.updated", body, now=now)
    return body


def retrieve(params: Params, *, account: str, now: int, ref: str) -> store.Body:
    """GET /v1/refunds/{refund}."""
    return store.fetch("refund", ref)


def page(params: Params, *, account: str, now: int) -> store.Body:
    """GET /v1/refunds, by ``charge`` or ``payment_intent``."""
    filters = {name: params[name] for name in ("charge", "payment_intent") if params.get(name)}
    return store.page("refund", account="", url="/v1/refunds", params=params, filters=filters)
