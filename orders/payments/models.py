"""Payments, refunds, planned provider operations and the webhook inbox."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from common.bases import BaseModel, StatusMove
from common.states import StateMachine, status_check
from orders.payments.errors import PaymentMoveRefused
from orders.payments.states import (
    OPERATION_OPEN,
    PAYMENT_MOVES,
    REFUND_MOVES,
    InboxState,
    OperationState,
    PaymentStatus,
    RefundStatus,
)


class Payment(BaseModel):
    """One buyer's payment for one purchase. Amounts are minor units."""

    purchase = models.ForeignKey("orders.Purchase", on_delete=models.PROTECT, related_name="payments")
    status = models.CharField(max_length=24, choices=PaymentStatus.choices, default=PaymentStatus.PLANNED)
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    captured_amount = models.BigIntegerField(default=0)
    refund_reserved_amount = models.BigIntegerField(default=0, help_text="refunds on their way")
    refunded_amount = models.BigIntegerField(default=0)
    provider = models.CharField(max_length=20)
    provider_ref = models.CharField(max_length=120, blank=True, default="")
    charge_ref = models.CharField(max_length=120, blank=True, default="")
    client_secret = models.CharField(max_length=250, blank=True, default="")
    hosted_url = models.URLField(max_length=500, blank=True, default="")
    is_livemode = models.BooleanField(default=False)
    decline_code = models.CharField(max_length=60, blank=True, default="", help_text="of the last attempt")
    succeeded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            status_check("status", PaymentStatus, "payment_status_known"),
            models.UniqueConstraint(
                fields=["purchase"],
                condition=~Q(status=PaymentStatus.CANCELLED),
                name="payment_one_active_a_purchase",
            ),
            models.UniqueConstraint(
                fields=["provider", "provider_ref"],
                condition=~Q(provider_ref=""),
                name="payment_provider_ref_once",
            ),
            models.CheckConstraint(
                condition=Q(
                    amount__gt=0,
                    captured_amount__gte=0,
                    captured_amount__lte=F("amount"),
                    refund_reserved_amount__gte=0,
                    refunded_amount__gte=0,
                ),
                name="payment_amounts_in_range",
            ),
            models.CheckConstraint(
                condition=Q(captured_amount__gte=F("refund_reserved_amount") + F("refunded_amount")),
                name="payment_refunds_within_captured",
            ),
        ]
        indexes = [
            models.Index(
                fields=["updated_at"],
                name="payment_not_final",
                condition=~Q(status__in=[PaymentStatus.SUCCEEDED, PaymentStatus.CANCELLED]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.provider_ref or 'planned'}"

    @property
    def refundable_amount(self) -> int:
        """What may still be given back, in minor units."""
        return self.captured_amount - self.refund_reserved_amount - self.refunded_amount


class PaymentMove(StatusMove):
    """One move of a payment."""

    subject = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="moves")

    def __str__(self) -> str:
        return f"{self.from_status} → {self.to_status}"


class Refund(BaseModel):
    """Money on its way back to the buyer. ``cause_id`` names why, so that one cause refunds once."""

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="refunds")
    cause_id = models.UUIDField(unique=True)
    status = models.CharField(max_length=16, choices=RefundStatus.choices, default=RefundStatus.RESERVED)
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    provider_ref = models.CharField(max_length=120, blank=True, default="")
    failure_code = models.CharField(max_length=60, blank=True, default="")
    succeeded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            status_check("status", RefundStatus, "payment_refund_status_known"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_refund_is_positive"),
            models.UniqueConstraint(
                fields=["provider_ref"], condition=~Q(provider_ref=""), name="payment_refund_ref_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.currency} {self.status}"


class RefundMove(StatusMove):
    """One move of a refund."""

    subject = models.ForeignKey(Refund, on_delete=models.PROTECT, related_name="moves")

    def __str__(self) -> str:
        return f"{self.from_status} → {self.to_status}"


class RefundLine(BaseModel):
    """What a refund takes back of one order line, in minor units, frozen when it was reserved."""

    refund = models.ForeignKey(Refund, on_delete=models.PROTECT, related_name="lines")
    order_line = models.ForeignKey("orders.OrderLine", on_delete=models.PROTECT, related_name="payment_refund_lines")
    gross_amount = models.BigIntegerField(default=0)
    shipping_amount = models.BigIntegerField(default=0)
    commission_amount = models.BigIntegerField(default=0)
    commission_tax_amount = models.BigIntegerField(default=0)
    tcs_amount = models.BigIntegerField(default=0)
    tds_amount = models.BigIntegerField(default=0)
    net_amount = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["refund", "order_line"], name="refund_line_once"),
            models.CheckConstraint(
                condition=Q(
                    gross_amount=F("commission_amount")
                    + F("commission_tax_amount")
                    + F("tcs_amount")
                    + F("tds_amount")
                    + F("net_amount")
                ),
                name="refund_line_parts_sum_to_gross",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gross_amount + self.shipping_amount} of line {self.order_line_id}"


class ProviderOperation(BaseModel):
    """One intended change at the provider: written before the call, so that no crash can lose or double it."""

    kind = models.CharField(max_length=40)
    subject_id = models.UUIDField(help_text="the payment, refund, payout … it is for")
    provider = models.CharField(max_length=20)
    account = models.CharField(max_length=120, blank=True, default="", help_text="connected account acted for")
    idempotency_key = models.CharField(max_length=200, unique=True)
    params = models.JSONField(default=dict)
    params_hash = models.CharField(max_length=64)
    state = models.CharField(max_length=12, choices=OperationState.choices, default=OperationState.PLANNED)
    attempts = models.PositiveIntegerField(default=0)
    provider_ref = models.CharField(max_length=120, blank=True, default="")
    error_code = models.CharField(max_length=80, blank=True, default="")
    error_message = models.TextField(blank=True, default="")
    first_sent_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(help_text="when the sweeper looks at it next, unless it is done by then")
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [status_check("state", OperationState, "provider_operation_state_known")]
        indexes = [
            models.Index(fields=["due_at"], name="provider_operation_due", condition=Q(state__in=OPERATION_OPEN)),
            models.Index(fields=["subject_id", "kind"], name="provider_operation_subject"),
        ]

    def __str__(self) -> str:
        return self.idempotency_key


class WebhookEvent(BaseModel):
    """One event as it was received, stored before anybody works on it."""

    provider = models.CharField(max_length=20)
    account = models.CharField(max_length=120, blank=True, default="", help_text="empty: the platform's own")
    event_id = models.CharField(max_length=120)
    type = models.CharField(max_length=80)
    is_livemode = models.BooleanField(default=False)
    body = models.TextField(help_text="exactly as received")
    state = models.CharField(max_length=12, choices=InboxState.choices, default=InboxState.RECEIVED)
    attempts = models.PositiveIntegerField(default=0)
    last_error = models.TextField(blank=True, default="")
    received_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            status_check("state", InboxState, "webhook_event_state_known"),
            models.UniqueConstraint(fields=["provider", "account", "event_id"], name="webhook_event_once"),
        ]
        indexes = [models.Index(fields=["state", "-received_at"], name="webhook_event_by_state")]

    def __str__(self) -> str:
        return f"{self.type} {self.event_id}"


payment_states = StateMachine(PAYMENT_MOVES, PaymentMove, PaymentMoveRefused)
refund_states = StateMachine(REFUND_MOVES, RefundMove, PaymentMoveRefused)
