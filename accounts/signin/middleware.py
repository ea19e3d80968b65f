"""Everything under ``/_allauth/`` is read as strictly, and refused in the same form, as the rest of the API."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from allauth.core.exceptions import RateLimited
from django.http import HttpRequest, HttpResponse
from rest_framework.exceptions import ParseError

from accounts.signin.problems import turn_into_problem
from accounts.signin.waits import exhausted_limits, seconds_to_wait
from common.api.parsers import StrictJSONParser
from common.api.problems import plain_problem
from common.api.throttling import count_address, note_standing
from common.errors import BodyTooLarge, MalformedRequest, TooManyRequests

PREFIX = "/_allauth/"
BODY_LIMIT = 16 * 1024
SIGN_OUT = "/auth/session"


class SignInProblemsMiddleware:
    """Stands around allauth's own middleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Check the body, let allauth work, turn its refusals into problem documents."""
        if not request.path.startswith(PREFIX):
            return self.get_response(request)
        try:
            count_address(request)
            sent = read_body(request)
        except (BodyTooLarge, MalformedRequest, TooManyRequests) as refusal:
            return plain_problem(refusal, request)
        response = self.get_response(request)
        if 400 <= response.status_code < 500 and not is_sign_out(request, response):
            turn_into_problem(request, response, sent)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A limit that allauth's views do not expect at this point."""
        if not isinstance(exception, RateLimited):
            return None
        sent = read_body(request) if request.path.startswith(PREFIX) else {}
        standings = exhausted_limits(request, sent)
        for standing in standings:
            note_standing(request, standing)
        return plain_problem(TooManyRequests(retry_after=seconds_to_wait(standings)), request)


def read_body(request: HttpRequest) -> dict[str, Any]:
    """The JSON object that was sent, or an empty one; raises ``BodyTooLarge`` and ``MalformedRequest``."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > BODY_LIMIT:
        raise BodyTooLarge(f"Sign-in addresses read at most {BODY_LIMIT // 1024} kB.")
    if not request.body:
        return {}
    try:
        data = StrictJSONParser().parse(io.BytesIO(request.body))
    except ParseError as error:
        raise MalformedRequest(f"{error.detail} {MalformedRequest.detail}") from error
    if not isinstance(data, dict):
        raise MalformedRequest("Send a JSON object.")
    return data


def is_sign_out(request: HttpRequest, response: HttpResponse) -> bool:
    """allauth answers a successful sign-out with 401: that is no error."""
    return request.method == "DELETE" and request.path.endswith(SIGN_OUT) and response.status_code == 401
