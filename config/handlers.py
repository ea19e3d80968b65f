"""Answers for addresses nobody serves and for faults of ours: problem documents, no internals."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from common.api.problems import plain_problem
from common.errors import Forbidden, InternalError, MalformedRequest, NotFound


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400 outside DRF."""
    return plain_problem(MalformedRequest("The request could not be understood."), request)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403 outside DRF."""
    return plain_problem(Forbidden(), request)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404 outside DRF."""
    return plain_problem(NotFound(), request)


def server_error(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """500: the id by which the log line is found, and nothing else."""
    return plain_problem(InternalError(), request)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A cookie-borne write without its CSRF token."""
    return plain_problem(
        Forbidden("Send the CSRF token in X-CSRFToken, or use a session token instead of cookies."), request
    )
