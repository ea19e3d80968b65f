"""The simulated API over HTTP: the base address that stripe-python is given in development."""

import json
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from common import clock

from .control import act, read_switches, set_switches
from .core import ApiRequest, answer
from .errors import SimulatedError
from .faults import ConnectionLost
from .params import decode


@csrf_exempt
@require_http_methods(["GET", "POST"])
def api(request: HttpRequest, rest: str) -> HttpResponseBase:
    """Answer one API request; a planted loss of connection becomes an empty 504."""
    try:
        encoded = request.body.decode() if request.method == "POST" else request.META.get("QUERY_STRING", "")
        said = answer(
            ApiRequest(
                method=str(request.method),
                path=f"/v1/{rest}",
                params=decode(encoded),
                api_key=request.headers.get("Authorization", "").removeprefix("Bearer "),
                account=request.headers.get("Stripe-Account", ""),
                idempotency_key=request.headers.get("Idempotency-Key", ""),
            ),
            now=int(clock.now().timestamp()),
        )
    except ConnectionLost:
        return HttpResponse(status=504)
    except UnicodeDecodeError:
        return JsonResponse(SimulatedError("The body is not UTF-8.").body, status=400)
    except SimulatedError as error:
        return JsonResponse(error.body, status=error.status)
    return JsonResponse(said.body, status=said.status, headers=said.headers)


@csrf_exempt
@require_http_methods(["GET", "POST"])
def control(request: HttpRequest) -> HttpResponseBase:
    """GET reads the switches; POST sets ``switches`` and performs ``action`` with ``params`` (JSON)."""
    try:
        asked = _asked(request)
        with transaction.atomic():
            set_switches(asked.get("switches", {}))
            done = _act(asked)
    except SimulatedError as error:
        return JsonResponse(error.body, status=error.status)
    return JsonResponse({"switches": read_switches(), "result": done})


def _asked(request: HttpRequest) -> dict[str, Any]:
    try:
        asked = json.loads(request.body or b"{}")
    except ValueError as unfit:
        raise SimulatedError(f"Not JSON: {unfit}") from unfit
    parts = [asked, asked.get("switches", {}), asked.get("params", {})] if isinstance(asked, dict) else [asked]
    if not all(isinstance(part, dict) for part in parts):
        raise SimulatedError("Send an object; switches and params are objects too.")
    return dict(asked)


def _act(asked: dict[str, Any]) -> dict[str, Any] | None:
    if "action" not in asked:
        return None
    return act(asked["action"], asked.get("params", {}), now=int(clock.now().timestamp()))
