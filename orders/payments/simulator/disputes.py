"""Disputes: opened by the buyer's bank, answered with evidence, won or lost."""

from . import balances, events, store
from .errors import SimulatedError
from .params import Params, flag, metadata

_FEE = 150_000
_WEEK = 7 * 86_400


def open_dispute(charge_ref: str, *, now: int, reason: str = "product_not_received") -> store.Body:
    """The bank takes the charge back from the platform's balance, with a fee."""
    charge = store.fetch("charge", charge_ref, for_update=True)
    if charge["disputed"]:
        raise SimulatedError("This charge is already disputed.")
    charge["disputed"] = True
    store.save(charge)
    ref = store.new_ref("du")
    taken = charge["amount_captured"] - charge["amount_refunded"]
    row = balances.record(
        account="",
        currency=charge["currency"],
        amount=-taken,
        fee=_FEE,
        kind="adjustment",
        source=ref,
        now=now,
    )
    body: store.Body = {
        "id": ref,
        "object": "dispute",
        "amount": taken,
        "balance_transactions": [balances.render_row(row)],
        "charge": charge["id"],
        "created": now,
        "currency": charge["currency"],
        "enhanced_eligibility_types": [],
        "evidence": {"enhanced_evidence": {}},
        "evidence_details": {
            "due_by": now + _WEEK,
            "enhanced_eligibility": {},
            "has_evidence": False,
            "past_due": False,
            "submission_count": 0,
        },
        "is_charge_refundable": False,
        "livemode": False,
        "metadata": {},
        "payment_intent": charge["payment_intent"],
        "reason": reason,
        "status": "needs_response",
    }
    store.add(body, parent=charge["id"])
    events.emit("charge.dispute.created", body, now=now)
    return body


def update(params: Params, *, account: str, now: int, ref: str) -> store.Body:
    """POST /v1/disputes/{dispute}: evidence, handed in with ``submit``."""
    body = store.fetch("dispute", ref, for_update=True)
    if body["status"] != "needs_response":
        raise SimulatedError(f"This dispute is {body['status']} and takes no more evidence.")
    body["evidence"] |= params.get("evidence") or {}
    body["metadata"] |= metadata(params)
    body["evidence_details"]["has_evidence"] = True
    if flag(params, "submit"):
        body["status"] = "under_review"
        body["evidence_details"]["submission_count"] += 1
    store.save(body)
    events.emit("charge.dispute.updated", body, now=now)
    return body


def close(ref: str, *, is_won: bool, now: int) -> store.Body:
    """The bank decides; a dispute won brings the money back, the fee stays."""
    body = store.fetch("dispute", ref, for_update=True)
    if body["status"] in {"won", "lost"}:
        raise SimulatedError(f"This dispute is already {body['status']}.")
    body["status"] = "won" if is_won else "lost"
    if is_won:
        row = balances.record(
            account="",
            currency=body["currency"],
            amount=body["amount"],
            kind="adjustment",
            source=ref,
            now=now,
        )
        body["balance_transactions"].append(balances.render_row(row))
    store.save(body)
    events.emit("charge.dispute.closed", body, now=now)
    return body


def retrieve(params: Params, *, account: str, now: int, ref: str) -> store.Body:
    """GET /v1/disputes/{dispute}."""
    return store.fetch("dispute", ref)


def page(params: Params, *, account: str, now: int) -> store.Body:
    """GET /v1/disputes, by ``charge`` or ``payment_intent``."""
    filters = {name: params[name] for name in ("charge", "payment_intent") if params.get(name)}
    return store.page("dispute", account="", url="/v1/disputes", params=params, filters=filters)
