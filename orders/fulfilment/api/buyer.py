"""The buyer's word that a parcel has arrived."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from common import clock
from common.api.serializers import StrictSerializer
from orders.fulfilment.services import confirm_delivery
from orders.purchases.api.guests import PURCHASE_TOKEN_HEADER, CounterView, purchase_holder, user_of
from orders.purchases.api.serializers import PurchaseAnswer
from orders.purchases.errors import OrderUnknown
from orders.purchases.selectors import purchase_for

BY_BUYER = "buyer"


class DeliveryInput(StrictSerializer):
    """Nothing: the address names the order."""


class PurchaseOrderDeliver(CounterView):
    """Confirming that a parcel has arrived."""

    @extend_schema(
        operation_id="purchases_confirm_delivery",
        parameters=[PURCHASE_TOKEN_HEADER],
        request=DeliveryInput,
        responses={200: PurchaseAnswer},
        tags=["orders"],
    )
    def post(self, request: Request, number: str, order_number: str) -> Response:
        """The parcel of one seller is here."""
        self.valid(DeliveryInput, request)
        holder = purchase_holder(request)
        purchase = purchase_for(holder=holder, number=number)
        order = next((order for order in purchase.orders.all() if order.number == order_number), None)
        if order is None:
            raise OrderUnknown()
        confirm_delivery(order_id=order.pk, actor=user_of(request), actor_label=BY_BUYER, now=clock.now())
        return Response(PurchaseAnswer(purchase_for(holder=holder, number=number)).data)
