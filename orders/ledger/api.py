"""The finance desk: trial balance and journal."""

from __future__ import annotations

from typing import Any, ClassVar

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.permissions import HasRole
from accounts.models import Role
from common.api.fields import MomentField, MoneyField
from common.api.serializers import page_of
from common.api.views import BazaarView
from common.money import Money
from orders.ledger.chart import AccountKind, EntryKind
from orders.ledger.models import JournalEntry
from orders.ledger.selectors import entries, trial_balance


class TrialRowAnswer(serializers.Serializer[Any]):
    """All accounts of one purpose in one currency."""

    account = serializers.CharField()
    title = serializers.CharField()
    debit = MoneyField()
    credit = MoneyField()


class TrialBalanceAnswer(serializers.Serializer[Any]):
    """Every account at a moment; the difference is zero, or the books are broken."""

    at = serializers.DateTimeField(allow_null=True)
    rows = TrialRowAnswer(many=True)
    difference = MoneyField()
    is_balanced = serializers.BooleanField()


class MomentFilter(serializers.Serializer[Any]):
    """At which moment; now when left out."""

    at = MomentField(required=False)


class TrialBalance(BazaarView):
    """The trial balance."""

    permission_classes = (HasRole(Role.FINANCE),)
    paginated: ClassVar[bool] = False
    query_params_allowed: ClassVar[frozenset[str]] = frozenset({"at"})

    @extend_schema(
        operation_id="staff_trial_balance",
        parameters=[OpenApiParameter("at", OpenApiTypes.DATETIME)],
        responses={200: TrialBalanceAnswer},
        tags=["staff money"],
    )
    def get(self, request: Request) -> Response:
        """Debits and credits of every purpose, now or at a moment."""
        at = self.valid_query(MomentFilter, request).get("at")
        found = trial_balance(at=at)
        shown = {
            "at": at,
            "rows": [
                {
                    "account": row.kind,
                    "title": row.label,
                    "debit": Money(row.debit_amount, row.currency),
                    "credit": Money(row.credit_amount, row.currency),
                }
                for row in found.rows
            ],
            "difference": Money(sum(abs(amount) for amount in found.difference.values())),
            "is_balanced": not any(found.difference.values()),
        }
        return Response(TrialBalanceAnswer(shown).data)


class PostingAnswer(serializers.Serializer[Any]):
    """One side of an entry; exactly one of debit and credit is not zero."""

    account = serializers.CharField()
    seller = serializers.UUIDField(allow_null=True)
    order = serializers.UUIDField(allow_null=True)
    order_line = serializers.UUIDField(allow_null=True)
    debit = MoneyField()
    credit = MoneyField()


class EntryAnswer(serializers.Serializer[Any]):
    """One balanced entry and what caused it."""

    id = serializers.UUIDField()
    business_key = serializers.CharField()
    kind = serializers.CharField()
    cause_type = serializers.CharField()
    cause_id = serializers.UUIDField()
    occurred_at = serializers.DateTimeField()
    reason = serializers.CharField()
    postings = PostingAnswer(many=True)


def render_entry(entry: JournalEntry) -> dict[str, Any]:
    """An entry as the API shows it."""
    postings = [
        {
            "account": posting.account.kind,
            "seller": posting.account.seller_id,
            "order": posting.order_id,
            "order_line": posting.order_line_id,
            "debit": Money(max(posting.amount, 0), posting.currency),
            "credit": Money(max(-posting.amount, 0), posting.currency),
        }
        for posting in sorted(entry.postings.all(), key=lambda posting: (-posting.amount, str(posting.pk)))
    ]
    names = ("business_key", "kind", "cause_type", "cause_id", "occurred_at", "reason")
    shown = {"id": entry.pk, "postings": postings} | {name: getattr(entry, name) for name in names}
    return dict(EntryAnswer(shown).data)


class EntryFilter(serializers.Serializer[Any]):
    """Which entries."""

    account = serializers.ChoiceField(choices=AccountKind.choices, required=False)
    kind = serializers.ChoiceField(choices=EntryKind.choices, required=False)
    cause = serializers.UUIDField(required=False)
    order = serializers.UUIDField(required=False)


class EntryCollection(BazaarView):
    """The journal."""

    permission_classes = (HasRole(Role.FINANCE),)
    query_params_allowed: ClassVar[frozenset[str]] = frozenset({"account", "kind", "cause", "order"})

    @extend_schema(
        operation_id="staff_ledger_entries_list",
        parameters=[
            OpenApiParameter("account", OpenApiTypes.STR, enum=AccountKind.values),
            OpenApiParameter("kind", OpenApiTypes.STR, enum=EntryKind.values),
            OpenApiParameter("cause", OpenApiTypes.UUID),
            OpenApiParameter("order", OpenApiTypes.UUID),
        ],
        responses={200: page_of(EntryAnswer)},
        tags=["staff money"],
    )
    def get(self, request: Request) -> Response:
        """Entries with their postings, newest first."""
        wanted = self.valid_query(EntryFilter, request)
        found = entries(
            account=wanted.get("account", ""),
            kind=wanted.get("kind", ""),
            cause_id=wanted.get("cause"),
            order_id=wanted.get("order"),
        )
        return self.keyset_page(found, ordering=("-occurred_at", "-id"), render=render_entry)
