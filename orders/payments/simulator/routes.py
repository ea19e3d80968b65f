"""The simulated API's table of contents: method and path → function."""

import re
from collections.abc import Callable
from typing import Any

from . import accounts, balances, charges, disputes, intents, payouts, refunds, store, transfers
from .errors import SimulatedError
from .params import Params

Operation = Callable[..., store.Body]


def _account(params: Params, *, account: str, now: int, ref: str) -> store.Body:
    return store.fetch("account", ref)


def _own_account(params: Params, *, account: str, now: int) -> store.Body:
    return store.fetch("account", account)


def _accounts(params: Params, *, account: str, now: int) -> store.Body:
    return store.page("account", account="", url="/v1/accounts", params=params, filters={})


def _balance(params: Params, *, account: str, now: int) -> store.Body:
    return balances.balance(account=account, now=now)


def _balance_transaction(params: Params, *, account: str, now: int, ref: str) -> store.Body:
    return balances.render_row(ref)


def _balance_transactions(params: Params, *, account: str, now: int) -> store.Body:
    return balances.page(account=account, params=params)


def _event(params: Params, *, account: str, now: int, ref: str) -> store.Body:
    return store.fetch("event", ref, account=account)


def _events(params: Params, *, account: str, now: int) -> store.Body:
    filters = {"type": params["type"]} if params.get("type") else {}
    return store.page("event", account=account, url="/v1/events", params=params, filters=filters)


_TABLE: list[tuple[str, str, Operation]] = [
    ("GET", "/v1/account", _own_account),
    ("GET", "/v1/accounts", _accounts),
    ("POST", "/v1/accounts", accounts.create),
    ("GET", "/v1/accounts/{ref}", _account),
    ("POST", "/v1/account_links", accounts.create_link),
    ("GET", "/v1/payment_intents", intents.page),
    ("POST", "/v1/payment_intents", intents.create),
    ("GET", "/v1/payment_intents/{ref}", intents.retrieve),
    ("POST", "/v1/payment_intents/{ref}", intents.update),
    ("POST", "/v1/payment_intents/{ref}/confirm", intents.confirm),
    ("POST", "/v1/payment_intents/{ref}/cancel", intents.cancel),
    ("GET", "/v1/charges/{ref}", charges.retrieve),
    ("GET", "/v1/refunds", refunds.page),
    ("POST", "/v1/refunds", refunds.create),
    ("GET", "/v1/refunds/{ref}", refunds.retrieve),
    ("GET", "/v1/transfers", transfers.page),
    ("POST", "/v1/transfers", transfers.create),
    ("GET", "/v1/transfers/{ref}", transfers.retrieve),
    ("GET", "/v1/transfers/{ref}/reversals", transfers.reversals),
    ("POST", "/v1/transfers/{ref}/reversals", transfers.reverse),
    ("GET", "/v1/payouts", payouts.page),
    ("POST", "/v1/payouts", payouts.create),
    ("GET", "/v1/payouts/{ref}", payouts.retrieve),
    ("GET", "/v1/balance", _balance),
    ("GET", "/v1/balance_transactions", _balance_transactions),
    ("GET", "/v1/balance_transactions/{ref}", _balance_transaction),
    ("GET", "/v1/disputes", disputes.page),
    ("GET", "/v1/disputes/{ref}", disputes.retrieve),
    ("POST", "/v1/disputes/{ref}", disputes.update),
    ("GET", "/v1/events", _events),
    ("GET", "/v1/events/{ref}", _event),
]
_COMPILED = [
    (method, re.compile(path.replace("{ref}", r"(?P<ref>\w+)")), operation) for method, path, operation in _TABLE
]
# What a browser may do with a publishable key and the intent's client secret.
_PUBLISHABLE = re.compile(r"(GET /v1/payment_intents/\w+|POST /v1/payment_intents/\w+/confirm)")


def find(method: str, path: str) -> tuple[Operation, dict[str, Any]]:
    """The operation for a request, with the id its path names.

    Raises:
        SimulatedError: 404, the simulator does not know this address.
    """
    for known, pattern, operation in _COMPILED:
        match = pattern.fullmatch(path)
        if known == method and match:
            return operation, match.groupdict()
    raise SimulatedError(
        f"Unrecognized request URL ({method}: {path}). The simulator covers what the bazaar calls.",
        status=404,
    )


def is_publishable(method: str, path: str) -> bool:
    """Whether a publishable key may make this request."""
    return bool(_PUBLISHABLE.fullmatch(f"{method} {path}"))
