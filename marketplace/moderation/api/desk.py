"""The moderators' queue and their decisions."""

from __future__ import annotations

from typing import Any, ClassVar, cast
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.permissions import HasRole
from accounts.models import Role, User
from common import clock
from common.api.fields import CleanCharField
from common.api.serializers import StrictSerializer, page_of
from common.api.views import BazaarView
from marketplace.catalogue.states import ProductStatus
from marketplace.moderation.api.answers import ReviewAnswer, ReviewSummaryAnswer
from marketplace.moderation.selectors import product_to_review, products_for
from marketplace.moderation.services import approve_product, reject_product, request_changes


class ProductNoteInput(StrictSerializer):
    """A note beside a yes; the seller reads it in the product's history."""

    note = CleanCharField(required=False, allow_blank=True, max_length=2000, multiline=True, default="")


class ProductReasonInput(StrictSerializer):
    """Why; the seller reads it."""

    reason = CleanCharField(max_length=2000, multiline=True)


class ReviewQuery(serializers.Serializer[Any]):
    """Filters of the queue."""

    status = serializers.ChoiceField(choices=ProductStatus.choices, required=False, default=ProductStatus.SUBMITTED)
    state = serializers.UUIDField(required=False)
    category = serializers.SlugField(required=False, max_length=60)
    seller = serializers.UUIDField(required=False)


def narrowed(filters: dict[str, Any]) -> dict[str, Any]:
    """Filters of the queue as conditions on products."""
    columns = {"status": "status", "state": "seller__state", "seller": "seller"}
    conditions = {columns[name]: value for name, value in filters.items() if name in columns}
    if "category" in filters:
        conditions["category__path__contains"] = f"/{filters['category']}/"
    return conditions


class ModeratorView(BazaarView):
    """Base of the moderators' doors: products outside one's states are not found."""

    permission_classes = (HasRole(Role.MODERATOR),)
    paginated: ClassVar[bool] = False

    @property
    def viewer(self) -> User:
        """The moderator; HasRole has let only accounts pass."""
        return cast(User, self.request.user)

    def review_response(self, product_id: UUID) -> Response:
        """The product afresh, as a moderator looks at it."""
        product = product_to_review(self.viewer, product_id)
        return Response(ReviewAnswer(product, context={"viewer": self.viewer}).data)


class ReviewQueue(ModeratorView):
    """The moderators' queue."""

    paginated: ClassVar[bool] = True
    query_params_allowed: ClassVar[frozenset[str]] = frozenset(ReviewQuery().fields)

    @extend_schema(
        operation_id="staff_product_reviews_list",
        parameters=[ReviewQuery],
        responses={200: page_of(ReviewSummaryAnswer)},
        tags=["marketplace"],
    )
    def get(self, request: Request) -> Response:
        """Products waiting for a decision, longest first; other statuses by filter."""
        filters = self.valid_query(ReviewQuery, request)
        queue = products_for(self.viewer).filter(**narrowed(filters))
        return self.keyset_page(
            queue.select_related("category", "seller", "origin_district__state"),
            ordering=("submitted_at", "id"),
            render=lambda row: ReviewSummaryAnswer(row).data,
        )


class ReviewDetail(ModeratorView):
    """One product under review."""

    @extend_schema(operation_id="staff_product_reviews_retrieve", responses={200: ReviewAnswer}, tags=["marketplace"])
    def get(self, request: Request, product_id: UUID) -> Response:
        """The product with its pictures, checks, badges explained, and history."""
        return self.review_response(product_id)


class ProductApproval(ModeratorView):
    """Yes."""

    @extend_schema(
        operation_id="staff_products_approve",
        request=ProductNoteInput,
        responses={200: ReviewAnswer},
        tags=["marketplace"],
    )
    def post(self, request: Request, product_id: UUID) -> Response:
        """Publish it; the seller is told."""
        note = self.valid(ProductNoteInput, request)["note"]
        approve_product(product_id=product_id, moderator=self.viewer, note=note, now=clock.now())
        return self.review_response(product_id)


class ProductChangesRequest(ModeratorView):
    """Not yet."""

    @extend_schema(
        operation_id="staff_products_request_changes",
        request=ProductReasonInput,
        responses={200: ReviewAnswer},
        tags=["marketplace"],
    )
    def post(self, request: Request, product_id: UUID) -> Response:
        """Send it back with what to change; the seller is told."""
        reason = self.valid(ProductReasonInput, request)["reason"]
        request_changes(product_id=product_id, moderator=self.viewer, reason=reason, now=clock.now())
        return self.review_response(product_id)


class ProductRejection(ModeratorView):
    """No."""

    @extend_schema(
        operation_id="staff_products_reject",
        request=ProductReasonInput,
        responses={200: ReviewAnswer},
        tags=["marketplace"],
    )
    def post(self, request: Request, product_id: UUID) -> Response:
        """Refuse it for good, with the reason; the seller is told."""
        reason = self.valid(ProductReasonInput, request)["reason"]
        reject_product(product_id=product_id, moderator=self.viewer, reason=reason, now=clock.now())
        return self.review_response(product_id)
