"""Middleware: a request id on everything, and bodies and addresses that are refused before anybody reads them."""

from __future__ import annotations

import logging
import re
import uuid
from collections.abc import Callable

from django.core.exceptions import RequestDataTooBig, ValidationError
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse

from common.api.problems import plain_problem
from common.api.throttling import rate_limit_headers
from common.errors import BodyTooLarge, MalformedRequest, TemporarilyUnavailable

log = logging.getLogger(__name__)

JSON_LIMIT = 1024 * 1024
UPLOAD_LIMIT = 20 * 1024 * 1024
REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
LENGTH = re.compile(r"[0-9]{1,18}")
GetResponse = Callable[[HttpRequest], HttpResponse]


class RequestIdMiddleware:
    """Gives each request an id (the proxy's own when it is well-formed) and names it in the answer."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Tag the request and the answer."""
        given = request.headers.get("X-Request-Id", "")
        request_id = given if REQUEST_ID.fullmatch(given) else uuid.uuid4().hex
        request.request_id = request_id  # type: ignore[attr-defined]
        response = self.get_response(request)
        response["X-Request-Id"] = request_id
        return response


class RateLimitHeadersMiddleware:
    """Names on the answer where the caller stands with the limits that were counted on the way."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the headers when something was counted."""
        response = self.get_response(request)
        standings = request.__dict__.get("rate_limit_standings", [])
        if standings:
            for name, value in rate_limit_headers(standings).items():
                response[name] = value
        return response


class GuardMiddleware:
    """Refuses what no view should meet: huge bodies, NUL in the address; says 503 when the database is away."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Check, then pass on."""
        length = request.META.get("CONTENT_LENGTH") or "0"
        limit = UPLOAD_LIMIT if (request.content_type or "").startswith("multipart/") else JSON_LIMIT
        if not LENGTH.fullmatch(length):
            return plain_problem(MalformedRequest("Content-Length is not a number."), request)
        if int(length) > limit:
            return plain_problem(BodyTooLarge(f"This address reads at most {limit // 1024} kB."), request)
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return plain_problem(MalformedRequest("The address holds a NUL character. Remove it."), request)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Faults of the surroundings met outside DRF."""
        if isinstance(exception, RequestDataTooBig):
            return plain_problem(BodyTooLarge(), request)
        if isinstance(exception, ValidationError):  # a console form or action with an id that is none
            return plain_problem(MalformedRequest(" ".join(exception.messages)[:300]), request)
        if isinstance(exception, OperationalError):
            log.error("database not available: %s", exception)
            return plain_problem(TemporarilyUnavailable(retry_after=5), request)
        return None
