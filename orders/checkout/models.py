"""The checkout: which quote became which purchase, and what the buyer agreed to."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from common.models import BaseModel


class Checkout(BaseModel):
    """A quote is bought at most once, and a purchase comes from one quote: the database holds both."""

    quote = models.OneToOneField("orders.Quote", on_delete=models.PROTECT, related_name="checkout")
    basket = models.ForeignKey("orders.Basket", on_delete=models.PROTECT, related_name="checkouts")
    purchase = models.OneToOneField("orders.Purchase", on_delete=models.PROTECT, related_name="checkout")
    terms_version = models.CharField(max_length=40)
    terms_accepted = models.BooleanField()
    updates_accepted = models.BooleanField(default=False, help_text="news by e-mail or SMS; never ticked beforehand")
    agreed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(terms_accepted=True), name="checkout_terms_accepted"),
        ]

    def __str__(self) -> str:
        return f"checkout of {self.quote_id}"
