"""Control over the simulated provider for tests, the demo and a curious person."""

from typing import Any

from django.core.exceptions import ValidationError

from . import accounts, disputes, faults, intents, payouts, refunds, store
from .errors import SimulatedError
from .models import Switchboard

SWITCHES = (
    "duplicates",
    "is_reordering",
    "delay_seconds",
    "drops",
    "payout_outcome",
    "refund_outcome",
    "funds_after_seconds",
    "fee_bp",
)


def read_switches() -> dict[str, Any]:
    """How the switches stand."""
    switches = store.switches()
    return {name: getattr(switches, name) for name in SWITCHES} | {"faults": switches.faults}


def set_switches(wanted: dict[str, Any]) -> None:
    """Set the named switches.

    Raises:
        SimulatedError: an unknown switch, or a value that it cannot take.
    """
    unknown = sorted(wanted.keys() - set(SWITCHES))
    if unknown:
        raise SimulatedError(f"No such switch: {', '.join(unknown)}. Known: {', '.join(SWITCHES)}.")
    switches = store.switches(for_update=True)
    fields = {field.name: field for field in Switchboard._meta.concrete_fields}
    try:
        for name, value in wanted.items():
            setattr(switches, name, fields[name].clean(value, switches))
    except ValidationError as unfit:
        raise SimulatedError(f"{name} cannot be {value!r}: {' '.join(unfit.messages)}") from unfit
    switches.save()


def act(action: str, params: dict[str, Any], *, now: int) -> dict[str, Any]:
    """Make something happen at the provider that no API call of ours causes.

    Raises:
        SimulatedError: an unknown action, or the object is not in the state for it.
    """
    actions = {
        "account.complete": lambda: accounts.complete(params["account"], now=now),
        "account.restrict": lambda: accounts.restrict(params["account"], now=now),
        "account.change_bank": lambda: accounts.change_bank(
            params["account"], bank_last4=str(params["last4"]), now=now
        ),
        "payment.finish": lambda: intents.finish_processing(
            params["payment_intent"], is_paid=bool(params["is_paid"]), now=now
        ),
        "refund.finish": lambda: refunds.finish(params["refund"], status=params["status"], now=now),
        "payout.finish": lambda: payouts.finish(
            params["payout"], account=params["account"], status=params["status"], now=now
        ),
        "dispute.open": lambda: disputes.open_dispute(params["charge"], now=now),
        "dispute.close": lambda: disputes.close(params["dispute"], is_won=bool(params["is_won"]), now=now),
        "fault.plant": lambda: _plant(params),
    }
    if action not in actions:
        raise SimulatedError(f"No such action: {action}. Known: {', '.join(sorted(actions))}.")
    try:
        return actions[action]()
    except KeyError as absent:
        raise SimulatedError(f"{action} needs {absent}.") from absent


def _plant(params: dict[str, Any]) -> dict[str, Any]:
    try:
        faults.plant(**params)
    except (TypeError, ValueError) as unfit:
        raise SimulatedError(f"Not a fault: {unfit}") from unfit
    return read_switches()
