"""The seller's desk: its orders, and the steps it takes with them."""

from __future__ import annotations

from typing import ClassVar, cast

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.permissions import IsSignedIn
from accounts.models import User
from common import clock
from common.api.fields import CleanCharField
from common.api.serializers import StrictSerializer, page_of
from common.api.views import BazaarView
from orders.fulfilment.services import accept_order, confirm_delivery, ship_order
from orders.purchases.api.serializers import (
    SellerOrderAnswer,
    SellerOrderSummaryAnswer,
)
from orders.purchases.models import Order
from orders.purchases.selectors import own_order, own_orders
from orders.purchases.states import OrderStatus
from sellers.selectors import Right

BY_SELLER = "seller"


class OrderFilter(serializers.Serializer[None]):
    """Filters of a seller's orders."""

    seller = serializers.UUIDField(required=False)
    status = serializers.ChoiceField(choices=OrderStatus.choices, required=False)


class ShipmentInput(StrictSerializer):
    """Who carries the parcel and under which number."""

    carrier = CleanCharField(max_length=80)
    tracking_number = CleanCharField(max_length=60)


class OrderStepInput(StrictSerializer):
    """Nothing: the step says it all."""


class SellerDeskView(BazaarView):
    """An endpoint for the people of sellers."""

    permission_classes = (IsSignedIn,)
    paginated = False

    @property
    def viewer(self) -> User:
        """Who asks; IsSignedIn has let only accounts pass."""
        return cast(User, self.request.user)

    def order_to_fulfil(self, number: str) -> Order:
        """The order, for a member who may fulfil orders."""
        return own_order(self.viewer, number, right=Right.FULFIL_ORDERS)

    def answer(self, order: Order) -> Response:
        """The order as it is now."""
        return Response(SellerOrderAnswer(own_order(self.viewer, order.number)).data)


class SellerOrderCollection(SellerDeskView):
    """Orders of one's sellers."""

    paginated = True
    query_params_allowed: ClassVar[frozenset[str]] = frozenset({"seller", "status"})

    @extend_schema(
        operation_id="seller_orders_list",
        parameters=[
            OpenApiParameter("seller", OpenApiTypes.UUID),
            OpenApiParameter("status", OpenApiTypes.STR, enum=OrderStatus.values),
        ],
        responses={200: page_of(SellerOrderSummaryAnswer)},
        tags=["orders"],
    )
    def get(self, request: Request) -> Response:
        """Paid orders, newest first."""
        filters = self.valid_query(OrderFilter, request)
        return self.keyset_page(
            own_orders(self.viewer, seller_id=filters.get("seller"), status=filters.get("status", "")),
            ordering=("-placed_at", "-id"),
            render=lambda order: SellerOrderSummaryAnswer(order).data,
        )


class SellerOrderDetail(SellerDeskView):
    """One order."""

    @extend_schema(operation_id="seller_orders_read", responses={200: SellerOrderAnswer}, tags=["orders"])
    def get(self, request: Request, number: str) -> Response:
        """Address, message, lines, and what the seller gets for each."""
        return Response(SellerOrderAnswer(own_order(self.viewer, number)).data)


class SellerOrderAccept(SellerDeskView):
    """Taking an order on."""

    @extend_schema(
        operation_id="seller_orders_accept",
        request=OrderStepInput,
        responses={200: SellerOrderAnswer},
        tags=["orders"],
    )
    def post(self, request: Request, number: str) -> Response:
        """The seller will send it."""
        self.valid(OrderStepInput, request)
        order = self.order_to_fulfil(number)
        return self.answer(accept_order(order_id=order.pk, actor=self.viewer, now=clock.now()))


class SellerOrderShip(SellerDeskView):
    """Handing a parcel to the carrier."""

    @extend_schema(
        operation_id="seller_orders_ship", request=ShipmentInput, responses={200: SellerOrderAnswer}, tags=["orders"]
    )
    def post(self, request: Request, number: str) -> Response:
        """The parcel travels."""
        data = self.valid(ShipmentInput, request)
        order = self.order_to_fulfil(number)
        return self.answer(ship_order(order_id=order.pk, actor=self.viewer, now=clock.now(), **data))


class SellerOrderDeliver(SellerDeskView):
    """Confirming a delivery."""

    @extend_schema(
        operation_id="seller_orders_deliver",
        request=OrderStepInput,
        responses={200: SellerOrderAnswer},
        tags=["orders"],
    )
    def post(self, request: Request, number: str) -> Response:
        """The carrier reports that the parcel has arrived."""
        self.valid(OrderStepInput, request)
        order = self.order_to_fulfil(number)
        return self.answer(
            confirm_delivery(order_id=order.pk, actor=self.viewer, actor_label=BY_SELLER, now=clock.now())
        )
