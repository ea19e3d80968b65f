"""Quotes, their parcels (one per seller) and lines. Written once; the database refuses to change them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from common.models import BaseModel
from orders.purchases.addresses import ShipTo
from orders.purchases.amounts import LineAmounts


class Quote(ShipTo, BaseModel):
    """The price of one basket sent to one address, good until it expires."""

    basket = models.ForeignKey("orders.Basket", on_delete=models.CASCADE, related_name="quotes")
    version = models.PositiveIntegerField(help_text="counts up within the basket")
    fingerprint = models.CharField(max_length=64, help_text="SHA-256 of all that the price depends on")
    gift_message = models.CharField(max_length=300, blank=True)
    goods_amount = models.BigIntegerField()
    shipping_amount = models.BigIntegerField()
    tax_amount = models.BigIntegerField(help_text="GST inside goods and shipping, in paise")
    total_amount = models.BigIntegerField()
    currency = models.CharField(max_length=3, default="INR")
    quoted_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["basket", "version"], name="quote_version_once"),
            models.CheckConstraint(
                condition=Q(total_amount=F("goods_amount") + F("shipping_amount"), goods_amount__gt=0)
                & Q(shipping_amount__gte=0, tax_amount__gte=0),
                name="quote_total_is_goods_and_shipping",
            ),
            models.CheckConstraint(condition=Q(expires_at__gt=F("quoted_at")), name="quote_expires_later"),
        ]

    def __str__(self) -> str:
        return f"quote {self.version} of basket {self.basket_id}"


class QuoteParcel(BaseModel):
    """One seller's part of a quote: what the buyer pays for it and what the seller takes home."""

    quote = models.ForeignKey(Quote, on_delete=models.CASCADE, related_name="parcels")
    position = models.PositiveSmallIntegerField()
    seller = models.ForeignKey("sellers.Seller", on_delete=models.PROTECT, related_name="+")
    seller_is_gst_registered = models.BooleanField()
    supply_from = models.ForeignKey("registry.State", on_delete=models.PROTECT, related_name="+")
    is_interstate = models.BooleanField()
    shipping_policy = models.ForeignKey(
        "orders.ShippingPolicy",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        help_text="empty: the platform's default",
    )
    goods_amount = models.BigIntegerField()
    shipping_amount = models.BigIntegerField()
    tax_amount = models.BigIntegerField()
    total_amount = models.BigIntegerField()
    take_home_amount = models.BigIntegerField(help_text="what the seller gets: net of goods, and shipping, in paise")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["quote", "seller"], name="quoteparcel_one_per_seller"),
            models.CheckConstraint(
                condition=Q(total_amount=F("goods_amount") + F("shipping_amount"), goods_amount__gt=0)
                & Q(shipping_amount__gte=0, tax_amount__gte=0),
                name="quoteparcel_total_is_goods_and_shipping",
            ),
        ]

    def __str__(self) -> str:
        return f"parcel {self.position} of {self.quote_id}"


class QuoteLine(LineAmounts, BaseModel):
    """One variant in a parcel, with every amount that the order line will take over."""

    parcel = models.ForeignKey(QuoteParcel, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField()
    variant = models.ForeignKey("marketplace.Variant", on_delete=models.PROTECT, related_name="+")
    category_id = models.UUIDField()
    title = models.CharField(max_length=200)
    variant_title = models.CharField(max_length=200, blank=True)
    sku = models.CharField(max_length=64, blank=True)
    hsn = models.CharField(max_length=8, blank=True)

    class Meta(LineAmounts.Meta):
        constraints = [
            *LineAmounts.Meta.constraints,
            models.UniqueConstraint(fields=["parcel", "variant"], name="quoteline_variant_once"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.title}"
