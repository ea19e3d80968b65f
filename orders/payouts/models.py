"""Sellers' accounts at the provider, payouts with their allocations, and recoveries after refunds."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from common.bases import BaseModel, StatusMove
from common.states import StateMachine, status_check
from orders.payouts.errors import PayoutMoveRefused
from orders.payouts.states import PAYOUT_BEFORE_BANK, PAYOUT_MOVES, AllocationStatus, PayoutStatus, RecoveryStatus


class SettlementAccount(BaseModel):
    """A seller's account at the provider and what the provider said about it last."""

    seller = models.OneToOneField("sellers.Seller", on_delete=models.PROTECT, related_name="settlement_account")
    provider = models.CharField(max_length=20)
    provider_ref = models.CharField(max_length=120, blank=True, default="")
    can_receive = models.BooleanField(default=False)
    can_pay_out = models.BooleanField(default=False)
    requirements_due = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    disabled_reason = models.CharField(max_length=120, blank=True, default="")
    payee_ref = models.CharField(max_length=120, blank=True, default="", help_text="bank account at the provider")
    payee_label = models.CharField(max_length=120, blank=True, default="")
    payee_changed_at = models.DateTimeField(null=True, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "provider_ref"],
                condition=~Q(provider_ref=""),
                name="settlement_account_ref_once",
            )
        ]

    def __str__(self) -> str:
        return self.provider_ref or "planned"

    @property
    def is_ready(self) -> bool:
        """Whether money may go to this account and on to its bank."""
        return bool(self.provider_ref and self.can_receive and self.can_pay_out and self.payee_ref)


class Payout(BaseModel):
    """What a seller is paid for one period. The payee is pinned when the money is set aside."""

    seller = models.ForeignKey("sellers.Seller", on_delete=models.PROTECT, related_name="payouts")
    period = models.DateField(help_text="the day in India of the run that planned it")
    currency = models.CharField(max_length=3)
    status = models.CharField(max_length=16, choices=PayoutStatus.choices)
    blocked_reason = models.CharField(max_length=120, blank=True, default="")
    earned_amount = models.BigIntegerField(default=0, help_text="released earnings, in paise")
    netted_amount = models.BigIntegerField(default=0, help_text="deducted for what the seller owed, in paise")
    amount = models.BigIntegerField(default=0, help_text="sent to the bank, in paise")
    account_ref = models.CharField(max_length=120, blank=True, default="")
    payee_ref = models.CharField(max_length=120, blank=True, default="")
    payee_label = models.CharField(max_length=120, blank=True, default="")
    provider_ref = models.CharField(max_length=120, blank=True, default="")
    attempt = models.PositiveSmallIntegerField(default=1)
    failure_code = models.CharField(max_length=80, blank=True, default="")
    paid_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            status_check("status", PayoutStatus, "payout_status_known"),
            models.UniqueConstraint(fields=["seller", "period", "currency"], name="payout_once_a_period"),
            models.UniqueConstraint(
                fields=["seller", "currency"],
                condition=Q(status__in=sorted(PAYOUT_BEFORE_BANK)),
                name="payout_one_open_a_seller",
            ),
            models.CheckConstraint(
                condition=Q(amount=F("earned_amount") - F("netted_amount"), amount__gte=0, netted_amount__gte=0),
                name="payout_is_earned_less_netted",
            ),
        ]
        indexes = [models.Index(fields=["seller", "-created_at"], name="payout_of_seller")]

    def __str__(self) -> str:
        return f"{self.period} {self.amount} {self.currency}"


class PayoutMove(StatusMove):
    """One move of a payout."""

    subject = models.ForeignKey(Payout, on_delete=models.PROTECT, related_name="moves")

    def __str__(self) -> str:
        return f"{self.from_status} → {self.to_status}"


class Allocation(BaseModel):
    """One order's part of a payout: what is moved to the seller's account at the provider for it."""

    payout = models.ForeignKey(Payout, on_delete=models.PROTECT, related_name="allocations")
    order = models.ForeignKey("orders.Order", on_delete=models.PROTECT, related_name="allocations")
    status = models.CharField(max_length=12, choices=AllocationStatus.choices, default=AllocationStatus.PLANNED)
    earned_amount = models.BigIntegerField(help_text="what the order still owed the seller, in paise")
    netted_amount = models.BigIntegerField(default=0, help_text="kept for what the seller owed, in paise")
    amount = models.BigIntegerField(help_text="moved to the seller's account, in paise")
    reversed_amount = models.BigIntegerField(default=0, help_text="taken back or planned to be, in paise")
    provider_ref = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        constraints = [
            status_check("status", AllocationStatus, "allocation_status_known"),
            models.UniqueConstraint(
                fields=["payout", "order"],
                condition=~Q(status=AllocationStatus.RELEASED),
                name="allocation_once_a_payout",
            ),
            models.CheckConstraint(
                condition=Q(
                    amount=F("earned_amount") - F("netted_amount"),
                    amount__gte=0,
                    netted_amount__gte=0,
                    reversed_amount__gte=0,
                    reversed_amount__lte=F("amount"),
                ),
                name="allocation_amounts_in_range",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount} for {self.order_id}"


class Recovery(BaseModel):
    """One taking back of a refunded amount out of an allocation that had been made."""

    allocation = models.ForeignKey(Allocation, on_delete=models.PROTECT, related_name="recoveries")
    amount = models.BigIntegerField()
    status = models.CharField(max_length=12, choices=RecoveryStatus.choices, default=RecoveryStatus.PLANNED)
    provider_ref = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        constraints = [
            status_check("status", RecoveryStatus, "recovery_status_known"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="recovery_is_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.status}"


payout_states = StateMachine(PAYOUT_MOVES, PayoutMove, PayoutMoveRefused)
