"""A seller hands a product in, takes it back, and takes it down."""

from __future__ import annotations

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from common import clock
from marketplace.catalogue.api.answers import OwnProductAnswer
from marketplace.catalogue.api.views import IF_MATCH, OwnProductView, expected_revision
from marketplace.catalogue.selectors import product_for
from marketplace.moderation.api.answers import REQUIREMENTS, issues_of
from marketplace.moderation.services import submit_product, unpublish_product, withdraw_product


class ProductRequirements(OwnProductView):
    """What keeps one's own product from publication."""

    @extend_schema(
        operation_id="seller_product_requirements_retrieve", responses={200: REQUIREMENTS}, tags=["marketplace"]
    )
    def get(self, request: Request, product_id: UUID) -> Response:
        """Every missing thing with its pointer and remedy; empty when the product can be submitted."""
        issues = issues_of(product_for(self.viewer, product_id))
        return Response({"is_complete": not issues, "issues": issues})


class ProductSubmission(OwnProductView):
    """Handing in."""

    @extend_schema(
        operation_id="seller_products_submit",
        parameters=[IF_MATCH],
        request=None,
        responses={200: OwnProductAnswer},
        tags=["marketplace"],
    )
    def post(self, request: Request, product_id: UUID) -> Response:
        """Hand the product in for review; 422 names everything that is missing."""
        self.editable(product_id)
        revision = expected_revision(request, product_id)
        submit_product(product_id=product_id, actor=self.viewer, now=clock.now(), revision=revision)
        return self.product_response(product_id)


class ProductWithdrawal(OwnProductView):
    """Taking back what was handed in."""

    @extend_schema(
        operation_id="seller_products_withdraw",
        request=None,
        responses={200: OwnProductAnswer},
        tags=["marketplace"],
    )
    def post(self, request: Request, product_id: UUID) -> Response:
        """Take a submitted product back to a draft."""
        self.editable(product_id)
        withdraw_product(product_id=product_id, actor=self.viewer, now=clock.now())
        return self.product_response(product_id)


class ProductUnpublication(OwnProductView):
    """Taking out of the window."""

    @extend_schema(
        operation_id="seller_products_unpublish",
        request=None,
        responses={200: OwnProductAnswer},
        tags=["marketplace"],
    )
    def post(self, request: Request, product_id: UUID) -> Response:
        """Take a published product down, to edit and submit it again."""
        self.editable(product_id)
        unpublish_product(product_id=product_id, actor=self.viewer, now=clock.now())
        return self.product_response(product_id)
