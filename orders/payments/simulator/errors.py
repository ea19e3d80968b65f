"""Refusals of the simulated provider, in Stripe's own error vocabulary."""

from typing import Any


class SimulatedError(Exception):
    """An error answer; raising it undoes everything the request did.

    Attributes:
        status: the HTTP status of the answer.
        is_kept: whether the answer is stored under the idempotency key. Stripe does not keep
            answers to requests that never began to execute (bad parameters, conflicts, limits).
    """

    def __init__(
        self,
        message: str,
        *,
        status: int = 400,
        kind: str = "invalid_request_error",
        code: str = "",
        param: str = "",
        is_kept: bool = False,
        **extra: Any,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.is_kept = is_kept
        error: dict[str, Any] = {"type": kind, "message": message}
        if code:
            error["code"] = code
            error["doc_url"] = f"https://stripe.com/docs/error-codes/{code.replace('_', '-')}"
        if param:
            error["param"] = param
        self.body: dict[str, Any] = {"error": error | extra}


def missing(kind: str, ref: str) -> SimulatedError:
    """The answer for an id that this account does not hold."""
    return SimulatedError(f"No such {kind}: '{ref}'", status=404, code="resource_missing", param="id")


def missing_param(name: str) -> SimulatedError:
    """The answer for a required parameter that was not sent."""
    return SimulatedError(f"Missing required param: {name}.", code="parameter_missing", param=name)


def insufficient(message: str) -> SimulatedError:
    """The answer when a balance does not hold what a transfer, reversal or payout asks for."""
    return SimulatedError(message, code="balance_insufficient", is_kept=True)
