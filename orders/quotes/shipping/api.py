"""Door by which a seller sets what a parcel costs to send."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.permissions import IsSignedIn
from accounts.models import User
from common import clock
from common.api.fields import MoneyField
from common.api.serializers import StrictSerializer
from common.api.views import BazaarView
from orders.quotes.shipping.limits import MAX_FLAT_AMOUNT
from orders.quotes.shipping.selectors import ParcelTerms, terms_of_sellers
from orders.quotes.shipping.services import set_shipping_policy
from sellers.models import Seller
from sellers.selectors import Right, require_member_right, seller_for


class ShippingPolicyInput(StrictSerializer):
    """A flat charge a parcel, tax included; goods of at least ``free_above`` ship free (null: never)."""

    flat = MoneyField(max_amount=MAX_FLAT_AMOUNT)
    free_above = MoneyField(min_amount=1, allow_null=True)


class ShippingPolicyAnswer(serializers.Serializer[ParcelTerms]):
    """What holds today; ``from_date`` is null while it is the platform's default."""

    flat = MoneyField(source="flat_amount")
    free_above = MoneyField(source="free_above_amount", allow_null=True)
    from_date = serializers.DateField(allow_null=True)


class ShippingPolicyDetail(BazaarView):
    """The shipping charge of one's own seller."""

    permission_classes = (IsSignedIn,)
    paginated = False

    @extend_schema(operation_id="seller_shipping_read", responses={200: ShippingPolicyAnswer}, tags=["orders"])
    def get(self, request: Request, seller_id: UUID) -> Response:
        """What a parcel costs today."""
        return self._answer(seller_for(cast(User, request.user), seller_id))

    @extend_schema(
        operation_id="seller_shipping_set",
        request=ShippingPolicyInput,
        responses={200: ShippingPolicyAnswer},
        tags=["orders"],
    )
    def put(self, request: Request, seller_id: UUID) -> Response:
        """Set what a parcel costs from today on."""
        viewer = cast(User, request.user)
        seller = seller_for(viewer, seller_id)
        require_member_right(viewer, seller, Right.MANAGE_LISTINGS)
        data: dict[str, Any] = self.valid(ShippingPolicyInput, request)
        set_shipping_policy(
            seller=seller,
            actor=viewer,
            flat_amount=data["flat"].amount,
            free_above_amount=data["free_above"].amount if data["free_above"] else None,
            now=clock.now(),
        )
        return self._answer(seller)

    def _answer(self, seller: Seller) -> Response:
        terms = terms_of_sellers([seller.pk], on=clock.ist_date(clock.now()))[seller.pk]
        return Response(ShippingPolicyAnswer(terms).data)
