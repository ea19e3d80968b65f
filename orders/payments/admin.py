"""Payments, planned operations and the webhook inbox on the staff console."""

from __future__ import annotations

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.decorators import display

from accounts.console.read_only import ReadOnlyInline
from common import audit, clock
from orders.ledger.console import FinanceAdmin, rupees
from orders.payments.models import Payment, ProviderOperation, Refund, WebhookEvent
from orders.payments.services import replay_webhook


class RefundInline(ReadOnlyInline):
    """What went back to the buyer."""

    model = Refund
    fields = ("created_at", "status", "sum", "provider_ref", "failure_code", "succeeded_at")
    readonly_fields = fields

    @display(description="amount")
    def sum(self, refund: Refund) -> str:
        """The amount in rupees."""
        return rupees(refund.amount, refund.currency)


@admin.register(Payment)
class PaymentAdmin(FinanceAdmin):
    """Payments, newest first. The client secret is never shown."""

    list_display = ("created_at", "purchase", "status", "sum", "refunded", "provider_ref", "decline_code")
    list_filter = ("status", "provider", "is_livemode")
    list_select_related = ("purchase",)
    search_fields = ("=provider_ref", "=charge_ref", "=purchase__number")
    ordering = ("-created_at", "-id")
    fields = (
        "purchase",
        "status",
        "sum",
        "captured",
        "refunded",
        "refund_reserved",
        "provider",
        "provider_ref",
        "charge_ref",
        "is_livemode",
        "decline_code",
        "created_at",
        "succeeded_at",
    )
    readonly_fields = fields
    inlines = (RefundInline,)

    @display(description="amount", ordering="amount")
    def sum(self, payment: Payment) -> str:
        """The amount in rupees."""
        return rupees(payment.amount, payment.currency)

    @display(description="captured")
    def captured(self, payment: Payment) -> str:
        """What came."""
        return rupees(payment.captured_amount, payment.currency)

    @display(description="refunded")
    def refunded(self, payment: Payment) -> str:
        """What went back."""
        return rupees(payment.refunded_amount, payment.currency)

    @display(description="refunds on their way")
    def refund_reserved(self, payment: Payment) -> str:
        """What is going back."""
        return rupees(payment.refund_reserved_amount, payment.currency)


@admin.register(ProviderOperation)
class ProviderOperationAdmin(FinanceAdmin):
    """Calls to the provider: planned, sent, unknown, done or refused."""

    list_display = ("created_at", "kind", "state", "attempts", "provider_ref", "error_code", "due_at")
    list_filter = ("state", "kind", "provider")
    search_fields = ("=idempotency_key", "=subject_id", "=provider_ref")
    ordering = ("-created_at", "-id")
    fields = (
        "kind",
        "state",
        "subject_id",
        "idempotency_key",
        "account",
        "params",
        "provider_ref",
        "attempts",
        "error_code",
        "error_message",
        "first_sent_at",
        "due_at",
        "finished_at",
    )
    readonly_fields = fields


@admin.register(WebhookEvent)
class WebhookEventAdmin(FinanceAdmin):
    """Received webhooks; one that was given up may be worked on again."""

    list_display = ("received_at", "type", "state", "attempts", "event_id", "account", "last_error")
    list_filter = ("state", "type", "is_livemode")
    search_fields = ("=event_id", "=account")
    ordering = ("-received_at", "-id")
    fields = (
        "event_id",
        "type",
        "account",
        "is_livemode",
        "state",
        "attempts",
        "last_error",
        "received_at",
        "finished_at",
        "body",
    )
    readonly_fields = fields
    actions = ("replay_selected",)

    @admin.action(description="Work on them again", permissions=["view"])
    def replay_selected(self, request: HttpRequest, queryset: QuerySet[WebhookEvent]) -> None:
        """Give each selected event another ten attempts."""
        events = list(queryset.order_by("received_at", "id"))  # the screen may be narrowed to the state that ends here
        for event in events:
            replay_webhook(event_id=event.pk)
            audit.record(actor=request.user, action="webhook.replayed", target=event, now=clock.now())
        self.message_user(request, f"Webhook events that will be worked on again: {len(events)}.", messages.SUCCESS)
