"""Doors of the basket."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from common.api.fields import CleanCharField, MoneyField, StrictIntegerField
from common.api.serializers import StrictSerializer
from orders.baskets import services
from orders.baskets.limits import MAX_GIFT_MESSAGE, MAX_QUANTITY
from orders.baskets.models import Basket
from orders.baskets.selectors import BasketNotice, BasketView, LineView, basket_for, view_basket
from orders.purchases.api.guests import BASKET_TOKEN_HEADER, CounterView, basket_holder


class BasketLineInput(StrictSerializer):
    """Pieces of a variant."""

    variant = serializers.UUIDField()
    quantity = StrictIntegerField(min_value=1, max_value=MAX_QUANTITY)


class BasketQuantityInput(StrictSerializer):
    """A line's new quantity."""

    quantity = StrictIntegerField(min_value=1, max_value=MAX_QUANTITY)


class BasketInput(StrictSerializer):
    """What can be written on a basket."""

    gift_message = CleanCharField(multiline=True, allow_blank=True, max_length=MAX_GIFT_MESSAGE)


class BasketOpenInput(StrictSerializer):
    """Nothing: the body is empty or ``{}``."""


class BasketNoticeAnswer(serializers.Serializer[BasketNotice]):
    """What changed about a line: ``unavailable``, ``sold_out``, ``not_enough_stock`` or ``price_changed``."""

    code = serializers.CharField()
    detail = serializers.CharField()
    facts = serializers.DictField()


class BasketSellerAnswer(serializers.Serializer[Any]):
    """Who sells a line."""

    id = serializers.UUIDField()
    display_name = serializers.CharField()
    slug = serializers.CharField()


class BasketLineAnswer(serializers.Serializer[LineView]):
    """A line at today's price."""

    id = serializers.UUIDField(source="line.pk")
    variant = serializers.UUIDField(source="variant.pk")
    product = serializers.UUIDField(source="variant.product_id")
    title = serializers.CharField(source="variant.product.title")
    variant_title = serializers.CharField(source="variant.title")
    seller = BasketSellerAnswer(source="variant.product.seller")
    quantity = serializers.IntegerField(source="line.quantity")
    unit_price = MoneyField(source="variant.price_amount")
    total = MoneyField(source="gross_amount")
    can_be_bought = serializers.BooleanField()
    notices = BasketNoticeAnswer(many=True)


class BasketAnswer(serializers.Serializer[BasketView]):
    """A basket; ``goods_total`` is without shipping, which a quote adds."""

    id = serializers.UUIDField(source="basket.pk")
    gift_message = serializers.CharField(source="basket.gift_message")
    lines = BasketLineAnswer(many=True)
    goods_total = MoneyField(source="goods_amount")


class OpenedBasketAnswer(BasketAnswer):
    """A basket just opened; ``token`` is a guest's only key to it and is shown this once."""

    token = serializers.CharField(allow_null=True)


def _answer(basket: Basket, *, code: int = status.HTTP_200_OK) -> Response:
    return Response(BasketAnswer(view_basket(basket)).data, status=code)


class BasketCollection(CounterView):
    """Opening a basket."""

    @extend_schema(
        operation_id="baskets_open", request=BasketOpenInput, responses={201: OpenedBasketAnswer}, tags=["orders"]
    )
    def post(self, request: Request) -> Response:
        """A user's one basket, or a new one for a guest."""
        self.valid(BasketOpenInput, request)
        basket, token = services.open_basket(holder=basket_holder(request))
        body = BasketAnswer(view_basket(basket)).data
        return Response({**body, "token": token or None}, status=status.HTTP_201_CREATED)


class BasketDetail(CounterView):
    """One basket."""

    @extend_schema(
        operation_id="baskets_read", parameters=[BASKET_TOKEN_HEADER], responses={200: BasketAnswer}, tags=["orders"]
    )
    def get(self, request: Request, basket_id: UUID) -> Response:
        """Lines at today's prices, with notices of what changed."""
        return _answer(basket_for(holder=basket_holder(request), basket_id=basket_id))

    @extend_schema(
        operation_id="baskets_write_message",
        parameters=[BASKET_TOKEN_HEADER],
        request=BasketInput,
        responses={200: BasketAnswer},
        tags=["orders"],
    )
    def patch(self, request: Request, basket_id: UUID) -> Response:
        """Write the gift message."""
        data = self.valid(BasketInput, request)
        return _answer(
            services.write_gift_message(
                holder=basket_holder(request), basket_id=basket_id, gift_message=data["gift_message"]
            )
        )


class BasketLines(CounterView):
    """Putting something in."""

    @extend_schema(
        operation_id="baskets_add_line",
        parameters=[BASKET_TOKEN_HEADER],
        request=BasketLineInput,
        responses={201: BasketAnswer},
        tags=["orders"],
    )
    def post(self, request: Request, basket_id: UUID) -> Response:
        """Add pieces of a variant; more of what is in already adds to its line."""
        data = self.valid(BasketLineInput, request)
        basket = services.add_line(
            holder=basket_holder(request),
            basket_id=basket_id,
            variant_id=data["variant"],
            quantity=data["quantity"],
        )
        return _answer(basket, code=status.HTTP_201_CREATED)


class BasketLineDetail(CounterView):
    """One line."""

    @extend_schema(
        operation_id="baskets_change_line",
        parameters=[BASKET_TOKEN_HEADER],
        request=BasketQuantityInput,
        responses={200: BasketAnswer},
        tags=["orders"],
    )
    def patch(self, request: Request, basket_id: UUID, line_id: UUID) -> Response:
        """Set its quantity."""
        data = self.valid(BasketQuantityInput, request)
        return _answer(
            services.change_line(
                holder=basket_holder(request), basket_id=basket_id, line_id=line_id, quantity=data["quantity"]
            )
        )

    @extend_schema(
        operation_id="baskets_remove_line",
        parameters=[BASKET_TOKEN_HEADER],
        responses={200: BasketAnswer},
        tags=["orders"],
    )
    def delete(self, request: Request, basket_id: UUID, line_id: UUID) -> Response:
        """Take it out."""
        return _answer(services.remove_line(holder=basket_holder(request), basket_id=basket_id, line_id=line_id))
