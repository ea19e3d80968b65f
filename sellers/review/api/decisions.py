"""Decisions of the review desk."""

from __future__ import annotations

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from common import clock
from sellers.onboarding.api.views import IF_MATCH, expected_revision
from sellers.review.api.bodies import ApplicationAnswer, ApprovalInput, ChangesInput, ReasonInput
from sellers.review.api.desk import DeskView
from sellers.review.services import (
    ChangeItem,
    approve_seller,
    reinstate_seller,
    reject_seller,
    request_changes,
    suspend_seller,
)


class Approval(DeskView):
    """Approve."""

    @extend_schema(
        operation_id="staff_seller_applications_approve",
        request=ApprovalInput,
        responses={200: ApplicationAnswer},
        parameters=[IF_MATCH],
        tags=["sellers: review desk"],
    )
    def post(self, request: Request, seller_id: UUID) -> Response:
        """Let the seller sell. Of two reviewers the second is told what the first decided."""
        approve_seller(
            seller_id=seller_id,
            reviewer=self.reviewer,
            expected_revision=expected_revision(request, seller_id),
            now=clock.now(),
            **self.valid(ApprovalInput, request),
        )
        return self.application_response(seller_id)


class ChangesRequested(DeskView):
    """Send back."""

    @extend_schema(
        operation_id="staff_seller_applications_request_changes",
        request=ChangesInput,
        responses={200: ApplicationAnswer},
        parameters=[IF_MATCH],
        tags=["sellers: review desk"],
    )
    def post(self, request: Request, seller_id: UUID) -> Response:
        """Send the application back with what to change, item by item."""
        items = [ChangeItem(**item) for item in self.valid(ChangesInput, request)["items"]]
        request_changes(
            seller_id=seller_id,
            reviewer=self.reviewer,
            items=items,
            expected_revision=expected_revision(request, seller_id),
            now=clock.now(),
        )
        return self.application_response(seller_id)


class Rejection(DeskView):
    """Reject."""

    @extend_schema(
        operation_id="staff_seller_applications_reject",
        request=ReasonInput,
        responses={200: ApplicationAnswer},
        parameters=[IF_MATCH],
        tags=["sellers: review desk"],
    )
    def post(self, request: Request, seller_id: UUID) -> Response:
        """Refuse the application for good, with the reason."""
        reject_seller(
            seller_id=seller_id,
            reviewer=self.reviewer,
            expected_revision=expected_revision(request, seller_id),
            now=clock.now(),
            **self.valid(ReasonInput, request),
        )
        return self.application_response(seller_id)


class Suspension(DeskView):
    """Suspend."""

    @extend_schema(
        operation_id="staff_seller_applications_suspend",
        request=ReasonInput,
        responses={200: ApplicationAnswer},
        tags=["sellers: review desk"],
    )
    def post(self, request: Request, seller_id: UUID) -> Response:
        """Hide an approved seller and its products at once; open orders go on."""
        suspend_seller(seller_id=seller_id, reviewer=self.reviewer, now=clock.now(), **self.valid(ReasonInput, request))
        return self.application_response(seller_id)


class Reinstatement(DeskView):
    """Reinstate."""

    @extend_schema(
        operation_id="staff_seller_applications_reinstate",
        request=ReasonInput,
        responses={200: ApplicationAnswer},
        tags=["sellers: review desk"],
    )
    def post(self, request: Request, seller_id: UUID) -> Response:
        """Let a suspended seller sell again."""
        reinstate_seller(
            seller_id=seller_id, reviewer=self.reviewer, now=clock.now(), **self.valid(ReasonInput, request)
        )
        return self.application_response(seller_id)
