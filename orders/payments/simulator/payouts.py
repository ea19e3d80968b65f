"""Payouts of a connected account's balance to its bank; one may still fail after ``paid``."""

from . import balances, events, store
from .errors import SimulatedError
from .params import Params, amount, currency, metadata

_DAY = 86_400


def create(params: Params, *, account: str, now: int) -> store.Body:
    """POST /v1/payouts for the account named in ``Stripe-Account``.

    The answer says ``pending``; how it goes on is the switch ``payout_outcome``: ``paid`` or
    ``failed`` at once (an event follows), ``pending`` until somebody calls :func:`finish`.

    Raises:
        SimulatedError: payouts are not enabled, the bank account is not the account's, or the
            balance does not hold the amount.
    """
    owner = store.fetch("account", account)
    if not owner["payouts_enabled"]:
        raise SimulatedError("Payouts are not enabled for this account.", code="payouts_not_allowed", is_kept=True)
    wanted, money = amount(params), currency(params)
    bank = _bank_of(owner, params.get("destination"))
    balances.require_funds(account, money, wanted, now)
    ref = store.new_ref("po")
    body: store.Body = {
        "id": ref,
        "object": "payout",
        "amount": wanted,
        "arrival_date": now + 2 * _DAY,
        "automatic": False,
        "balance_transaction": balances.record(
            account=account, currency=money, amount=-wanted, kind="payout", source=ref, now=now
        ),
        "created": now,
        "currency": money,
        "description": params.get("description"),
        "destination": bank,
        "failure_balance_transaction": None,
        "failure_code": None,
        "failure_message": None,
        "livemode": False,
        "metadata": metadata(params),
        "method": "standard",
        "original_payout": None,
        "reconciliation_status": "not_applicable",
        "reversed_by": None,
        "source_type": "card",
        "statement_descriptor": None,
        "status": "pending",
        "type": "bank_account",
    }
    store.add(body, account=account)
    events.emit("payout.created", body, now=now, account=account)
    outcome = store.switches().payout_outcome
    if outcome != "pending":
        finish(ref, account=account, status=outcome, now=now)
    return body


def _bank_of(owner: store.Body, wanted: str | None) -> str:
    banks = [bank["id"] for bank in owner["external_accounts"]["data"]]
    if wanted is None and banks:
        return str(banks[0])
    if wanted is None or wanted not in banks:
        raise SimulatedError(f"No such external account: '{wanted}'", param="destination")
    return wanted


def finish(ref: str, *, account: str, status: str, now: int) -> store.Body:
    """The bank took the money (``paid``) or sent it back (``failed``), even after ``paid``."""
    body = dict(store.fetch("payout", ref, account=account, for_update=True))
    allowed = {"pending": {"paid", "failed"}, "paid": {"failed"}}
    if status not in allowed.get(body["status"], set()):
        raise SimulatedError(f"This payout is already {body['status']}.")
    body["status"] = status
    if status == "failed":
        body |= {
            "failure_code": "account_closed",
            "failure_message": "The bank account has been closed.",
            "failure_balance_transaction": balances.record(
                account=account,
                currency=body["currency"],
                amount=body["amount"],
                kind="payout_failure",
                source=ref,
                now=now,
            ),
        }
    store.save(body)
    events.emit(f"payout.{status}", body, now=now, account=account)
    return body


def retrieve(params: Params, *, account: str, now: int, ref: str) -> store.Body:
    """GET /v1/payouts/{payout}."""
    return store.fetch("payout", ref, account=account)


def page(params: Params, *, account: str, now: int) -> store.Body:
    """GET /v1/payouts, by ``status`` or ``destination``."""
    filters = {name: params[name] for name in ("status", "destination") if params.get(name)}
    return store.page("payout", account=account, url="/v1/payouts", params=params, filters=filters)
