"""What the API description says of every operation alike: how it refuses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from common import errors
from common.api.problems import CONTENT_TYPE
from common.errors import Refusal

METHODS = frozenset({"get", "post", "put", "patch", "delete"})
ANY: tuple[type[Refusal], ...] = (
    errors.MalformedRequest,
    errors.NotSignedIn,
    errors.Forbidden,
    errors.NotFound,
    errors.NotAcceptable,
    errors.BodyTooLarge,
    errors.TooManyRequests,
    errors.TemporarilyUnavailable,
)
WRITES: tuple[type[Refusal], ...] = (errors.MoveRefused, errors.UnsupportedMedia, errors.InvalidInput)
GUARDED: tuple[type[Refusal], ...] = (errors.StaleEdit,)  # where the operation reads If-Match
SAID = {
    400: "The request cannot be understood: malformed JSON, a field of the wrong shape, an unknown query parameter.",
    401: "Nobody is signed in, or the session token is not valid (any more).",
    403: "The caller is known and may not do this.",
    404: "There is no such thing, or it is not the caller's.",
    406: "The answer is not offered in the asked format.",
    409: "Not possible as things stand: the object's state, the stock, another request with the same key.",
    412: "The object has changed since it was read (`If-Match`).",
    413: "The request is too large.",
    415: "The body's media type is not read here.",
    422: "The request is understood and a rule says no; `errors` points at the fields.",
    429: "Too many requests; wait as `Retry-After` says.",
    503: "Something that is needed does not answer; nothing was changed.",
}
PROBLEM = {
    "type": "object",
    "description": "RFC 9457. `code` is stable: match on it, never on the texts. Refusals may carry further facts.",
    "required": ["type", "title", "status", "detail", "code", "errors", "request_id"],
    "properties": {
        "type": {"type": "string", "description": "Address of the explanation of the code."},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "What to do next."},
        "code": {"type": "string", "examples": ["invalid_input"]},
        "errors": {"type": "array", "items": {"$ref": "#/components/schemas/ProblemIssue"}},
        "request_id": {"type": "string", "description": "Tell it when you ask for help."},
    },
}
ISSUE = {
    "type": "object",
    "description": "One thing wrong with one field.",
    "required": ["pointer", "code", "detail"],
    "properties": {
        "pointer": {"type": "string", "description": "JSON pointer (RFC 6901).", "examples": ["/pan"]},
        "code": {"type": "string"},
        "detail": {"type": "string"},
    },
}


def describe_refusals(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Postprocessing hook of drf-spectacular: each operation's refusals as references to shared responses."""
    components = result.setdefault("components", {})
    components.setdefault("schemas", {}).update({"Problem": PROBLEM, "ProblemIssue": ISSUE})
    components["responses"] = {
        refusal.__name__: _response(refusal) for refusal in sorted({*ANY, *WRITES, *GUARDED}, key=lambda r: r.status)
    }
    for method, operation in _operations(result):
        for refusal in _refusals(method, operation):
            operation["responses"].setdefault(
                str(refusal.status), {"$ref": f"#/components/responses/{refusal.__name__}"}
            )
        operation["responses"] = dict(sorted(operation["responses"].items()))
    return result


def _operations(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path in schema["paths"].values():
        yield from ((method, operation) for method, operation in path.items() if method in METHODS)


def _refusals(method: str, operation: dict[str, Any]) -> tuple[type[Refusal], ...]:
    is_guarded = any(parameter.get("name") == "If-Match" for parameter in operation.get("parameters", []))
    return (*ANY, *(WRITES if method != "get" else ()), *(GUARDED if is_guarded else ()))


def _response(refusal: type[Refusal]) -> dict[str, Any]:
    response: dict[str, Any] = {
        "description": SAID[refusal.status],
        "content": {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    if refusal is errors.TooManyRequests:
        response["headers"] = {"Retry-After": {"description": "Seconds.", "schema": {"type": "integer"}}}
    return response
