"""Refunds of a purchase and the parts of its lines that they take back."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from common.models import BaseModel, StatusMove
from common.states import StateMachine, status_check
from orders.purchases.amounts import SELLER_PARTS_SUM, TAX_PARTS_SUM
from orders.refunds.errors import RefundMoveRefused
from orders.refunds.states import REFUND_MOVES, RefundKind, RefundStatus


class PurchaseRefund(BaseModel):
    """One amount on its way back to the buyer. Its id is the cause by which the payment's refund is made once."""

    purchase = models.ForeignKey("orders.Purchase", on_delete=models.PROTECT, related_name="refunds")
    order = models.ForeignKey("orders.Order", on_delete=models.PROTECT, related_name="refunds", null=True, blank=True)
    number = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=32, choices=RefundKind.choices)
    status = models.CharField(max_length=32, choices=RefundStatus.choices, default=RefundStatus.REQUESTED)
    reason = models.CharField(max_length=500)
    total_amount = models.BigIntegerField(help_text="goods and shipping, tax included, in paise")
    currency = models.CharField(max_length=3, default="INR")
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    requested_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            status_check("status", RefundStatus, "purchaserefund_status_known"),
            status_check("kind", RefundKind, "purchaserefund_kind_known"),
            models.CheckConstraint(condition=Q(total_amount__gt=0), name="purchaserefund_amount_positive"),
            models.CheckConstraint(
                condition=Q(kind=RefundKind.UNFULFILLABLE) | Q(order__isnull=False),
                name="purchaserefund_names_its_order",
            ),
            models.UniqueConstraint(
                fields=["purchase"],
                condition=Q(kind=RefundKind.UNFULFILLABLE) & ~Q(status=RefundStatus.FAILED),
                name="purchaserefund_unfulfillable_once",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class PurchaseRefundLine(BaseModel):
    """The part of one order line in a refund; the same components as the line, in paise."""

    refund = models.ForeignKey(PurchaseRefund, on_delete=models.PROTECT, related_name="lines")
    order_line = models.ForeignKey("orders.OrderLine", on_delete=models.PROTECT, related_name="refund_lines")
    quantity = models.PositiveSmallIntegerField(default=0, help_text="pieces; 0 when only part of the price goes back")
    gross_amount = models.BigIntegerField()
    taxable_amount = models.BigIntegerField()
    cgst_amount = models.BigIntegerField()
    sgst_amount = models.BigIntegerField()
    igst_amount = models.BigIntegerField()
    commission_amount = models.BigIntegerField()
    commission_tax_amount = models.BigIntegerField()
    tcs_amount = models.BigIntegerField()
    tds_amount = models.BigIntegerField()
    net_amount = models.BigIntegerField()
    shipping_amount = models.BigIntegerField()
    shipping_taxable_amount = models.BigIntegerField()
    shipping_cgst_amount = models.BigIntegerField()
    shipping_sgst_amount = models.BigIntegerField()
    shipping_igst_amount = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["refund", "order_line"], name="purchaserefundline_once"),
            models.CheckConstraint(
                condition=Q(gross_amount__gte=0, shipping_amount__gte=0)
                & (Q(gross_amount__gt=0) | Q(shipping_amount__gt=0)),
                name="purchaserefundline_gives_something",
            ),
            models.CheckConstraint(
                condition=TAX_PARTS_SUM & SELLER_PARTS_SUM, name="purchaserefundline_parts_sum_to_whole"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} pieces, {self.gross_amount} paise"


class PurchaseRefundMove(StatusMove):
    """One move of a refund."""

    subject = models.ForeignKey(PurchaseRefund, on_delete=models.PROTECT, related_name="moves")

    def __str__(self) -> str:
        return f"{self.from_status} → {self.to_status}"


refund_states = StateMachine(REFUND_MOVES, PurchaseRefundMove, RefundMoveRefused)
