"""A seller's statement as JSON, CSV and PDF."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, ClassVar

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.request import Request
from rest_framework.response import Response

from common import clock
from common.api.fields import DayField
from orders.payouts.api.answers import StatementAnswer, render_statement
from orders.payouts.api.desk import MoneyDeskView
from orders.payouts.statements.formats import as_csv, as_pdf
from orders.payouts.statements.selectors import Statement, statement_of
from sellers.selectors import Right

MAX_STATEMENT_DAYS = 366


class StatementFilter(serializers.Serializer[Any]):
    """Whose statement, from when to when (days in India, both included); by default the last 31 days."""

    seller = serializers.UUIDField()

    def get_fields(self) -> dict[str, Any]:
        """``from`` is a word of Python, so the fields are named here."""
        return {
            **super().get_fields(),
            "from": DayField(required=False, source="begin"),
            "to": DayField(required=False, source="end"),
        }

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Fill in the defaults; the span is in order and at most a year."""
        end: date = attrs.get("end") or clock.ist_date(clock.now())
        begin: date = attrs.get("begin") or end - timedelta(days=30)
        if not timedelta(0) <= end - begin < timedelta(days=MAX_STATEMENT_DAYS):
            raise serializers.ValidationError({"from": f"From comes before to, at most {MAX_STATEMENT_DAYS} days."})
        return {**attrs, "begin": begin, "end": end}


SPAN = [
    OpenApiParameter("seller", OpenApiTypes.UUID, required=True),
    OpenApiParameter("from", OpenApiTypes.DATE),
    OpenApiParameter("to", OpenApiTypes.DATE),
]


class AnyAccept(BaseContentNegotiation):
    """The address says the format; what the client would accept does not matter, and errors stay JSON."""

    def select_parser(self, request: Request, parsers: Any) -> Any:
        """The first parser."""
        return parsers[0]

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> Any:
        """The first renderer."""
        return renderers[0], renderers[0].media_type


class SellerStatement(MoneyDeskView):
    """A seller's statement."""

    query_params_allowed: ClassVar[frozenset[str]] = frozenset({"seller", "from", "to"})
    content_negotiation_class = AnyAccept

    def found(self, request: Request) -> Statement:
        """The statement asked for, for a member who may see the seller's money."""
        wanted = self.valid_query(StatementFilter, request)
        seller = self.seller(request, wanted["seller"], Right.SEE_MONEY)
        return statement_of(seller, begin=wanted["begin"], end=wanted["end"])

    @extend_schema(operation_id="seller_statement", parameters=SPAN, responses={200: StatementAnswer}, tags=["payouts"])
    def get(self, request: Request) -> Response | HttpResponse:
        """Every sold and refunded line and every payout of a span of days."""
        return Response(render_statement(self.found(request)))


class SellerStatementCsv(SellerStatement):
    """The same for a spreadsheet."""

    @extend_schema(
        operation_id="seller_statement_csv",
        parameters=SPAN,
        responses={(200, "text/csv"): OpenApiResponse(OpenApiTypes.STR)},
        tags=["payouts"],
    )
    def get(self, request: Request) -> HttpResponse:
        """Rows with amounts in rupees."""
        found = self.found(request)
        return _file(as_csv(found).encode(), "text/csv; charset=utf-8", found, "csv")


class SellerStatementPdf(SellerStatement):
    """The same on paper."""

    @extend_schema(
        operation_id="seller_statement_pdf",
        parameters=SPAN,
        responses={(200, "application/pdf"): OpenApiResponse(OpenApiTypes.BINARY)},
        tags=["payouts"],
    )
    def get(self, request: Request) -> HttpResponse:
        """Typeset on A4."""
        found = self.found(request)
        return _file(as_pdf(found), "application/pdf", found, "pdf")


def _file(content: bytes, content_type: str, found: Statement, ending: str) -> HttpResponse:
    name = f"statement-{found.begin}-{found.end}.{ending}"
    return HttpResponse(
        content, content_type=content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
