"""Everything that goes wrong becomes application/problem+json (RFC 9457)."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.exceptions import ValidationError as DjangoValidationError
from django.db import OperationalError
from django.http import Http404, HttpRequest, JsonResponse
from rest_framework import exceptions
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.views import set_rollback

from common import errors
from common.errors import FieldIssue, Refusal

log = logging.getLogger(__name__)

CONTENT_TYPE = "application/problem+json"
DOCS = "/api/docs/errors#"
MAX_ISSUES, MAX_POINTER, MAX_DETAIL = 50, 200, 300  # DRF's messages repeat what was sent: an answer stays small

BY_DRF_CLASS: tuple[tuple[type[exceptions.APIException], type[Refusal]], ...] = (
    (exceptions.ParseError, errors.MalformedRequest),
    (exceptions.NotAuthenticated, errors.NotSignedIn),
    (exceptions.AuthenticationFailed, errors.NotSignedIn),
    (exceptions.PermissionDenied, errors.Forbidden),
    (exceptions.NotFound, errors.NotFound),
    (exceptions.MethodNotAllowed, errors.MethodNotAllowed),
    (exceptions.NotAcceptable, errors.NotAcceptable),
    (exceptions.UnsupportedMediaType, errors.UnsupportedMedia),
    (exceptions.Throttled, errors.TooManyRequests),
)


def problem_body(refusal: Refusal, *, request_id: str, status: int | None = None) -> dict[str, Any]:
    """The members of the problem document; extra facts of the refusal ride along."""
    body: dict[str, Any] = {
        "type": f"{DOCS}{refusal.code}",
        "title": refusal.title,
        "status": status or refusal.status,
        "detail": refusal.detail,
        "code": refusal.code,
        "errors": [{"pointer": i.pointer, "code": i.code, "detail": i.detail} for i in refusal.errors],
        "request_id": request_id,
    }
    for name, value in refusal.data.items():
        body.setdefault(name, value)
    return body


def request_id_of(request: Any) -> str:
    """The id given to this request by the middleware."""
    inner = getattr(request, "_request", request)
    return str(getattr(inner, "request_id", ""))


class ProblemResponse(Response):
    """JSON whatever the view otherwise speaks (YAML, a file)."""

    @property
    def rendered_content(self) -> Any:
        """The document's bytes."""
        self.accepted_renderer = JSONRenderer()
        return super().rendered_content


def problem_response(refusal: Refusal, request: Any, *, status: int | None = None) -> Response:
    """A DRF response for a refusal."""
    response = ProblemResponse(
        problem_body(refusal, request_id=request_id_of(request), status=status),
        status=status or refusal.status,
        content_type=CONTENT_TYPE,
    )
    wait = refusal.data.get("retry_after")
    if wait is not None:
        response["Retry-After"] = str(int(wait))
    return response


def plain_problem(refusal: Refusal, request: HttpRequest) -> JsonResponse:
    """A Django response for a refusal met outside DRF (middleware, unknown addresses)."""
    body = problem_body(refusal, request_id=request_id_of(request))
    response = JsonResponse(body, status=refusal.status, content_type=CONTENT_TYPE)
    response["Content-Language"] = "en"
    wait = refusal.data.get("retry_after")
    if wait is not None:
        response["Retry-After"] = str(int(wait))
    return response


def exception_handler(error: Exception, context: Mapping[str, Any]) -> Response:
    """DRF's EXCEPTION_HANDLER: refusals as themselves, the unexpected as a 500 whose cause only the log tells."""
    refusal = as_refusal(error)
    if refusal is None:
        log.error("request %s failed", request_id_of(context["request"]), exc_info=error)
        refusal = errors.InternalError()
    set_rollback()
    response = problem_response(refusal, context["request"])
    if response.status_code == 401:
        response["WWW-Authenticate"] = context["view"].get_authenticate_header(context["request"])
    return response


def as_refusal(error: Exception) -> Refusal | None:
    """The refusal that stands for an exception, or None when it is a fault of ours."""
    if isinstance(error, Refusal):
        return error
    if isinstance(error, exceptions.ValidationError):
        return _wrong_shape(list(islice(issues_of(error.detail), MAX_ISSUES)))
    if isinstance(error, DjangoValidationError):
        return _wrong_shape([FieldIssue("", "invalid", message) for message in error.messages])
    if isinstance(error, exceptions.APIException):
        return _from_drf(error)
    if isinstance(error, Http404):
        return errors.NotFound()
    if isinstance(error, PermissionDenied):
        return errors.Forbidden()
    if isinstance(error, OperationalError):
        log.error("database not available: %s", error)
        return errors.TemporarilyUnavailable(retry_after=5)
    return None


def _wrong_shape(issues: list[FieldIssue]) -> Refusal:
    refusal = errors.InvalidInput(errors=issues)
    refusal.status = 400
    return refusal


def _from_drf(error: exceptions.APIException) -> Refusal | None:
    for drf_class, refusal_class in BY_DRF_CLASS:
        if isinstance(error, drf_class):
            if isinstance(error, exceptions.Throttled):
                return refusal_class(retry_after=max(1, int(getattr(error, "wait", None) or 1)))
            if isinstance(error, exceptions.ParseError):
                return refusal_class(f"{error.detail} {refusal_class.detail}")
            return refusal_class()
    return None


def issues_of(detail: Any, pointer: str = "") -> Iterator[FieldIssue]:
    """Flatten DRF's nested error detail into JSON pointers."""
    if isinstance(detail, Mapping):
        for name, inner in detail.items():
            part = "" if name == "non_field_errors" else f"/{_escape(str(name))}"
            yield from issues_of(inner, pointer + part)
    elif isinstance(detail, list | tuple):
        for index, inner in enumerate(detail):
            nested = isinstance(inner, Mapping | list | tuple)
            yield from issues_of(inner, f"{pointer}/{index}" if nested else pointer)
    else:
        code = str(getattr(detail, "code", "invalid"))
        yield FieldIssue(pointer=_cut(pointer, MAX_POINTER), code=code, detail=_cut(str(detail), MAX_DETAIL))


def _escape(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}…"
