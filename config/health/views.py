"""The two addresses that supervisors and load balancers ask."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from config.health.readiness import Check, readiness


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """200 while the process answers at all; looks at nothing else."""
    return JsonResponse({"status": "alive"})


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when everything needed is there, else 503; each check says what is wrong and what to do."""
    checks = readiness.checks()
    is_ready = all(check.is_ok for check in checks)
    body = {"status": "ready" if is_ready else "not_ready", "checks": [_rendered(check) for check in checks]}
    return JsonResponse(body, status=200 if is_ready else 503)


def _rendered(check: Check) -> dict[str, Any]:
    if check.is_ok:
        return {"name": check.name, "ok": True}
    return {"name": check.name, "ok": False, "problem": check.problem, "remedy": check.remedy}
