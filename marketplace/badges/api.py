"""Doors of badges: the public explanation, and a seller's claims."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema, inline_serializer
from rest_framework import serializers, status
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from common import clock
from common.api.etag import etag_response
from common.api.serializers import StrictSerializer
from common.api.views import BazaarView
from common.errors import NotFound
from marketplace.badges.models import ProductBadge
from marketplace.badges.rules import Explanation
from marketplace.badges.selectors import explain_all, public_product_to_explain
from marketplace.badges.services import claim_badge, withdraw_claim
from marketplace.badges.states import BadgeKind
from marketplace.catalogue.api.views import OwnProductView
from marketplace.catalogue.selectors import product_for


class ExplanationAnswer(serializers.Serializer[Explanation]):
    """Whether a product carries a badge, why or why not, and what would help."""

    kind = serializers.ChoiceField(choices=BadgeKind.choices)
    name = serializers.CharField(source="kind.label")
    holds = serializers.BooleanField()
    code = serializers.CharField()
    reason = serializers.CharField()
    remedy = serializers.CharField(allow_blank=True)
    entry = serializers.UUIDField(allow_null=True)
    entry_name = serializers.CharField(allow_blank=True)


class BadgeAnswer(serializers.Serializer[ProductBadge]):
    """A badge with the entry that proves it."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=BadgeKind.choices)
    name = serializers.CharField(source="get_kind_display")
    entry = serializers.UUIDField(source="entry.pk")
    entry_name = serializers.CharField(source="entry")
    reason = serializers.CharField()
    awarded_at = serializers.DateTimeField()


class BadgeClaimInput(StrictSerializer):
    """The register entry that the product is."""

    kind = serializers.ChoiceField(choices=BadgeKind.choices)
    entry = serializers.UUIDField()


EXPLANATIONS = inline_serializer(name="BadgeExplanations", fields={"data": ExplanationAnswer(many=True)})


def explanations(product: Any) -> dict[str, Any]:
    """Every kind of badge, explained for one product."""
    return {"data": [ExplanationAnswer(each).data for each in explain_all(product)]}


class ProductBadges(BazaarView):
    """Badges of a product on sale."""

    permission_classes = (AllowAny,)
    paginated: ClassVar[bool] = False

    @extend_schema(operation_id="product_badges_list", responses={200: EXPLANATIONS}, tags=["marketplace"])
    def get(self, request: Request, product_id: UUID) -> Response:
        """Why, or why not: each kind of badge with the register entry, the reason and the remedy."""
        return etag_response(request, explanations(public_product_to_explain(product_id)))


class BadgeClaimCollection(OwnProductView):
    """Claims of one's own listing."""

    @extend_schema(operation_id="seller_badge_claims_list", responses={200: EXPLANATIONS}, tags=["marketplace"])
    def get(self, request: Request, product_id: UUID) -> Response:
        """Why, or why not, for a listing of yours in any status."""
        return Response(explanations(product_for(self.viewer, product_id)))

    @extend_schema(
        operation_id="seller_badge_claims_create",
        request=BadgeClaimInput,
        responses={201: BadgeAnswer},
        tags=["marketplace"],
    )
    def post(self, request: Request, product_id: UUID) -> Response:
        """Name the register entry that this product is; 422 with reason and remedy when the register says no."""
        self.editable(product_id)
        claim = self.valid(BadgeClaimInput, request)
        badge = claim_badge(
            product_id=product_id, kind=BadgeKind(claim["kind"]), entry_id=claim["entry"], now=clock.now()
        )
        return Response(BadgeAnswer(badge).data, status=status.HTTP_201_CREATED)


class BadgeClaimDetail(OwnProductView):
    """One kind of claim."""

    @extend_schema(operation_id="seller_badge_claims_destroy", responses={204: None}, tags=["marketplace"])
    def delete(self, request: Request, product_id: UUID, kind: str) -> Response:
        """Name no entry of this kind any more."""
        self.editable(product_id)
        if kind not in BadgeKind.values:
            raise NotFound(f"Known badges: {', '.join(BadgeKind.values)}.")
        withdraw_claim(product_id=product_id, kind=BadgeKind(kind), now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)
