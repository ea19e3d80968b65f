"""Door by which a buyer calls a purchase off."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from common import clock
from common.api.fields import CleanCharField
from common.api.serializers import StrictSerializer
from orders.cancellation.services import cancel_purchase
from orders.purchases.api.guests import PURCHASE_TOKEN_HEADER, CounterView, purchase_holder, user_of
from orders.purchases.api.serializers import PurchaseAnswer
from orders.purchases.selectors import purchase_for


class CancelPurchaseInput(StrictSerializer):
    """Why, and which order when not all."""

    reason = CleanCharField(max_length=500, required=False, allow_blank=True, default="")
    order = CleanCharField(max_length=20, required=False, allow_blank=True, default="")


class PurchaseCancel(CounterView):
    """Cancelling before a seller accepts."""

    idempotency_required = True

    @extend_schema(
        operation_id="purchases_cancel",
        parameters=[PURCHASE_TOKEN_HEADER],
        request=CancelPurchaseInput,
        responses={200: PurchaseAnswer},
        tags=["orders"],
    )
    def post(self, request: Request, number: str) -> Response:
        """Unpaid: the payment is cancelled and the pieces go back. Paid: the money goes back too."""
        data = self.valid(CancelPurchaseInput, request)
        holder = purchase_holder(request)
        cancel_purchase(
            purchase=purchase_for(holder=holder, number=number),
            order_number=data["order"],
            reason=data["reason"],
            actor=user_of(request),
            now=clock.now(),
        )
        return Response(PurchaseAnswer(purchase_for(holder=holder, number=number)).data)
