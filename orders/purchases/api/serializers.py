"""How purchases, orders and their parts look to buyers and sellers."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from common.api.fields import MoneyField
from orders.purchases.models import Order, OrderLine, OrderMove, Purchase
from orders.purchases.states import OrderStatus, PurchaseStatus


class ShipToAnswer(serializers.Serializer[Any]):
    """The delivery address as it was frozen."""

    name = serializers.CharField(source="ship_name")
    phone = serializers.CharField(source="ship_phone")
    line1 = serializers.CharField(source="ship_line1")
    line2 = serializers.CharField(source="ship_line2")
    landmark = serializers.CharField(source="ship_landmark")
    city = serializers.CharField(source="ship_city")
    pin = serializers.CharField(source="ship_pin")
    district = serializers.CharField(source="ship_district.name", allow_null=True, default=None)
    state = serializers.CharField(source="ship_state.name")
    country = serializers.CharField(source="ship_country")


class LineTaxAnswer(serializers.Serializer[Any]):
    """GST inside the goods' price of a line; ``rate_bp`` 500 is 5 %."""

    rate_bp = serializers.IntegerField(source="gst_rate_bp")
    taxable = MoneyField(source="taxable_amount")
    cgst = MoneyField(source="cgst_amount")
    sgst = MoneyField(source="sgst_amount")
    igst = MoneyField(source="igst_amount")


class OrderLineAnswer(serializers.Serializer[OrderLine]):
    """A line of an order, as frozen at placement, and what was cancelled or refunded of it."""

    id = serializers.UUIDField()
    variant = serializers.UUIDField(source="variant_id")
    title = serializers.CharField()
    variant_title = serializers.CharField()
    sku = serializers.CharField()
    hsn = serializers.CharField()
    quantity = serializers.IntegerField()
    unit_price = MoneyField(source="unit_price_amount")
    total = MoneyField(source="gross_amount")
    tax = LineTaxAnswer(source="*")
    cancelled_quantity = serializers.IntegerField()
    refunded_quantity = serializers.IntegerField()
    refunded = MoneyField(source="refunded_amount")


class SellerLineAnswer(OrderLineAnswer):
    """The same line for its seller, with what is taken from it and what is left."""

    commission = MoneyField(source="commission_amount")
    commission_tax = MoneyField(source="commission_tax_amount")
    tcs = MoneyField(source="tcs_amount")
    tds = MoneyField(source="tds_amount")
    net = MoneyField(source="net_amount")


class TrackingAnswer(serializers.Serializer[Order]):
    """Where the parcel is."""

    carrier = serializers.CharField()
    tracking_number = serializers.CharField()
    shipped_at = serializers.DateTimeField(allow_null=True)
    delivered_at = serializers.DateTimeField(allow_null=True)


class OrderMoveAnswer(serializers.Serializer[OrderMove]):
    """One step in an order's history."""

    from_status = serializers.CharField()
    to_status = serializers.CharField()
    reason = serializers.CharField()
    moved_at = serializers.DateTimeField()


class OrderSummaryAnswer(serializers.Serializer[Order]):
    """One seller's part of a purchase."""

    number = serializers.CharField()
    status = serializers.ChoiceField(choices=OrderStatus.choices)
    seller = serializers.UUIDField(source="seller_id")
    seller_name = serializers.CharField(source="seller.display_name")
    goods = MoneyField(source="goods_amount")
    shipping = MoneyField(source="shipping_amount")
    tax = MoneyField(source="tax_amount")
    total = MoneyField(source="total_amount")
    tracking = TrackingAnswer(source="*")
    lines = OrderLineAnswer(many=True)


class OrderAnswer(OrderSummaryAnswer):
    """One seller's part of a purchase with its history."""

    moves = OrderMoveAnswer(many=True)


class PurchaseSummaryAnswer(serializers.Serializer[Purchase]):
    """A purchase in a list."""

    number = serializers.CharField()
    status = serializers.ChoiceField(choices=PurchaseStatus.choices)
    placed_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()
    paid_at = serializers.DateTimeField(allow_null=True)
    goods = MoneyField(source="goods_amount")
    shipping = MoneyField(source="shipping_amount")
    tax = MoneyField(source="tax_amount")
    total = MoneyField(source="total_amount")
    orders = OrderSummaryAnswer(many=True)


class PurchaseAnswer(PurchaseSummaryAnswer):
    """A purchase for its buyer, with address, message and the history of its orders."""

    contact_email = serializers.CharField()
    contact_phone = serializers.CharField()
    ship_to = ShipToAnswer(source="*")
    gift_message = serializers.CharField()
    orders = OrderAnswer(many=True)


class SellerOrderSummaryAnswer(serializers.Serializer[Order]):
    """An order in its seller's list."""

    number = serializers.CharField()
    status = serializers.ChoiceField(choices=OrderStatus.choices)
    seller = serializers.UUIDField(source="seller_id")
    placed_at = serializers.DateTimeField()
    confirmed_at = serializers.DateTimeField(allow_null=True)
    goods = MoneyField(source="goods_amount")
    shipping = MoneyField(source="shipping_amount")
    tax = MoneyField(source="tax_amount")
    total = MoneyField(source="total_amount")
    ship_to = ShipToAnswer(source="purchase")
    gift_message = serializers.CharField(source="purchase.gift_message")
    tracking = TrackingAnswer(source="*")
    lines = SellerLineAnswer(many=True)


class SellerOrderAnswer(SellerOrderSummaryAnswer):
    """An order for its seller, with its history."""

    moves = OrderMoveAnswer(many=True)
