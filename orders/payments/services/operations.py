"""Plan → call → converge: the only way anything is changed at the provider.

An operation is committed before its call, the call happens outside any transaction, and whatever comes of it
(an answer, a refusal, silence) is written afterwards. A process may die at any point: the sweeper finds the
operation and goes on with the same idempotency key, or looks up by our own id what became of it once the
provider may have forgotten the key.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

from django.db import transaction

from orders.payments.gateways import PROVIDER
from orders.payments.gateways.ports import ProviderBusy, ProviderError, ProviderRefused
from orders.payments.models import ProviderOperation
from orders.payments.states import OPERATION_OPEN, OperationState

# Stripe keeps keys at least 24 hours; within 23 the same key is safe to repeat.
KEY_IS_SAFE = timedelta(hours=23)
FIRST_LOOK = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)


class Procedure(Protocol):
    """How one kind of operation is carried out."""

    kind: str

    def call(self, operation: ProviderOperation) -> Any:
        """Ask the provider, with the operation's key; returns a snapshot or raises ProviderError."""
        ...

    def find(self, operation: ProviderOperation) -> Any | None:
        """Look up by our own id whether it happened; a snapshot or None."""
        ...

    def converge(self, operation: ProviderOperation, snapshot: Any, *, now: datetime) -> str:
        """Write down what the snapshot says, inside the caller's transaction; returns the provider's id of it."""
        ...

    def refused(self, operation: ProviderOperation, refusal: ProviderRefused, *, now: datetime) -> None:
        """Write down that it will not happen, inside the caller's transaction."""
        ...


_procedures: dict[str, Procedure] = {}


def register(procedure: Procedure) -> Procedure:
    """Make a procedure known to the executor and the sweeper."""
    _procedures[procedure.kind] = procedure
    return procedure


@dataclass(frozen=True)
class Result:
    """What came of carrying out an operation: its state now, and the refusal or fault if there was one."""

    state: OperationState
    error: ProviderError | None = None


def plan_operation(
    *, kind: str, subject_id: UUID, key: str, params: dict[str, Any], now: datetime, account: str = ""
) -> ProviderOperation:
    """Write down an intended call, in the caller's transaction; the same key gives back the same operation.

    Raises ValueError when the key stands for other parameters: a key must never change its meaning.
    """
    params_hash = hashlib.sha256(json.dumps([kind, account, params], sort_keys=True).encode()).hexdigest()
    operation, _ = ProviderOperation.objects.get_or_create(
        idempotency_key=key,
        defaults={
            "kind": kind,
            "subject_id": subject_id,
            "provider": PROVIDER,
            "account": account,
            "params": params,
            "params_hash": params_hash,
            "due_at": now + FIRST_LOOK,
        },
    )
    if operation.params_hash != params_hash:
        raise ValueError(f"The key {key} stands for other parameters.")
    return operation


def carry_out(operation_id: UUID, *, now: datetime) -> Result:
    """Make the call of a planned operation and write down what came of it.

    Must not run inside a transaction (Django's durable blocks raise otherwise): nothing may be locked while a
    provider thinks. Returns the state reached; an operation that is finished is left alone.
    """
    operation = _mark_sent(operation_id, now)
    if operation.state not in OPERATION_OPEN:
        return Result(OperationState(operation.state))
    procedure = _procedures[operation.kind]
    try:
        snapshot = _found_or_called(procedure, operation, now)
    except ProviderRefused as refusal:
        with transaction.atomic(durable=True):
            if _finish(operation, OperationState.FAILED, now=now, error=refusal):
                procedure.refused(operation, refusal, now=now)
        return Result(OperationState.FAILED, refusal)
    except ProviderError as fault:
        state = OperationState.PLANNED if isinstance(fault, ProviderBusy) else OperationState.UNKNOWN
        _note_fault(operation, state, fault)
        return Result(state, fault)
    with transaction.atomic(durable=True):
        ref = procedure.converge(operation, snapshot, now=now)
        _finish(operation, OperationState.DONE, now=now, ref=ref)
    return Result(OperationState.DONE)


def _mark_sent(operation_id: UUID, now: datetime) -> ProviderOperation:
    """Commit that the call is about to be made; also the claim by which the sweeper keeps off for a while."""
    with transaction.atomic(durable=True):
        operation = ProviderOperation.objects.select_for_update(of=("self",)).get(pk=operation_id)
        if operation.state in OPERATION_OPEN:
            operation.attempts += 1
            operation.state = OperationState.SENT
            operation.first_sent_at = operation.first_sent_at or now
            operation.due_at = now + _wait(operation.attempts)
            operation.save(update_fields=["attempts", "state", "first_sent_at", "due_at", "updated_at"])
    return operation


def _wait(attempts: int) -> timedelta:
    return min(FIRST_LOOK * int(2 ** min(attempts - 1, 10)), LONGEST_WAIT)


def _found_or_called(procedure: Procedure, operation: ProviderOperation, now: datetime) -> Any:
    sent = operation.first_sent_at or now
    if now - sent > KEY_IS_SAFE:
        found = procedure.find(operation)
        if found is not None:
            return found
    return procedure.call(operation)


def _finish(
    operation: ProviderOperation,
    state: OperationState,
    *,
    now: datetime,
    ref: str = "",
    error: ProviderError | None = None,
) -> bool:
    """Write the end of an operation, unless another process wrote it before; whether we did."""
    return bool(
        ProviderOperation.objects.filter(pk=operation.pk, state__in=OPERATION_OPEN).update(
            state=state,
            provider_ref=ref,
            error_code=error.code[:80] if error else "",
            error_message=str(error) if error else "",
            finished_at=now,
            updated_at=now,
        )
    )


def _note_fault(operation: ProviderOperation, state: OperationState, fault: ProviderError) -> None:
    ProviderOperation.objects.filter(pk=operation.pk, state__in=OPERATION_OPEN).update(
        state=state, error_code=fault.code[:80], error_message=str(fault)
    )


def finish_by_event(*, kind: str, subject_id: UUID, ref: str, now: datetime) -> None:
    """A webhook told the outcome before the answer did: close the operations of this kind and subject."""
    ProviderOperation.objects.filter(kind=kind, subject_id=subject_id, state__in=OPERATION_OPEN).update(
        state=OperationState.DONE, provider_ref=ref, finished_at=now, updated_at=now
    )


def due_operations(*, now: datetime, limit: int = 100) -> list[UUID]:
    """Unfinished operations whose time has come, oldest first."""
    due = ProviderOperation.objects.filter(state__in=OPERATION_OPEN, due_at__lte=now)
    return list(due.order_by("due_at", "id").values_list("pk", flat=True)[:limit])
