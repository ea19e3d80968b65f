"""Business refusals: every expected "no" is one of these and becomes an RFC 9457 problem document.

A refusal is named by the fact (`ListingSoldOut`), carries a stable ``code`` that clients may
match on, and a ``detail`` that tells a person what to do next. It is data, not HTTP: the status is
only the hint that the API layer uses when it renders the problem document.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar


@dataclass(frozen=True)
class FieldIssue:
    """One thing wrong with one field; ``pointer`` is a JSON pointer (RFC 6901) such as ``/pan``."""

    pointer: str
    code: str
    detail: str


class Refusal(Exception):
    """A business rule said no. Subclasses set ``code``, ``status``, ``title`` and ``detail``."""

    code: ClassVar[str] = "refused"
    status: int = 409
    title: ClassVar[str] = "The request was refused"
    detail: str = "The request cannot be carried out as it stands."

    def __init__(
        self,
        detail: str | None = None,
        *,
        pointer: str | None = None,
        errors: Sequence[FieldIssue] = (),
        **data: Any,
    ) -> None:
        self.detail = detail if detail is not None else type(self).detail
        issues = list(errors)
        if pointer is not None:
            issues.append(FieldIssue(pointer=pointer, code=self.code, detail=self.detail))
        self.errors: tuple[FieldIssue, ...] = tuple(issues)
        self.data = data
        super().__init__(self.detail)


class InvalidInput(Refusal):
    """Fields break rules; each is named in ``errors``. 400 when the shape is wrong, 422 when a rule says no."""

    code = "invalid_input"
    status = 422
    title = "Some of the input cannot be accepted"
    detail = "Correct the fields named in errors and send the request again."


class MalformedRequest(Refusal):
    """The request cannot be parsed at all."""

    code = "malformed_request"
    status = 400
    title = "The request could not be read"
    detail = "Send well-formed JSON in UTF-8."


class BodyTooLarge(Refusal):
    """The body is larger than the endpoint reads."""

    code = "body_too_large"
    status = 413
    title = "The request body is too large"
    detail = "Send a smaller body."


class UnknownParameter(Refusal):
    """A query parameter that this list does not know."""

    code = "unknown_parameter"
    status = 400
    title = "Unknown query parameter"
    detail = "Remove the query parameters named in errors."


class InvalidCursor(Refusal):
    """A page cursor that this list did not hand out."""

    code = "invalid_cursor"
    status = 400
    title = "The page cursor is not valid"
    detail = "Start again from the first page and follow its next link."


class NotSignedIn(Refusal):
    """The caller is anonymous where a person must be known."""

    code = "not_signed_in"
    status = 401
    title = "Sign in first"
    detail = "Sign in and send the session token or cookie with the request."


class Forbidden(Refusal):
    """The caller is known but has no right to do this."""

    code = "forbidden"
    status = 403
    title = "You may not do this"
    detail = "Ask a colleague with the right role."


class NotFound(Refusal):
    """No such thing for this viewer; another tenant's object looks exactly the same."""

    code = "not_found"
    status = 404
    title = "Not found"
    detail = "Check the address. What you ask for does not exist or is not yours."


class MethodNotAllowed(Refusal):
    """The address exists, the HTTP method does not."""

    code = "method_not_allowed"
    status = 405
    title = "Method not allowed"
    detail = "See the API documentation for what this address accepts."


class NotAcceptable(Refusal):
    """The client asks for a format that is not offered."""

    code = "not_acceptable"
    status = 406
    title = "Format not offered"
    detail = "Ask for application/json."


class UnsupportedMedia(Refusal):
    """The body's media type is not read here."""

    code = "unsupported_media_type"
    status = 415
    title = "Media type not supported"
    detail = "Send application/json, or multipart/form-data where files are uploaded."


class MoveRefused(Refusal):
    """The state table has no such move."""

    code = "move_not_allowed"
    status = 409
    title = "Not possible in the present state"
    detail = "Fetch the object again and look at its status."


class StaleEdit(Refusal):
    """Somebody changed the object since it was read (If-Match)."""

    code = "stale_edit"
    status = 412
    title = "The object has changed meanwhile"
    detail = "Fetch it again, look at the change and send your edit with the new ETag."


class TooManyRequests(Refusal):
    """A throttle said wait."""

    code = "too_many_requests"
    status = 429
    title = "Too many requests"
    detail = "Wait the number of seconds in Retry-After and try again."


class TemporarilyUnavailable(Refusal):
    """Something we depend on does not answer; nothing was changed."""

    code = "temporarily_unavailable"
    status = 503
    title = "Temporarily unavailable"
    detail = "Nothing was changed. Try again in a few seconds."


class InternalError(Refusal):
    """A fault of ours; the details are in the log under the request id."""

    code = "internal_error"
    status = 500
    title = "Something went wrong on our side"
    detail = "Try again. If it happens again, tell us the request_id."


def all_refusals(root: type[Refusal] = Refusal) -> Iterator[type[Refusal]]:
    """Every refusal class that has been imported, root first; for the catalogue of error codes."""
    yield root
    for child in root.__subclasses__():
        yield from all_refusals(child)
