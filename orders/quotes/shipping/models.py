"""Dated shipping policies of sellers."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from common.models import BaseModel


class ShippingPolicy(BaseModel):
    """A flat charge per parcel, free from an order value on; in force from a date until a later row replaces it."""

    seller = models.ForeignKey("sellers.Seller", on_delete=models.PROTECT, related_name="shipping_policies")
    flat_amount = models.BigIntegerField(help_text="charge for one parcel, tax included, in paise")
    free_above_amount = models.BigIntegerField(
        null=True, blank=True, help_text="goods of at least this many paise ship free; empty: never free"
    )
    from_date = models.DateField(help_text="first day in India on which it holds")
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["seller", "from_date"], name="shippingpolicy_once_a_day"),
            models.CheckConstraint(
                condition=Q(flat_amount__gte=0) & (Q(free_above_amount__isnull=True) | Q(free_above_amount__gt=0)),
                name="shippingpolicy_amounts_fit",
            ),
        ]

    def __str__(self) -> str:
        return f"shipping of {self.seller_id} from {self.from_date}"
