"""Dated rules: the bazaar's commission, and the rates that the law sets."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from common.bases import BaseModel
from common.states import status_check


class CommissionRule(BaseModel):
    """A commission rate from a date on, for all sales or for one kind of seller, one category or both.

    The most specific rule that has begun wins (category and kind, category, kind, all); among equals the
    latest begun. A rule ends by the next one of the same scope.
    """

    seller_kind = models.CharField(max_length=20, blank=True, help_text="empty: every kind of seller")
    category = models.ForeignKey(
        "marketplace.Category",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="empty: every category",
    )
    rate_bp = models.PositiveIntegerField(help_text="hundredths of a percent of the gross; 500 is 5 %")
    valid_from = models.DateField()
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["seller_kind", "category", "valid_from"],
                nulls_distinct=False,
                name="commission_rule_once_a_day",
            ),
            models.CheckConstraint(condition=Q(rate_bp__lte=5_000), name="commission_at_most_half"),
        ]

    def __str__(self) -> str:
        return f"{self.rate_bp / 100} % from {self.valid_from}"

    @property
    def specificity(self) -> int:
        """0 for all sales, 1 for a kind of seller, 2 for a category, 3 for both."""
        return (2 if self.category_id else 0) + (1 if self.seller_kind else 0)


class RateKind(models.TextChoices):
    """Rates that come from the law."""

    COMMISSION_GST = "commission_gst", "GST on the bazaar's commission"
    TCS = "tcs", "GST collected at source (s. 52 CGST Act)"
    TDS = "tds", "income tax deducted at source"
    TDS_WITHOUT_PAN = "tds_without_pan", "income tax deducted where no PAN was given"


class StatutoryRate(BaseModel):
    """One rate of the law from a date on, with where it is written; it ends by the next row of its kind."""

    kind = models.CharField(max_length=24, choices=RateKind.choices)
    rate_bp = models.PositiveIntegerField(help_text="hundredths of a percent; 50 is 0.5 %")
    exempt_up_to_amount = models.BigIntegerField(
        null=True, blank=True, help_text="paise a financial year below which individuals with PAN are exempt"
    )
    valid_from = models.DateField()
    source = models.CharField(max_length=300)

    class Meta:
        constraints = [
            status_check("kind", RateKind, "statutory_rate_kind_known"),
            models.UniqueConstraint(fields=["kind", "valid_from"], name="statutory_rate_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.rate_bp / 100} % from {self.valid_from}"
