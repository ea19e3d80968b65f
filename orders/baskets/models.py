"""Baskets and their lines."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from common.models import BaseModel
from orders.baskets.limits import MAX_GIFT_MESSAGE, MAX_QUANTITY


class Basket(BaseModel):
    """A basket belongs to one user, or to whoever holds its token; only the token's SHA-256 is stored."""

    owner = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="basket"
    )
    token_hash = models.CharField(max_length=64, unique=True, null=True, blank=True)
    gift_message = models.CharField(max_length=MAX_GIFT_MESSAGE, blank=True)
    currency = models.CharField(max_length=3, default="INR")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(owner__isnull=False, token_hash__isnull=True)
                | Q(owner__isnull=True, token_hash__isnull=False),
                name="basket_owner_or_token",
            ),
        ]

    def __str__(self) -> str:
        return f"basket {self.pk}"


class BasketLine(BaseModel):
    """So many pieces of one variant, with the price that the person saw when adding it."""

    basket = models.ForeignKey(Basket, on_delete=models.CASCADE, related_name="lines")
    variant = models.ForeignKey("marketplace.Variant", on_delete=models.CASCADE, related_name="+")
    quantity = models.PositiveSmallIntegerField()
    seen_price_amount = models.BigIntegerField(help_text="price of a piece when last added or changed, in paise")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["basket", "variant"], name="basketline_variant_once"),
            models.CheckConstraint(
                condition=Q(quantity__gte=1, quantity__lte=MAX_QUANTITY), name="basketline_quantity_1_to_99"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.variant_id}"
