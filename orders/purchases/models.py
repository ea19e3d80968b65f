"""Purchases, orders per seller, order lines, and the histories of their moves."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from common.crypto import EncryptedTextField
from common.models import BaseModel, StatusMove
from common.states import StateMachine, status_check
from orders.purchases.addresses import ShipTo
from orders.purchases.amounts import LineAmounts
from orders.purchases.errors import OrderMoveRefused, PurchaseMoveRefused
from orders.purchases.states import ORDER_MOVES, PURCHASE_MOVES, OrderStatus, PurchaseStatus


class Purchase(ShipTo, BaseModel):
    """One payment of one buyer for goods of one or several sellers. Its amounts never change."""

    number = models.CharField(max_length=20, unique=True)
    buyer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="purchases"
    )
    contact_name = models.CharField(max_length=120, blank=True)
    contact_email = models.EmailField(blank=True)
    contact_phone = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=10, default="en")
    status = models.CharField(max_length=32, choices=PurchaseStatus.choices, default=PurchaseStatus.AWAITING_PAYMENT)
    goods_amount = models.BigIntegerField()
    shipping_amount = models.BigIntegerField()
    tax_amount = models.BigIntegerField(help_text="GST inside goods and shipping, in paise")
    total_amount = models.BigIntegerField()
    currency = models.CharField(max_length=3, default="INR")
    gift_message = models.CharField(max_length=300, blank=True)
    placed_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    paid_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            status_check("status", PurchaseStatus, "purchase_status_known"),
            models.CheckConstraint(
                condition=Q(total_amount=F("goods_amount") + F("shipping_amount"), goods_amount__gt=0)
                & Q(shipping_amount__gte=0, tax_amount__gte=0),
                name="purchase_total_is_goods_and_shipping",
            ),
            models.CheckConstraint(
                condition=~Q(contact_email="") | ~Q(contact_phone=""), name="purchase_has_a_contact"
            ),
            models.CheckConstraint(
                condition=~Q(status=PurchaseStatus.PAID) | Q(paid_at__isnull=False), name="purchase_paid_has_paid_at"
            ),
        ]
        indexes = [
            models.Index(fields=["buyer", "-placed_at"], name="purchase_of_buyer"),
            models.Index(
                fields=["expires_at"],
                condition=Q(status=PurchaseStatus.AWAITING_PAYMENT),
                name="purchase_awaiting_expiry",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class PurchaseToken(BaseModel):
    """A secret that opens one purchase to a guest; only its SHA-256 is stored."""

    purchase = models.ForeignKey(Purchase, on_delete=models.CASCADE, related_name="tokens")
    token_hash = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return f"token of {self.purchase_id}"


class Order(BaseModel):
    """One seller's part of a purchase: a parcel with a number, a status and amounts of its own."""

    purchase = models.ForeignKey(Purchase, on_delete=models.PROTECT, related_name="orders")
    seller = models.ForeignKey("sellers.Seller", on_delete=models.PROTECT, related_name="orders")
    number = models.CharField(max_length=20, unique=True)
    status = models.CharField(max_length=32, choices=OrderStatus.choices, default=OrderStatus.PLACED)
    seller_is_gst_registered = models.BooleanField()
    seller_gstin = EncryptedTextField(blank=True, default="")
    supply_from = models.ForeignKey("registry.State", on_delete=models.PROTECT, related_name="+")
    goods_amount = models.BigIntegerField()
    shipping_amount = models.BigIntegerField(help_text="shipping of the parcel, tax included, in paise")
    tax_amount = models.BigIntegerField(help_text="GST inside goods and shipping, in paise")
    total_amount = models.BigIntegerField()
    currency = models.CharField(max_length=3, default="INR")
    placed_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    shipped_at = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    carrier = models.CharField(max_length=80, blank=True)
    tracking_number = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            status_check("status", OrderStatus, "order_status_known"),
            models.UniqueConstraint(fields=["purchase", "seller"], name="order_one_per_seller"),
            models.CheckConstraint(
                condition=Q(total_amount=F("goods_amount") + F("shipping_amount"), goods_amount__gt=0)
                & Q(shipping_amount__gte=0, tax_amount__gte=0),
                name="order_total_is_goods_and_shipping",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[OrderStatus.SHIPPED, OrderStatus.DELIVERED])
                | (Q(shipped_at__isnull=False) & ~Q(carrier="") & ~Q(tracking_number="")),
                name="order_shipped_has_tracking",
            ),
            models.CheckConstraint(
                condition=~Q(status=OrderStatus.DELIVERED) | Q(delivered_at__isnull=False),
                name="order_delivered_has_delivered_at",
            ),
        ]
        indexes = [
            models.Index(fields=["seller", "-placed_at"], name="order_of_seller"),
            models.Index(
                fields=["delivered_at"], condition=Q(status=OrderStatus.DELIVERED), name="order_delivered_when"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class OrderLine(LineAmounts, BaseModel):
    """One variant in one order, with everything a later refund, invoice or payout needs, frozen at placement."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveSmallIntegerField()
    variant = models.ForeignKey("marketplace.Variant", on_delete=models.PROTECT, related_name="order_lines")
    category_id = models.UUIDField(help_text="the product's category on the day of placement")
    title = models.CharField(max_length=200)
    variant_title = models.CharField(max_length=200, blank=True)
    sku = models.CharField(max_length=64, blank=True)
    hsn = models.CharField(max_length=8, blank=True)
    currency = models.CharField(max_length=3, default="INR")
    cancelled_quantity = models.PositiveSmallIntegerField(default=0, help_text="pieces taken out before shipping")
    refunded_quantity = models.PositiveSmallIntegerField(default=0, help_text="pieces whose refund succeeded")
    refunded_amount = models.BigIntegerField(default=0, help_text="goods refunded, tax included, in paise")
    shipping_refunded_amount = models.BigIntegerField(default=0)

    class Meta(LineAmounts.Meta):
        constraints = [
            *LineAmounts.Meta.constraints,
            models.UniqueConstraint(fields=["order", "position"], name="orderline_position_once"),
            models.UniqueConstraint(fields=["order", "variant"], name="orderline_variant_once"),
            models.CheckConstraint(
                condition=Q(
                    refunded_amount__gte=0,
                    refunded_amount__lte=F("gross_amount"),
                    shipping_refunded_amount__gte=0,
                    shipping_refunded_amount__lte=F("shipping_amount"),
                    refunded_quantity__lte=F("quantity"),
                    cancelled_quantity__lte=F("quantity"),
                ),
                name="orderline_refunds_within_line",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.title}"


class PurchaseMove(StatusMove):
    """One move of a purchase, with who made it and why."""

    subject = models.ForeignKey(Purchase, on_delete=models.PROTECT, related_name="moves")

    def __str__(self) -> str:
        return f"{self.from_status} → {self.to_status}"


class OrderMove(StatusMove):
    """One move of an order, with who made it and why."""

    subject = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="moves")

    def __str__(self) -> str:
        return f"{self.from_status} → {self.to_status}"


purchase_states = StateMachine(PURCHASE_MOVES, PurchaseMove, PurchaseMoveRefused)
order_states = StateMachine(ORDER_MOVES, OrderMove, OrderMoveRefused)
