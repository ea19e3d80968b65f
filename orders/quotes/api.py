"""Doors of quotes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from common import clock
from common.api.fields import CleanCharField, MoneyField, PhoneField, PinField
from common.api.serializers import StrictSerializer
from orders.purchases.api.guests import BASKET_TOKEN_HEADER, CounterView, basket_holder, user_of
from orders.purchases.api.serializers import LineTaxAnswer, ShipToAnswer
from orders.quotes.models import Quote, QuoteLine, QuoteParcel
from orders.quotes.places import Destination, find_destination, saved_destination
from orders.quotes.selectors import quote_for
from orders.quotes.services import give_quote


class ShipToInput(StrictSerializer):
    """A delivery address in India. ``district`` is needed only where a PIN code crosses a state border."""

    name = CleanCharField(max_length=120)
    phone = PhoneField(max_length=20)
    line1 = CleanCharField(max_length=200)
    line2 = CleanCharField(max_length=200, required=False, allow_blank=True)
    landmark = CleanCharField(max_length=120, required=False, allow_blank=True)
    city = CleanCharField(max_length=120)
    pin = PinField()
    district = serializers.UUIDField(required=False, allow_null=True)


class QuoteInput(StrictSerializer):
    """Where the basket goes: ``ship_to``, or the id of one of the signed-in buyer's addresses."""

    ship_to = ShipToInput(required=False)
    address = serializers.UUIDField(required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Exactly one of the two."""
        if ("ship_to" in attrs) == ("address" in attrs):
            raise serializers.ValidationError("Send either ship_to or address.", code="one_of_two")
        return attrs


class QuoteLineAnswer(serializers.Serializer[QuoteLine]):
    """A line: ``total`` is what the buyer pays for the goods, tax included."""

    variant = serializers.UUIDField(source="variant_id")
    title = serializers.CharField()
    variant_title = serializers.CharField()
    hsn = serializers.CharField()
    quantity = serializers.IntegerField()
    unit_price = MoneyField(source="unit_price_amount")
    total = MoneyField(source="gross_amount")
    tax = LineTaxAnswer(source="*")
    seller_net = MoneyField(source="net_amount")


class QuoteParcelAnswer(serializers.Serializer[QuoteParcel]):
    """One seller's parcel. Without GST registration there is no tax in it."""

    seller = serializers.UUIDField(source="seller_id")
    seller_name = serializers.CharField(source="seller.display_name")
    is_seller_gst_registered = serializers.BooleanField(source="seller_is_gst_registered")
    supply_from = serializers.CharField(source="supply_from.name")
    is_interstate = serializers.BooleanField()
    goods = MoneyField(source="goods_amount")
    shipping = MoneyField(source="shipping_amount")
    tax = MoneyField(source="tax_amount")
    total = MoneyField(source="total_amount")
    seller_take_home = MoneyField(source="take_home_amount")
    lines = QuoteLineAnswer(many=True)


class QuoteAnswer(serializers.Serializer[Quote]):
    """A price that holds until ``expires_at``; it never changes, a new one gets the next version."""

    id = serializers.UUIDField()
    basket = serializers.UUIDField(source="basket_id")
    version = serializers.IntegerField()
    quoted_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()
    ship_to = ShipToAnswer(source="*")
    place_of_supply = serializers.CharField(source="ship_state.name")
    gift_message = serializers.CharField()
    goods = MoneyField(source="goods_amount")
    shipping = MoneyField(source="shipping_amount")
    tax = MoneyField(source="tax_amount")
    total = MoneyField(source="total_amount")
    parcels = QuoteParcelAnswer(many=True)


def _destination(data: dict[str, Any], request: Request) -> Destination:
    if "address" in data:
        return saved_destination(user=user_of(request), address_id=data["address"])
    ship_to: dict[str, Any] = data["ship_to"]
    return find_destination(address=ship_to, district_id=ship_to.pop("district", None))


class QuoteCollection(CounterView):
    """Asking what a basket costs."""

    @extend_schema(
        operation_id="quotes_give",
        parameters=[BASKET_TOKEN_HEADER],
        request=QuoteInput,
        responses={201: QuoteAnswer},
        tags=["orders"],
    )
    def post(self, request: Request, basket_id: UUID) -> Response:
        """Price the basket for an address."""
        destination = _destination(self.valid(QuoteInput, request), request)
        holder = basket_holder(request)
        quote = give_quote(holder=holder, basket_id=basket_id, destination=destination, now=clock.now())
        body = QuoteAnswer(quote_for(holder=holder, quote_id=quote.pk)).data
        return Response(body, status=status.HTTP_201_CREATED)


class QuoteDetail(CounterView):
    """One quote."""

    @extend_schema(
        operation_id="quotes_read", parameters=[BASKET_TOKEN_HEADER], responses={200: QuoteAnswer}, tags=["orders"]
    )
    def get(self, request: Request, quote_id: UUID) -> Response:
        """The quote as it was given."""
        return Response(QuoteAnswer(quote_for(holder=basket_holder(request), quote_id=quote_id)).data)
