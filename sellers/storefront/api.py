"""Sellers for the public: what the E-Commerce Rules ask to show, and nothing private.

Rule 5(3)(a) of the Consumer Protection (E-Commerce) Rules 2020: name of the business, whether registered or not,
geographic address, customer-care number; rule 6(5): name, contact and designation of the grievance officer.
"""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from common.api.etag import etag_response
from common.api.fields import CleanCharField
from common.api.serializers import page_of
from common.api.views import BazaarView
from sellers.onboarding.api.answers import PlaceAnswer
from sellers.profiles.models import Seller
from sellers.profiles.states import SellerKind
from sellers.storefront.selectors import public_seller, public_sellers


class PublicSellerSummaryAnswer(serializers.Serializer[Seller]):
    """A live seller in a list."""

    slug = serializers.CharField()
    display_name = serializers.CharField()
    kind = serializers.ChoiceField(choices=SellerKind.choices)
    state = PlaceAnswer()
    district = PlaceAnswer()
    is_women_led = serializers.BooleanField()


class AddressAnswer(serializers.Serializer[Seller]):
    """The seller's geographic address."""

    line1 = serializers.CharField(source="address_line1")
    line2 = serializers.CharField(source="address_line2")
    locality = serializers.CharField()
    district = serializers.CharField(source="district.name")
    state = serializers.CharField(source="state.name")
    pin = serializers.CharField()


class GrievanceAnswer(serializers.Serializer[Seller]):
    """Whom buyers complain to."""

    name = serializers.CharField(source="grievance_name")
    phone = serializers.CharField(source="grievance_phone")
    email = serializers.CharField(source="grievance_email")


class PublicSellerAnswer(PublicSellerSummaryAnswer):
    """A live seller's page."""

    id = serializers.UUIDField()
    legal_name = serializers.CharField()
    story = serializers.CharField()
    address = AddressAnswer(source="*")
    grievance_contact = GrievanceAnswer(source="*")
    is_gst_registered = serializers.BooleanField()
    ships_interstate = serializers.BooleanField()
    selling_since = serializers.DateTimeField(source="approved_at")


class SellersQuery(serializers.Serializer[Any]):
    """Filters of the list."""

    q = CleanCharField(required=False, max_length=80, help_text="Part of the name.")
    state = serializers.UUIDField(required=False)
    district = serializers.UUIDField(required=False)
    kind = serializers.ChoiceField(choices=SellerKind.choices, required=False)


class PublicSellerCollection(BazaarView):
    """Live sellers."""

    permission_classes = (AllowAny,)
    query_params_allowed = frozenset({"q", "state", "district", "kind"})

    @extend_schema(
        operation_id="sellers_list",
        parameters=[SellersQuery],
        responses={200: page_of(PublicSellerSummaryAnswer)},
        tags=["sellers"],
    )
    def get(self, request: Request) -> Response:
        """Live sellers by name."""
        page = self.keyset_page(
            public_sellers(**self.valid_query(SellersQuery, request)),
            ordering=("display_name", "id"),
            render=lambda row: PublicSellerSummaryAnswer(row).data,
        )
        return etag_response(request, page.data)


class PublicSellerDetail(BazaarView):
    """One live seller."""

    permission_classes = (AllowAny,)
    paginated = False

    @extend_schema(operation_id="sellers_retrieve", responses={200: PublicSellerAnswer}, tags=["sellers"])
    def get(self, request: Request, slug: str) -> Response:
        """Who sells: legal name, address, grievance contact, place and story."""
        return etag_response(request, PublicSellerAnswer(public_seller(slug)).data)
