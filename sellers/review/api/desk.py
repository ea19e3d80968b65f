"""The review desk's doors: queue, application, papers, reveals. Only for reviewers, within their states."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, cast
from uuid import UUID

from django.http import FileResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.permissions import HasRole
from accounts.models import Role, User
from common import clock
from common.api.serializers import page_of
from common.api.views import BazaarView
from media.documents.downloads import DOCUMENT_ANSWERS, document_response
from sellers.documents.api import DocumentAnswer
from sellers.documents.selectors import document_of
from sellers.documents.services import note_reading
from sellers.onboarding.api.answers import ChangeRequestAnswer, ProfileAnswer, RequirementAnswer, SellerSummaryAnswer
from sellers.onboarding.api.views import profile_etag
from sellers.onboarding.selectors import requirements_for
from sellers.profiles.models import Seller
from sellers.review.api.bodies import (
    ApplicationAnswer,
    MoveAnswer,
    OverrideInput,
    QueueQuery,
    RevealAnswer,
    RevealInput,
)
from sellers.review.reveals import Identifier, allow_interstate, reveal_identifier, withdraw_interstate
from sellers.review.selectors import application_for, applications_for, may_decide


def application_body(reviewer: User, seller: Seller) -> Mapping[str, Any]:
    """Render an application fetched by :func:`application_for`."""
    return {
        **ProfileAnswer(seller).data,
        "interstate_override": seller.interstate_override,
        "interstate_override_reason": seller.interstate_override_reason,
        "documents": DocumentAnswer(seller.documents.all(), many=True).data,
        "change_requests": ChangeRequestAnswer(seller.change_requests.all(), many=True).data,
        "moves": MoveAnswer(seller.moves.all(), many=True).data,
        "requirements": RequirementAnswer(requirements_for(seller), many=True).data,
        "may_decide": may_decide(reviewer, seller),
    }


class DeskView(BazaarView):
    """Base of the doors of the review desk."""

    permission_classes = (HasRole(Role.REVIEWER),)
    paginated: ClassVar[bool] = False

    @property
    def reviewer(self) -> User:
        """Who asks; HasRole has let only accounts pass."""
        return cast(User, self.request.user)

    def application_response(self, seller_id: UUID) -> Response:
        """The application afresh, with its ETag."""
        seller = application_for(self.reviewer, seller_id)
        response = Response(application_body(self.reviewer, seller))
        response["ETag"] = profile_etag(seller)
        return response


class ApplicationQueue(DeskView):
    """Applications."""

    paginated: ClassVar[bool] = True
    query_params_allowed = frozenset({"status", "state", "kind"})

    @extend_schema(
        operation_id="staff_seller_applications_list",
        parameters=[QueueQuery],
        responses={200: page_of(SellerSummaryAnswer)},
        tags=["sellers: review desk"],
    )
    def get(self, request: Request) -> Response:
        """The queue of your states, longest waiting first."""
        wanted = self.valid_query(QueueQuery, request)
        names = {"status": "status", "state": "state_id", "kind": "kind"}
        filters = {names[name]: value for name, value in wanted.items()}
        return self.keyset_page(
            applications_for(self.reviewer).filter(**filters),
            ordering=("submitted_at", "id"),
            render=lambda row: SellerSummaryAnswer(row).data,
        )


class ApplicationDetail(DeskView):
    """One application."""

    @extend_schema(
        operation_id="staff_seller_applications_retrieve",
        responses={200: ApplicationAnswer},
        tags=["sellers: review desk"],
    )
    def get(self, request: Request, seller_id: UUID) -> Response:
        """Facts with identifiers masked, requirements, papers, requested changes and history."""
        return self.application_response(seller_id)


class InterstateOverride(DeskView):
    """The exemption from selling within one's own state only."""

    @extend_schema(
        operation_id="staff_seller_applications_interstate",
        request=OverrideInput,
        responses={200: ApplicationAnswer},
        tags=["sellers: review desk"],
    )
    def post(self, request: Request, seller_id: UUID) -> Response:
        """Allow or withdraw shipping to other states for a seller without GST registration, with the rule."""
        given = self.valid(OverrideInput, request)
        act = allow_interstate if given["ships_interstate"] else withdraw_interstate
        act(seller_id=seller_id, reviewer=self.reviewer, reason=given["reason"], now=clock.now())
        return self.application_response(seller_id)


class Reveal(DeskView):
    """Behind the mask."""

    def _claim(self, request: Request) -> None:
        """No stored answers here: a replay would need the plain identifier kept in a table."""

    @extend_schema(
        operation_id="staff_seller_applications_reveal",
        request=RevealInput,
        responses={200: RevealAnswer},
        tags=["sellers: review desk"],
    )
    def post(self, request: Request, seller_id: UUID) -> Response:
        """Show one identifier in full. Who looked, at what, when and why is recorded."""
        given = self.valid(RevealInput, request)
        identifier = Identifier(given["identifier"])
        value = reveal_identifier(
            seller_id=seller_id,
            reviewer=self.reviewer,
            identifier=identifier,
            reason=given["reason"],
            now=clock.now(),
        )
        response = Response(RevealAnswer({"identifier": identifier, "value": value}).data)
        response["Cache-Control"] = "no-store"
        return response


class ApplicationDocumentFile(DeskView):
    """The bytes of a paper."""

    @extend_schema(
        operation_id="staff_seller_applications_file_retrieve",
        responses=DOCUMENT_ANSWERS,
        tags=["sellers: review desk"],
    )
    def get(self, request: Request, seller_id: UUID, document_id: UUID) -> FileResponse:
        """Download a paper of an application in your states; the reading is recorded."""
        paper = document_of(application_for(self.reviewer, seller_id), document_id)
        note_reading(paper=paper, viewer=self.reviewer, now=clock.now())
        return document_response(paper.document)
