"""The base of the register's endpoints: open to all, pages and details with a strong ETag."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiResponse, inline_serializer
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.response import Response

from common.api.etag import etag_response
from common.api.fields import CleanCharField
from common.api.views import BazaarView

MAX_AGE = 300  # seconds a cache may keep a register answer without asking again


class RegisterView(BazaarView):
    """Registers are public facts: no sign-in, and an ETag on every answer."""

    permission_classes = [AllowAny]
    authentication_classes = []

    def register_page(
        self, rows: QuerySet[Any, Any], *, ordering: tuple[str, ...], render: Callable[[Any], Any]
    ) -> Response:
        """One page of rows, or 304 when the reader has it already."""
        page = self.keyset_page(rows, ordering=ordering, render=render)
        return etag_response(self.request, page.data, max_age=MAX_AGE)

    def register_detail(self, body: Any) -> Response:
        """One thing, or 304 when the reader has it already."""
        return etag_response(self.request, body, max_age=MAX_AGE)


class PageQuery(serializers.Serializer[Any]):
    """Query parameters of every list, for the description of the API; the pages read them themselves."""

    limit = serializers.IntegerField(required=False, min_value=1, max_value=100, default=20)
    cursor = serializers.CharField(required=False, help_text="From the next or previous link of a page")


class SearchQuery(serializers.Serializer[Any]):
    """The search parameter: words of a name, small misspellings forgiven."""

    q = CleanCharField(required=False, allow_blank=True, default="", max_length=80)


def page_of(name: str, item: type[serializers.Serializer[Any]]) -> OpenApiResponse:
    """The description of a page of items."""
    page = inline_serializer(
        name=name,
        fields={
            "data": item(many=True),
            "next": serializers.URLField(allow_null=True),
            "previous": serializers.URLField(allow_null=True),
        },
    )
    return OpenApiResponse(page)
