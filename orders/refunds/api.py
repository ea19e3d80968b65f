"""Doors of refunds: the seller gives money back, or cancels an order it cannot send."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, inline_serializer
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.permissions import HasRole, IsSignedIn
from accounts.models import Role, User
from common import clock
from common.api.fields import CleanCharField, MoneyField, StrictIntegerField
from common.api.serializers import StrictSerializer
from common.api.views import BazaarView
from orders.purchases.amounts import MAX_QUANTITY
from orders.purchases.api.guests import PURCHASE_TOKEN_HEADER, CounterView, purchase_holder
from orders.purchases.models import Order
from orders.purchases.selectors import order_for_staff, own_order, purchase_for
from orders.refunds.models import PurchaseRefund, PurchaseRefundLine
from orders.refunds.selectors import refunds_of_order, refunds_of_purchase
from orders.refunds.services.asking import cancel_order, refund_amount, refund_pieces
from orders.refunds.states import RefundKind, RefundStatus
from sellers.selectors import Right


class LineRefundInput(StrictSerializer):
    """Pieces (``quantity``) or part of the price (``amount``): one of the two."""

    quantity = StrictIntegerField(min_value=1, max_value=MAX_QUANTITY, required=False)
    amount = MoneyField(min_amount=1, required=False)
    reason = CleanCharField(max_length=500)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Exactly one of quantity and amount."""
        if ("quantity" in attrs) == ("amount" in attrs):
            raise serializers.ValidationError("Send either quantity or amount.", code="one_of_two")
        return attrs


class StaffRefundInput(LineRefundInput):
    """The same for any seller's order, by its number."""

    order = CleanCharField(max_length=20)
    line = serializers.UUIDField()


class CancelOrderInput(StrictSerializer):
    """Why the seller cannot send it; the buyer's side sees it in the history."""

    reason = CleanCharField(max_length=500)


class OrderRefundLineAnswer(serializers.Serializer[PurchaseRefundLine]):
    """The part of one line."""

    line = serializers.UUIDField(source="order_line_id")
    quantity = serializers.IntegerField()
    goods = MoneyField(source="gross_amount")
    taxable = MoneyField(source="taxable_amount")
    cgst = MoneyField(source="cgst_amount")
    sgst = MoneyField(source="sgst_amount")
    igst = MoneyField(source="igst_amount")
    shipping = MoneyField(source="shipping_amount")


class OrderRefundAnswer(serializers.Serializer[PurchaseRefund]):
    """A refund; the money is with the buyer once it ``succeeded``."""

    number = serializers.CharField()
    order = serializers.CharField(source="order.number", allow_null=True, default=None)
    kind = serializers.ChoiceField(choices=RefundKind.choices)
    status = serializers.ChoiceField(choices=RefundStatus.choices)
    reason = serializers.CharField()
    total = MoneyField(source="total_amount")
    requested_at = serializers.DateTimeField()
    settled_at = serializers.DateTimeField(allow_null=True)
    lines = OrderRefundLineAnswer(many=True)


REFUNDS = inline_serializer(name="OrderRefundList", fields={"data": OrderRefundAnswer(many=True)})


def _all(refunds: QuerySet[PurchaseRefund]) -> Response:
    return Response({"data": [OrderRefundAnswer(refund).data for refund in refunds]})


def _refund(order: Order, line_id: UUID, data: dict[str, Any], *, actor: User) -> Response:
    common: dict[str, Any] = {
        "order": order,
        "line_id": line_id,
        "reason": data["reason"],
        "actor": actor,
        "now": clock.now(),
    }
    if "quantity" in data:
        refund = refund_pieces(quantity=data["quantity"], **common)
    else:
        refund = refund_amount(amount=data["amount"].amount, **common)
    return Response(OrderRefundAnswer(refund).data, status=status.HTTP_201_CREATED)


class SellerRefundsView(BazaarView):
    """An endpoint for members who may refund."""

    permission_classes = (IsSignedIn,)
    paginated = False

    @property
    def viewer(self) -> User:
        """Who asks; IsSignedIn has let only accounts pass."""
        return cast(User, self.request.user)

    def order(self, number: str) -> Order:
        """The order, for a member who may refund."""
        return own_order(self.viewer, number, right=Right.REFUND_ORDERS)


class LineRefundCollection(SellerRefundsView):
    """Refunds of one line."""

    idempotency_required = True

    @extend_schema(
        operation_id="seller_orders_refund_line",
        request=LineRefundInput,
        responses={201: OrderRefundAnswer},
        tags=["orders"],
    )
    def post(self, request: Request, number: str, line_id: UUID) -> Response:
        """Give back pieces or part of the price; before shipping, pieces are cancelled and go back to stock."""
        data = self.valid(LineRefundInput, request)
        return _refund(self.order(number), line_id, data, actor=self.viewer)


class SellerOrderCancel(SellerRefundsView):
    """Cancelling an order that is not shipped."""

    idempotency_required = True

    @extend_schema(
        operation_id="seller_orders_cancel", request=CancelOrderInput, responses={200: REFUNDS}, tags=["orders"]
    )
    def post(self, request: Request, number: str) -> Response:
        """Goods and shipping go back to the buyer, the pieces to stock."""
        data = self.valid(CancelOrderInput, request)
        order = self.order(number)
        cancel_order(order=order, reason=data["reason"], actor=self.viewer, now=clock.now())
        return _all(refunds_of_order(order))


class SellerOrderRefunds(SellerRefundsView):
    """Refunds of an order."""

    @extend_schema(operation_id="seller_orders_refunds", responses={200: REFUNDS}, tags=["orders"])
    def get(self, request: Request, number: str) -> Response:
        """Oldest first."""
        return _all(refunds_of_order(self.order(number)))


class PurchaseRefunds(CounterView):
    """Refunds of a purchase, for its buyer."""

    @extend_schema(
        operation_id="purchases_refunds",
        parameters=[PURCHASE_TOKEN_HEADER],
        responses={200: REFUNDS},
        tags=["orders"],
    )
    def get(self, request: Request, number: str) -> Response:
        """Oldest first."""
        purchase = purchase_for(holder=purchase_holder(request), number=number)
        return _all(refunds_of_purchase(purchase))


class StaffRefundCollection(BazaarView):
    """Refunds that staff make where a seller does not."""

    permission_classes = (HasRole(Role.FINANCE),)
    paginated = False
    idempotency_required = True

    @extend_schema(
        operation_id="staff_refunds_make", request=StaffRefundInput, responses={201: OrderRefundAnswer}, tags=["orders"]
    )
    def post(self, request: Request) -> Response:
        """Give back pieces or part of the price of one line; the history names who did."""
        data = self.valid(StaffRefundInput, request)
        return _refund(order_for_staff(data["order"]), data["line"], data, actor=cast(User, request.user))
