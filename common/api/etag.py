"""ETags: 304 for readers who have it already, 412 for editors who have an old one."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from common.errors import StaleEdit


def etag_of(value: Any) -> str:
    """A strong ETag for any JSON value (or a version string)."""
    text = json.dumps(value, sort_keys=True, cls=DjangoJSONEncoder, ensure_ascii=False)
    return f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'


def etag_response(request: Request, body: Any, etag: str | None = None, *, max_age: int = 0) -> Response:
    """200 with an ETag, or 304 without a body when If-None-Match names it."""
    tag = etag or etag_of(body)
    if tag in _tags(request.headers.get("If-None-Match", "")):
        response = Response(status=status.HTTP_304_NOT_MODIFIED)
    else:
        response = Response(body)
    response["ETag"] = tag
    response["Cache-Control"] = f"public, max-age={max_age}" if max_age else "no-cache"
    return response


def require_if_match(request: Request, etag: str, *, required: bool = False) -> None:
    """Raise StaleEdit when If-Match is there (or required) and does not name the present ETag."""
    header = request.headers.get("If-Match")
    if header is None and not required:
        return
    if header is None or (header.strip() != "*" and etag not in _tags(header)):
        raise StaleEdit()


def _tags(header: str) -> set[str]:
    return {tag.strip().removeprefix("W/") for tag in header.split(",") if tag.strip()}
