"""The money columns of a sold line, shared by quote lines and order lines, with the sums the database checks."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

MAX_QUANTITY = 99

AMOUNT_FIELDS = (
    "unit_price_amount",
    "gross_amount",
    "taxable_amount",
    "cgst_amount",
    "sgst_amount",
    "igst_amount",
    "shipping_amount",
    "shipping_taxable_amount",
    "shipping_cgst_amount",
    "shipping_sgst_amount",
    "shipping_igst_amount",
    "commission_amount",
    "commission_tax_amount",
    "tcs_amount",
    "tds_amount",
    "net_amount",
)

# Taxable value and taxes are the whole of goods and of shipping; charges and the seller's net the whole of the goods.
TAX_PARTS_SUM = Q(
    gross_amount=F("taxable_amount") + F("cgst_amount") + F("sgst_amount") + F("igst_amount"),
    shipping_amount=F("shipping_taxable_amount")
    + F("shipping_cgst_amount")
    + F("shipping_sgst_amount")
    + F("shipping_igst_amount"),
)
SELLER_PARTS_SUM = Q(
    gross_amount=F("commission_amount")
    + F("commission_tax_amount")
    + F("tcs_amount")
    + F("tds_amount")
    + F("net_amount")
)


class LineAmounts(models.Model):
    """Frozen amounts of one line, in paise.

    ``gross_amount`` is what the buyer pays for the goods, tax included; ``shipping_amount`` is this line's share of the
    parcel's shipping, tax included; ``net_amount`` is what is left of the goods for the seller after commission, tax on
    commission, TCS and TDS. Goods and shipping together are ``gross_amount + shipping_amount``.
    """

    quantity = models.PositiveSmallIntegerField()
    unit_price_amount = models.BigIntegerField(help_text="price of one piece, tax included, in paise")
    gross_amount = models.BigIntegerField(help_text="quantity × unit price, tax included, in paise")
    taxable_amount = models.BigIntegerField()
    cgst_amount = models.BigIntegerField(default=0)
    sgst_amount = models.BigIntegerField(default=0)
    igst_amount = models.BigIntegerField(default=0)
    gst_rate_bp = models.PositiveIntegerField(default=0, help_text="hundredths of a percent; 500 is 5 %")
    shipping_amount = models.BigIntegerField(default=0, help_text="share of the parcel's shipping, tax included")
    shipping_taxable_amount = models.BigIntegerField(default=0)
    shipping_cgst_amount = models.BigIntegerField(default=0)
    shipping_sgst_amount = models.BigIntegerField(default=0)
    shipping_igst_amount = models.BigIntegerField(default=0)
    commission_amount = models.BigIntegerField(default=0)
    commission_tax_amount = models.BigIntegerField(default=0)
    tcs_amount = models.BigIntegerField(default=0)
    tds_amount = models.BigIntegerField(default=0)
    net_amount = models.BigIntegerField(help_text="the seller's part of the goods, in paise")

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(quantity__gte=1, quantity__lte=MAX_QUANTITY), name="%(class)s_quantity_1_to_99"
            ),
            models.CheckConstraint(
                condition=Q(gross_amount=F("unit_price_amount") * F("quantity"), unit_price_amount__gt=0),
                name="%(class)s_gross_is_price_times_quantity",
            ),
            models.CheckConstraint(condition=TAX_PARTS_SUM, name="%(class)s_tax_parts_sum_to_whole"),
            models.CheckConstraint(
                condition=Q(cgst_amount=F("sgst_amount"), shipping_cgst_amount=F("shipping_sgst_amount"))
                & (Q(igst_amount=0, shipping_igst_amount=0) | Q(cgst_amount=0, shipping_cgst_amount=0)),
                name="%(class)s_cgst_equals_sgst_or_igst",
            ),
            models.CheckConstraint(condition=SELLER_PARTS_SUM, name="%(class)s_seller_parts_sum_to_gross"),
            models.CheckConstraint(
                condition=Q(
                    taxable_amount__gte=0,
                    cgst_amount__gte=0,
                    igst_amount__gte=0,
                    shipping_taxable_amount__gte=0,
                    shipping_cgst_amount__gte=0,
                    shipping_igst_amount__gte=0,
                    commission_amount__gte=0,
                    commission_tax_amount__gte=0,
                    tcs_amount__gte=0,
                    tds_amount__gte=0,
                ),
                name="%(class)s_no_negative_part",
            ),
        ]

    @property
    def tax_amount(self) -> int:
        """GST inside the goods' price, in paise."""
        return self.cgst_amount + self.sgst_amount + self.igst_amount

    @property
    def shipping_tax_amount(self) -> int:
        """GST inside the shipping share, in paise."""
        return self.shipping_cgst_amount + self.shipping_sgst_amount + self.shipping_igst_amount

    @property
    def total_amount(self) -> int:
        """Goods and shipping share together, tax included, in paise."""
        return self.gross_amount + self.shipping_amount
