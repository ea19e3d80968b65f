"""Balances of the platform and of connected accounts, as sums of balance transactions."""

from collections.abc import Mapping
from typing import Any

from django.db.models import F, Sum

from . import store
from .errors import insufficient, missing
from .models import BalanceRow

_CATEGORY = {
    "charge": "charge",
    "payment": "charge",
    "refund": "refund",
    "payment_refund": "refund",
    "refund_failure": "refund_failure",
    "transfer": "transfer",
    "transfer_refund": "transfer_reversal",
    "payout": "payout",
    "payout_failure": "payout_reversal",
    "adjustment": "dispute",
}


def record(
    *,
    account: str,
    currency: str,
    amount: int,
    kind: str,
    source: str,
    now: int,
    fee: int = 0,
    available_on: int | None = None,
    description: str = "",
) -> str:
    """Add one balance transaction (signed minor units) and hand back its id."""
    row = BalanceRow.objects.create(
        ref=store.new_ref("txn"),
        account=account,
        currency=currency,
        amount=amount,
        fee=fee,
        kind=kind,
        source=source,
        description=description,
        available_on=now if available_on is None else available_on,
        created=now,
    )
    return row.ref


def available(account: str, currency: str, now: int) -> int:
    """What the account may spend: everything whose ``available_on`` has come, net of fees."""
    rows = BalanceRow.objects.filter(account=account, currency=currency, available_on__lte=now)
    total = rows.aggregate(total=Sum(F("amount") - F("fee")))["total"]
    return int(total or 0)


def require_funds(account: str, currency: str, amount: int, now: int) -> None:
    """Lock the balance and check that it holds ``amount``.

    Raises:
        SimulatedError: ``balance_insufficient``.
    """
    store.lock(f"balance:{account}:{currency}")
    held = available(account, currency, now)
    if held < amount:
        owner = f"account {account}" if account else "your Stripe balance"
        raise insufficient(f"Insufficient funds in {owner}: {held} {currency} available, {amount} asked for.")


def balance(*, account: str, now: int) -> store.Body:
    """The balance object: available and pending per currency."""
    sums: dict[str, dict[str, int]] = {}
    for row in BalanceRow.objects.filter(account=account):
        side = "available" if row.available_on <= now else "pending"
        per = sums.setdefault(row.currency, {"available": 0, "pending": 0})
        per[side] += row.amount - row.fee

    def rendered(side: str) -> list[store.Body]:
        return [
            {"amount": per[side], "currency": currency, "source_types": {"card": per[side]}}
            for currency, per in sorted(sums.items())
        ] or [{"amount": 0, "currency": "inr", "source_types": {"card": 0}}]

    return {
        "object": "balance",
        "available": rendered("available"),
        "pending": rendered("pending"),
        "livemode": False,
    }


def render_row(ref: str) -> store.Body:
    """One balance transaction as Stripe answers it.

    Raises:
        SimulatedError: 404 when there is none.
    """
    row = BalanceRow.objects.filter(ref=ref).first()
    if row is None:
        raise missing("balance_transaction", ref)
    return _render(row)


def _render(row: BalanceRow) -> store.Body:
    fees = [
        {
            "amount": row.fee,
            "application": None,
            "currency": row.currency,
            "description": "Stripe processing fees",
            "type": "stripe_fee",
        }
    ]
    return {
        "id": row.ref,
        "object": "balance_transaction",
        "amount": row.amount,
        "available_on": row.available_on,
        "balance_type": "payments",
        "created": row.created,
        "currency": row.currency,
        "description": row.description or None,
        "exchange_rate": None,
        "fee": row.fee,
        "fee_details": fees if row.fee else [],
        "net": row.amount - row.fee,
        "reporting_category": _CATEGORY[row.kind],
        "source": row.source,
        "status": "available",
        "type": row.kind,
    }


def page(*, account: str, params: Mapping[str, Any]) -> store.Body:
    """A page of balance transactions, newest first, by ``source``, ``type``, ``created`` and cursor."""
    rows = BalanceRow.objects.filter(account=account).order_by("-position")
    if params.get("source"):
        rows = rows.filter(source=params["source"])
    if params.get("type"):
        rows = rows.filter(kind=params["type"])
    rows = store.window(rows, params, missing("balance_transaction", str(params.get("starting_after"))))
    limit = min(int(params.get("limit", 10)), 100)
    found = [_render(row) for row in rows[: limit + 1]]
    return store.listing("/v1/balance_transactions", found[:limit], len(found) > limit)
