"""Payouts and sellers' accounts at the provider on the staff console."""

from __future__ import annotations

from django.contrib import admin
from unfold.decorators import display

from accounts.console.read_only import ReadOnlyInline
from orders.ledger.console import FinanceAdmin, rupees
from orders.payouts.models import Allocation, Payout, PayoutMove, SettlementAccount


class AllocationInline(ReadOnlyInline):
    """Which orders a payout pays."""

    model = Allocation
    fields = ("order", "status", "earned", "netted", "moved", "reversed", "provider_ref")
    readonly_fields = fields

    @display(description="earned")
    def earned(self, row: Allocation) -> str:
        """What the order owed the seller."""
        return rupees(row.earned_amount)

    @display(description="netted")
    def netted(self, row: Allocation) -> str:
        """What was kept for a debt."""
        return rupees(row.netted_amount)

    @display(description="moved")
    def moved(self, row: Allocation) -> str:
        """What went to the seller's account."""
        return rupees(row.amount)

    @display(description="taken back")
    def reversed(self, row: Allocation) -> str:
        """What came back after refunds."""
        return rupees(row.reversed_amount)


class PayoutMoveInline(ReadOnlyInline):
    """How a payout came to where it stands."""

    model = PayoutMove
    fields = ("moved_at", "from_status", "to_status", "actor_label", "reason")
    readonly_fields = fields
    ordering = ("moved_at", "id")


@admin.register(Payout)
class PayoutAdmin(FinanceAdmin):
    """Payouts, newest first; blocked ones say why."""

    list_display = ("period", "seller", "status", "sum", "blocked_reason", "payee_label", "paid_at")
    list_filter = ("status", "period")
    list_select_related = ("seller",)
    search_fields = ("=provider_ref", "seller__display_name")
    ordering = ("-created_at", "-id")
    fields = (
        "seller",
        "period",
        "status",
        "blocked_reason",
        "earned",
        "netted",
        "sum",
        "payee_label",
        "attempt",
        "failure_code",
        "account_ref",
        "provider_ref",
        "paid_at",
    )
    readonly_fields = fields
    inlines = (AllocationInline, PayoutMoveInline)

    @display(description="amount", ordering="amount")
    def sum(self, payout: Payout) -> str:
        """What goes to the bank."""
        return rupees(payout.amount, payout.currency)

    @display(description="earned")
    def earned(self, payout: Payout) -> str:
        """Released earnings."""
        return rupees(payout.earned_amount, payout.currency)

    @display(description="netted")
    def netted(self, payout: Payout) -> str:
        """What the seller owed."""
        return rupees(payout.netted_amount, payout.currency)


@admin.register(SettlementAccount)
class SettlementAccountAdmin(FinanceAdmin):
    """Sellers' accounts at the provider, as the provider described them last."""

    list_display = ("seller", "provider_ref", "can_receive", "can_pay_out", "disabled_reason", "payee_label")
    list_filter = ("can_receive", "can_pay_out", "provider")
    list_select_related = ("seller",)
    search_fields = ("=provider_ref", "seller__display_name")
    ordering = ("-created_at", "-id")
    fields = (
        "seller",
        "provider",
        "provider_ref",
        "can_receive",
        "can_pay_out",
        "requirements_due",
        "disabled_reason",
        "payee_label",
        "payee_changed_at",
        "checked_at",
    )
    readonly_fields = fields
