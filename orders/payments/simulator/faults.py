"""Faults a test or a person plants: the provider fails before or after it has acted.

A fault is ``{"match": "POST /v1/transfers", "kind": K, "when": "before"|"after", "times": n}``;
``match`` is the beginning of method and path. Kinds: ``timeout`` and ``reset`` (the connection
gives no answer), ``error_429``, ``error_409``, ``error_500``, and ``kept_500``, a 500 that is
stored under the idempotency key and therefore comes again on every repetition.
"""

from typing import Literal

from django.db import transaction

from . import store
from .errors import SimulatedError

When = Literal["before", "after"]
LOST_CONNECTIONS = {"timeout", "reset"}
_ANSWERS = {
    "error_409": (409, "idempotency_error", "idempotency_key_in_use"),
    "error_429": (429, "invalid_request_error", "rate_limit"),
    "error_500": (500, "api_error", ""),
    "kept_500": (500, "api_error", ""),
}


class ConnectionLost(Exception):
    """The caller gets no answer; what the provider did before stays done."""


def plant(*, match: str, kind: str, when: When = "before", times: int = 1) -> None:
    """Add a fault that strikes the next ``times`` matching requests.

    Raises:
        ValueError: no such kind of fault.
    """
    if kind not in LOST_CONNECTIONS | _ANSWERS.keys():
        raise ValueError(f"No such fault: {kind}.")
    with transaction.atomic():
        switches = store.switches(for_update=True)
        switches.faults.append({"match": match, "kind": kind, "when": when, "times": times})
        switches.save(update_fields=["faults"])


def strike(method: str, path: str, when: When) -> str:
    """The kind of fault that hits this request now, counted down; empty when none does."""
    if not store.switches().faults:
        return ""
    with transaction.atomic():
        switches = store.switches(for_update=True)
        for fault in switches.faults:
            if fault["when"] == when and f"{method} {path}".startswith(fault["match"]):
                fault["times"] -= 1
                switches.faults = [other for other in switches.faults if other["times"] > 0]
                switches.save(update_fields=["faults"])
                return str(fault["kind"])
    return ""


def as_error(kind: str) -> SimulatedError:
    """The error answer of a fault that does answer."""
    status, error_kind, code = _ANSWERS[kind]
    return SimulatedError(
        "The simulator was told to fail.",
        status=status,
        kind=error_kind,
        code=code,
        is_kept=kind == "kept_500",
    )
