"""The base of every endpoint: parse strictly, call one service or selector, render."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import translation
from rest_framework import serializers
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from common import clock
from common.api.client_address import client_address
from common.api.pagination import PARAMETERS, Keyset, refuse_unknown
from common.idempotency.errors import IdempotencyKeyMissing, IdempotencyKeyUnfit
from common.idempotency.models import IdempotencyRecord
from common.idempotency.services import StoredAnswer, claim_key, free_key, keep_answer

REPLAYED = "Idempotent-Replayed"
GUEST_TOKENS = ("X-Basket-Token", "X-Purchase-Token")  # what tells one guest from another


class ReplayAnswer(Exception):
    """Carries a stored answer out of ``initial`` to ``handle_exception``."""

    def __init__(self, answer: StoredAnswer) -> None:
        self.answer = answer
        super().__init__("replay")


class RawJSONRenderer(JSONRenderer):
    """Sends a stored JSON text exactly as it was sent the first time."""

    def render(self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None) -> bytes:
        """The stored text, byte for byte."""
        return data.encode() if isinstance(data, str) else super().render(data, accepted_media_type, renderer_context)


class BazaarView(APIView):
    """Strict query parameters, idempotent POSTs, keyset pages.

    ``query_params_allowed`` lists what GET understands beyond ``limit`` and ``cursor``;
    ``idempotency_required`` makes the Idempotency-Key header compulsory on POST. ``languages`` are those the answer is
    written in, the first where the reader asks for none of them; Content-Language tells which it was.
    """

    query_params_allowed: ClassVar[frozenset[str] | set[str]] = frozenset()
    paginated: ClassVar[bool] = True
    idempotency_required: ClassVar[bool] = False
    languages: ClassVar[tuple[str, ...]] = ("en",)
    _record: IdempotencyRecord | None = None

    def initialize_request(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Request:
        """Choose the answer's language before anything is refused."""
        if translation.get_language() not in self.languages:
            translation.activate(self.languages[0])
        return super().initialize_request(request, *args, **kwargs)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """DRF's checks (authentication, permission, throttle), then ours."""
        super().initial(request, *args, **kwargs)
        allowed = set(self.query_params_allowed)
        refuse_unknown(request, allowed | PARAMETERS if self.paginated else allowed)
        if request.method == "POST":
            self._claim(request)

    def valid(self, serializer_class: type[serializers.BaseSerializer[Any]], request: Request, **kw: Any) -> Any:
        """The request body, checked by the serializer; raises its ValidationError with pointers."""
        serializer = serializer_class(data=request.data, **kw)
        serializer.is_valid(raise_exception=True)
        return serializer.validated_data

    def valid_query(self, serializer_class: type[serializers.BaseSerializer[Any]], request: Request) -> Any:
        """The query parameters (limit and cursor aside), checked by the serializer."""
        data = {name: value for name, value in request.query_params.items() if name not in PARAMETERS}
        serializer = serializer_class(data=data)
        serializer.is_valid(raise_exception=True)
        return serializer.validated_data

    def keyset_page(
        self, queryset: QuerySet[Any, Any], *, ordering: tuple[str, ...], render: Callable[[Any], Any]
    ) -> Response:
        """One page ``{"data": […], "next": …, "previous": …}``; ``ordering`` ends in a unique column."""
        rows, following, preceding = Keyset(ordering).page(queryset, self.request)
        return Response({"data": [render(row) for row in rows], "next": following, "previous": preceding})

    # Idempotency ------------------------------------------------------------

    def _claim(self, request: Request) -> None:
        key = request.headers.get("Idempotency-Key")
        if key is None:
            if self.idempotency_required:
                raise IdempotencyKeyMissing()
            return
        if not (8 <= len(key) <= 255 and key.isascii() and key.isprintable()):
            raise IdempotencyKeyUnfit()
        outcome = claim_key(scope=self._scope(request), key=key, body_hash=body_hash(request), now=clock.now())
        if isinstance(outcome, StoredAnswer):
            raise ReplayAnswer(outcome)
        self._record = outcome

    def _scope(self, request: Request) -> str:
        user = request.user
        caller = f"user:{user.pk}" if user.is_authenticated else f"guest:{_guest(request)}"
        return hashlib.sha256(f"{caller}|{request.method}|{request.path}".encode()).hexdigest()

    def handle_exception(self, exc: Exception) -> Response:
        """Replay a stored answer, or render the problem."""
        if isinstance(exc, ReplayAnswer):
            self.request.accepted_renderer = RawJSONRenderer()
            response = Response(exc.answer.body, status=exc.answer.status, content_type=exc.answer.content_type)
            response[REPLAYED] = "true"
            return response
        try:
            return super().handle_exception(exc)
        except Exception:
            self._free()
            raise

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Store the answer under its key once it is rendered."""
        final = super().finalize_response(request, response, *args, **kwargs)
        if self._record is not None and isinstance(final, Response):
            self._keep(final)
        return final

    def _keep(self, response: Response) -> None:
        if response.status_code >= 500 or response.status_code in {401, 409, 429}:
            self._free()
            return
        record, self._record = self._record, None
        if record is not None:
            body = response.rendered_content.decode() if response.data is not None else ""
            content_type = response.content_type or "application/json"
            keep_answer(
                record=record, status=response.status_code, content_type=content_type, body=body, now=clock.now()
            )

    def _free(self) -> None:
        record, self._record = self._record, None
        if record is not None:
            free_key(record=record)


def _guest(request: Request) -> str:
    """A guest is known by a token; one without is told apart by address, lest a guessed key replays another's token."""
    tokens = [request.headers.get(name, "") for name in GUEST_TOKENS]
    return "|".join(tokens) if any(tokens) else client_address(request._request)


def body_hash(request: Request) -> str:
    """SHA-256 of the raw body; of names, sizes and form values for uploads."""
    if (request.content_type or "").startswith("multipart/"):
        parts = [f"{k}={v}" for k, v in sorted(request.POST.items())]
        for name, file in sorted(request.FILES.items()):
            digest = hashlib.sha256()
            for chunk in file.chunks():
                digest.update(chunk)
            file.seek(0)
            parts.append(f"{name}:{digest.hexdigest()}")
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()
    return hashlib.sha256(request._request.body).hexdigest()
