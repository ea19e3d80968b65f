"""Transfers from the platform to connected accounts, and their reversals."""

from . import balances, events, store
from .errors import SimulatedError
from .params import Params, amount, currency, metadata, text


def create(params: Params, *, account: str, now: int) -> store.Body:
    """POST /v1/transfers.

    With ``source_transaction`` the money comes out of that charge: it may be sent before the
    charge has settled, and all transfers of one charge together stay within it. Without, the
    platform's available balance must hold the amount.

    Raises:
        SimulatedError: the destination may not receive transfers, or the money is not there.
    """
    destination = store.fetch("account", text(params, "destination"))
    wanted, money = amount(params), currency(params)
    if destination["capabilities"].get("transfers") != "active":
        raise SimulatedError(
            "Your destination account needs to have at least one of the following capabilities "
            "enabled: transfers, crypto_transfers, legacy_payments",
            code="insufficient_capabilities_for_transfer",
            is_kept=True,
        )
    available_on = _available_on(params, wanted, money, now)
    ref = store.new_ref("tr")
    body: store.Body = {
        "id": ref,
        "object": "transfer",
        "amount": wanted,
        "amount_reversed": 0,
        "balance_transaction": None,
        "created": now,
        "currency": money,
        "description": params.get("description"),
        "destination": destination["id"],
        "destination_payment": store.new_ref("py"),
        "livemode": False,
        "metadata": metadata(params),
        "reversals": store.listing(f"/v1/transfers/{ref}/reversals", []),
        "reversed": False,
        "source_transaction": params.get("source_transaction"),
        "source_type": "card",
        "transfer_group": params.get("transfer_group"),
    }
    body["balance_transaction"] = _move(body, -wanted, "transfer", ref, available_on, now)
    store.add(body, parent=str(params.get("source_transaction") or ""))
    events.emit("transfer.created", body, now=now)
    return body


def _available_on(params: Params, wanted: int, money: str, now: int) -> int:
    source = params.get("source_transaction")
    if not source:
        balances.require_funds("", money, wanted, now)
        return now
    charge = store.fetch("charge", str(source), for_update=True)
    if charge["currency"] != money:
        raise SimulatedError("The currency must be that of the charge.", param="currency")
    sent = sum(tr["amount"] for tr in store.children("transfer", charge["id"]))
    if not charge["paid"] or sent + wanted > charge["amount_captured"]:
        raise SimulatedError(
            f"Transfers using this charge ({sent} sent, {wanted} asked for) cannot exceed its "
            f"amount ({charge['amount_captured']}).",
            param="amount",
            is_kept=True,
        )
    return int(balances.render_row(charge["balance_transaction"])["available_on"])


def _move(body: store.Body, sign_amount: int, kind: str, source: str, available_on: int, now: int) -> str:
    """Book both sides: the platform's balance and, mirrored, the connected account's."""
    mirrored = "payment" if kind == "transfer" else "payment_refund"
    balances.record(
        account=body["destination"],
        currency=body["currency"],
        amount=-sign_amount,
        kind=mirrored,
        source=body["destination_payment"],
        available_on=available_on,
        now=now,
    )
    return balances.record(
        account="",
        currency=body["currency"],
        amount=sign_amount,
        kind=kind,
        source=source,
        available_on=available_on,
        now=now,
    )


def reverse(params: Params, *, account: str, now: int, ref: str) -> store.Body:
    """POST /v1/transfers/{transfer}/reversals; without ``amount`` all that is left.

    Raises:
        SimulatedError: more than is left, or the connected account no longer holds the money.
    """
    body = store.fetch("transfer", ref, for_update=True)
    left = body["amount"] - body["amount_reversed"]
    wanted = amount(params, default=max(left, 1))
    if wanted > left:
        raise SimulatedError(
            f"Reversal amount ({wanted}) is greater than unreversed amount ({left}).",
            param="amount",
            is_kept=True,
        )
    balances.require_funds(body["destination"], body["currency"], wanted, now)
    reversal: store.Body = {
        "id": store.new_ref("trr"),
        "object": "transfer_reversal",
        "amount": wanted,
        "balance_transaction": None,
        "created": now,
        "currency": body["currency"],
        "destination_payment_refund": store.new_ref("pyr"),
        "metadata": metadata(params),
        "source_refund": None,
        "transfer": ref,
    }
    reversal["balance_transaction"] = _move(body, wanted, "transfer_refund", reversal["id"], now, now)
    store.add(reversal, parent=ref)
    body["amount_reversed"] += wanted
    body["reversed"] = body["amount_reversed"] == body["amount"]
    body["reversals"]["data"] = [reversal, *body["reversals"]["data"]][:10]
    store.save(body)
    events.emit("transfer.reversed", body, now=now)
    return reversal


def reversals(params: Params, *, account: str, now: int, ref: str) -> store.Body:
    """GET /v1/transfers/{transfer}/reversals."""
    store.fetch("transfer", ref)
    return store.page(
        "transfer_reversal",
        account="",
        url=f"/v1/transfers/{ref}/reversals",
        params=params,
        filters={"transfer": ref},
    )


def retrieve(params: Params, *, account: str, now: int, ref: str) -> store.Body:
    """GET /v1/transfers/{transfer}."""
    return store.fetch("transfer", ref)


def page(params: Params, *, account: str, now: int) -> store.Body:
    """GET /v1/transfers, by ``destination`` or ``transfer_group``."""
    filters = {name: params[name] for name in ("destination", "transfer_group") if params.get(name)}
    return store.page("transfer", account="", url="/v1/transfers", params=params, filters=filters)
