"""One request in, one answer out: authentication, idempotency keys, faults, the operation."""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import transaction

from . import faults, routes, store
from .errors import SimulatedError
from .expand import expand
from .intents import require_client_secret
from .models import KeptAnswer
from .params import Params

_KEEP_SECONDS = 24 * 3600


@dataclass(frozen=True)
class ApiRequest:
    """A request as it came over the wire; ``path`` begins with ``/v1/``."""

    method: str
    path: str
    params: Params
    api_key: str
    account: str = ""
    idempotency_key: str = ""


@dataclass(frozen=True)
class ApiAnswer:
    """A status, a JSON body and the headers stripe-python looks at."""

    status: int
    body: dict[str, Any]
    headers: dict[str, str] = field(default_factory=dict)


def answer(request: ApiRequest, *, now: int) -> ApiAnswer:
    """Answer one request, at Unix second ``now``, in a transaction of its own.

    Raises:
        ConnectionLost: a planted fault swallowed the answer (whatever was done stays done).
    """
    fault = faults.strike(request.method, request.path, "before")
    if fault in faults.LOST_CONNECTIONS:
        raise faults.ConnectionLost(fault)
    with transaction.atomic():
        found = _answer_once(request, fault, now)
    fault = faults.strike(request.method, request.path, "after")
    if fault in faults.LOST_CONNECTIONS:
        raise faults.ConnectionLost(fault)
    if fault:
        error = faults.as_error(fault)
        return _answer(error.status, error.body)
    return found


def _answer_once(request: ApiRequest, fault: str, now: int) -> ApiAnswer:
    """Execute, or replay what the idempotency key already got."""
    if request.method != "POST" or not request.idempotency_key:
        return _executed(request, fault, now)[0]
    scope = f"key:{request.account}:{request.idempotency_key}"
    if not store.try_lock(scope):
        error = faults.as_error("error_409")
        return _answer(error.status, error.body)
    kept = _kept(request, now)
    if kept is not None:
        return kept
    found, is_kept = _executed(request, fault, now)
    if is_kept:
        KeptAnswer.objects.create(
            account=request.account,
            key=request.idempotency_key,
            fingerprint=_fingerprint(request),
            status=found.status,
            body=found.body,
            created=now,
        )
    return found


def _kept(request: ApiRequest, now: int) -> ApiAnswer | None:
    rows = KeptAnswer.objects.filter(account=request.account, key=request.idempotency_key)
    rows.filter(created__lt=now - _KEEP_SECONDS).delete()
    row = rows.first()
    if row is None:
        return None
    if row.fingerprint != _fingerprint(request):
        error = SimulatedError(
            "Keys for idempotent requests can only be used with the same parameters they were "
            "first used with. Try using a key other than "
            f"'{request.idempotency_key}' if you meant to execute a different request.",
            kind="idempotency_error",
        )
        return _answer(error.status, error.body)
    return _answer(row.status, row.body, {"Idempotent-Replayed": "true"})


def _executed(request: ApiRequest, fault: str, now: int) -> tuple[ApiAnswer, bool]:
    """Run the operation in a savepoint; also say whether the answer is kept under its key."""
    try:
        with transaction.atomic():
            _authenticate(request)
            if fault:
                raise faults.as_error(fault)
            operation, named = routes.find(request.method, request.path)
            body = operation(request.params, account=request.account, now=now, **named)
    except SimulatedError as error:
        return _answer(error.status, error.body), error.is_kept
    if "error" in body:
        return _answer(402, body), True
    paths = request.params.get("expand", [])
    return _answer(200, expand(body, paths if isinstance(paths, list) else [])), True


def _authenticate(request: ApiRequest) -> None:
    if request.api_key.startswith("pk_test_") and routes.is_publishable(request.method, request.path):
        require_client_secret(request.params, request.path.split("/")[3])
        return
    if request.api_key != settings.STRIPE_SECRET_KEY:
        raise SimulatedError(f"Invalid API Key provided: {request.api_key[:8]}…", status=401, code="api_key_invalid")
    if request.account:
        store.fetch("account", request.account)


def _fingerprint(request: ApiRequest) -> str:
    said = json.dumps([request.method, request.path, request.params], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()


def _answer(status: int, body: dict[str, Any], headers: dict[str, str] | None = None) -> ApiAnswer:
    return ApiAnswer(status, body, {"Request-Id": store.new_ref("req")} | (headers or {}))
