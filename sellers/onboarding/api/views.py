"""Profiles: start, read, amend, submit; requirements and bank account."""

from __future__ import annotations

import re
from typing import Any, ClassVar, cast
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.permissions import IsSignedIn
from accounts.models import User
from common import clock
from common.api.etag import etag_response
from common.api.serializers import list_of, page_of
from common.api.views import BazaarView
from common.errors import StaleEdit
from sellers.bank.services import state_bank_account
from sellers.members.rights import Right
from sellers.members.selectors import require_member_right, role_in, seller_for, sellers_of
from sellers.onboarding.api.answers import (
    BankAccountAnswer,
    ChangeRequestAnswer,
    OwnProfileAnswer,
    ProfileAnswer,
    RequirementAnswer,
    SellerSummaryAnswer,
)
from sellers.onboarding.api.inputs import BankAccountInput, ProfileFactsInput, ProfileStartInput
from sellers.onboarding.selectors import open_change_requests, requirements_for
from sellers.onboarding.services import amend_profile, start_application, submit_application
from sellers.profiles.models import Seller

IF_MATCH = OpenApiParameter(
    "If-Match", str, OpenApiParameter.HEADER, description="ETag of the profile as you saw it; 412 when it changed."
)
NO_BODY = None


def profile_etag(seller: Seller) -> str:
    """Strong ETag of a profile: its revision."""
    return f'"{seller.pk.hex}.{seller.revision}"'


def expected_revision(request: Request, seller_id: UUID) -> int | None:
    """The revision named by If-Match, None without the header; raises StaleEdit for any other tag."""
    header = request.headers.get("If-Match", "*").strip()
    if header == "*":
        return None
    match = re.fullmatch(rf'"{seller_id.hex}\.([0-9]{{1,9}})"', header)
    if match is None:
        raise StaleEdit
    return int(match[1])


def own_profile(viewer: User, seller: Seller) -> dict[str, Any]:
    """The whole profile for a member of its team."""
    requests = open_change_requests(seller)
    return {
        **ProfileAnswer(seller).data,
        "my_role": role_in(viewer, seller),
        "change_requests": ChangeRequestAnswer(requests, many=True).data,
    }


class ProfileView(BazaarView):
    """Base of the doors to one's own sellers: a stranger's seller is not found."""

    permission_classes = (IsSignedIn,)
    paginated: ClassVar[bool] = False

    @property
    def viewer(self) -> User:
        """Who asks; IsSignedIn has let only accounts pass."""
        return cast(User, self.request.user)

    def profile_response(self, seller_id: UUID, *, code: int = status.HTTP_200_OK) -> Response:
        """The profile afresh, with its ETag."""
        seller = seller_for(self.viewer, seller_id)
        response = Response(own_profile(self.viewer, seller), status=code)
        response["ETag"] = profile_etag(seller)
        return response


class ProfileCollection(ProfileView):
    """One's own sellers."""

    paginated: ClassVar[bool] = True

    @extend_schema(operation_id="seller_profiles_list", responses={200: page_of(SellerSummaryAnswer)}, tags=["sellers"])
    def get(self, request: Request) -> Response:
        """Sellers in whose team you are, newest first."""
        return self.keyset_page(
            sellers_of(self.viewer), ordering=("-created_at", "-id"), render=lambda row: SellerSummaryAnswer(row).data
        )

    @extend_schema(
        operation_id="seller_profiles_create",
        request=ProfileStartInput,
        responses={201: OwnProfileAnswer},
        tags=["sellers"],
    )
    def post(self, request: Request) -> Response:
        """Start an application; you become its owner. Facts that are wrong are refused, missing ones may follow."""
        facts = self.valid(ProfileStartInput, request)
        seller = start_application(viewer=self.viewer, facts=facts, now=clock.now())
        response = self.profile_response(seller.pk, code=status.HTTP_201_CREATED)
        response["Location"] = f"/api/v1/seller/profiles/{seller.pk}"
        return response


class ProfileDetail(ProfileView):
    """One profile."""

    @extend_schema(operation_id="seller_profiles_retrieve", responses={200: OwnProfileAnswer}, tags=["sellers"])
    def get(self, request: Request, seller_id: UUID) -> Response:
        """The profile with PAN, GSTIN and bank number masked, and what the reviewer asked to change."""
        seller = seller_for(self.viewer, seller_id)
        require_member_right(self.viewer, seller, Right.SEE_PROFILE)
        return etag_response(request, own_profile(self.viewer, seller), profile_etag(seller))

    @extend_schema(
        operation_id="seller_profiles_update",
        request=ProfileFactsInput,
        responses={200: OwnProfileAnswer},
        parameters=[IF_MATCH],
        tags=["sellers"],
    )
    def patch(self, request: Request, seller_id: UUID) -> Response:
        """Change facts; all or nothing. Not while a reviewer has the application, nor verified facts afterwards."""
        amend_profile(
            seller_id=seller_id,
            viewer=self.viewer,
            facts=self.valid(ProfileFactsInput, request),
            expected_revision=expected_revision(request, seller_id),
            now=clock.now(),
        )
        return self.profile_response(seller_id)


class ProfileRequirements(ProfileView):
    """What is asked of this kind of seller."""

    @extend_schema(
        operation_id="seller_requirements_list", responses={200: list_of(RequirementAnswer)}, tags=["sellers"]
    )
    def get(self, request: Request, seller_id: UUID) -> Response:
        """Every requirement as it stands now; each missing thing says what to do."""
        seller = seller_for(self.viewer, seller_id)
        return Response({"data": RequirementAnswer(requirements_for(seller), many=True).data})


class ProfileSubmission(ProfileView):
    """Handing the application in."""

    @extend_schema(
        operation_id="seller_profiles_submit", request=NO_BODY, responses={200: OwnProfileAnswer}, tags=["sellers"]
    )
    def post(self, request: Request, seller_id: UUID) -> Response:
        """Submit to the reviewers; refused with everything that is missing or does not fit."""
        submit_application(seller_id=seller_id, viewer=self.viewer, now=clock.now())
        return self.profile_response(seller_id)


class ProfileBankAccount(ProfileView):
    """Where the seller is to be paid."""

    @extend_schema(
        operation_id="seller_bank_account_update",
        request=BankAccountInput,
        responses={200: BankAccountAnswer},
        tags=["sellers"],
    )
    def put(self, request: Request, seller_id: UUID) -> Response:
        """State the account: IFSC of an existing branch, number, and for groups the group's own name as holder."""
        account = state_bank_account(
            seller_id=seller_id, viewer=self.viewer, now=clock.now(), **self.valid(BankAccountInput, request)
        )
        return Response(BankAccountAnswer(account).data)
