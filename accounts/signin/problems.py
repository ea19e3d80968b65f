"""allauth's answers as problem documents: same status and members, plus what every error of this API has."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse

from accounts.signin.errors import (
    ReauthenticationNeeded,
    SessionTokenInvalid,
    SignInConflict,
    SignInInputInvalid,
    SignInPending,
)
from accounts.signin.waits import exhausted_limits, seconds_to_wait
from common.api.problems import CONTENT_TYPE, problem_body, request_id_of
from common.api.throttling import note_standing
from common.errors import (
    FieldIssue,
    Forbidden,
    MalformedRequest,
    MethodNotAllowed,
    NotFound,
    NotSignedIn,
    Refusal,
    TooManyRequests,
)

LIMITED = frozenset({"too_many_login_attempts", "rate_limited"})
BY_STATUS: dict[int, type[Refusal]] = {
    403: Forbidden,
    404: NotFound,
    405: MethodNotAllowed,
    409: SignInConflict,
    410: SessionTokenInvalid,
}
KEPT = ("data", "meta")


def turn_into_problem(request: HttpRequest, response: HttpResponse, sent: Mapping[str, Any]) -> None:
    """Rewrite an error answer of allauth in place; ``sent`` is the request's JSON object."""
    if response.get("Content-Type", "").startswith(CONTENT_TYPE):
        return
    said = read_object(response.content)
    refusal = refusal_for(response.status_code, said)
    status = response.status_code
    if isinstance(refusal, TooManyRequests):
        standings = exhausted_limits(request, sent)
        for standing in standings:
            note_standing(request, standing)
        wait = seconds_to_wait(standings)
        refusal.data["retry_after"] = wait
        response["Retry-After"] = str(wait)
        status = refusal.status
    document = problem_body(refusal, request_id=request_id_of(request), status=status)
    document.update({name: said[name] for name in KEPT if name in said})
    response.status_code = status
    response.content = json.dumps(document, ensure_ascii=False).encode()
    response["Content-Type"] = CONTENT_TYPE
    response["Content-Length"] = str(len(response.content))


def read_object(content: bytes) -> dict[str, Any]:
    """The JSON object of an answer, or nothing."""
    try:
        value = json.loads(content or b"{}")
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def refusal_for(status: int, said: Mapping[str, Any]) -> Refusal:
    """The refusal that says what allauth meant."""
    issues = said.get("errors") or []
    if status == 429 or any(issue.get("code") in LIMITED for issue in issues):
        return TooManyRequests()
    if status == 401:
        return unauthorized(said)
    if status in BY_STATUS:
        return BY_STATUS[status]()
    if not issues:
        return MalformedRequest()
    return SignInInputInvalid(errors=[issue_of(issue) for issue in issues])


def unauthorized(said: Mapping[str, Any]) -> Refusal:
    """What is missing: a first sign-in, its next step, or a fresh proof."""
    if said.get("meta", {}).get("is_authenticated"):
        return ReauthenticationNeeded()
    flows = said.get("data", {}).get("flows", [])
    return SignInPending() if any(flow.get("is_pending") for flow in flows) else NotSignedIn()


def issue_of(issue: Mapping[str, Any]) -> FieldIssue:
    """allauth's ``{message, code, param}`` as a pointer, a code and a detail."""
    param = issue.get("param")
    return FieldIssue(f"/{param}" if param else "", str(issue.get("code", "invalid")), str(issue.get("message", "")))
