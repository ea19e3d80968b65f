"""What sellers and moderators are told about a product on its way to the shop window."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field, inline_serializer
from rest_framework import serializers

from common import clock
from common.errors import FieldIssue
from marketplace.badges.api import ExplanationAnswer
from marketplace.badges.selectors import explain_all
from marketplace.catalogue.api.answers import OriginAnswer, OwnProductAnswer
from marketplace.catalogue.models import Product
from marketplace.catalogue.states import ProductStatus
from marketplace.moderation.selectors import may_decide, publication_issues


class IssueAnswer(serializers.Serializer[FieldIssue]):
    """Something that keeps a product from publication, and what to do about it."""

    pointer = serializers.CharField()
    code = serializers.CharField()
    detail = serializers.CharField()


REQUIREMENTS = inline_serializer(
    name="ProductRequirements",
    fields={"is_complete": serializers.BooleanField(), "issues": IssueAnswer(many=True)},
)


def issues_of(product: Product) -> list[dict[str, Any]]:
    """What keeps a product from publication today, in the form's order."""
    return [IssueAnswer(issue).data for issue in publication_issues(product, on=clock.ist_date(clock.now()))]


class ReviewSummaryAnswer(serializers.Serializer[Product]):
    """A product in the moderators' queue."""

    id = serializers.UUIDField()
    status = serializers.ChoiceField(choices=ProductStatus.choices)
    title = serializers.CharField()
    category = serializers.CharField(source="category.slug")
    seller = serializers.UUIDField(source="seller_id")
    seller_name = serializers.CharField(source="seller.display_name")
    origin = OriginAnswer(source="origin_district", allow_null=True)
    submitted_at = serializers.DateTimeField()


class ReviewAnswer(OwnProductAnswer):
    """A product as a moderator looks at it."""

    seller_name = serializers.CharField(source="seller.display_name")
    seller_slug = serializers.CharField(source="seller.slug")
    may_decide = serializers.SerializerMethodField()
    issues = serializers.SerializerMethodField()
    explanations = serializers.SerializerMethodField()

    def get_may_decide(self, row: Product) -> bool:
        """Whether you may decide: not about your own team's products."""
        return may_decide(self.context["viewer"], row)

    @extend_schema_field(IssueAnswer(many=True))
    def get_issues(self, row: Product) -> list[dict[str, Any]]:
        """What keeps it from publication today."""
        return issues_of(row)

    @extend_schema_field(ExplanationAnswer(many=True))
    def get_explanations(self, row: Product) -> list[dict[str, Any]]:
        """Why, or why not, each kind of badge."""
        return [ExplanationAnswer(each).data for each in explain_all(row)]
