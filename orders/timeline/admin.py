"""Purchases and orders on the staff console: read only, each with its whole story."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from accounts.console.read_only import ReadOnlyAdmin, ReadOnlyInline
from accounts.console.viewer import viewer_has_role
from accounts.models import Role
from common.clock import IST
from common.money import format_inr
from orders.purchases.models import Order, OrderLine, Purchase
from orders.timeline.selectors import TimelineEvent, timeline_of_order, timeline_of_purchase

READERS = (Role.FINANCE, Role.MODERATOR)


def as_table(events: Iterable[TimelineEvent]) -> SafeString:
    """The story as a table, times in India; every value is escaped."""
    rows = format_html_join(
        "",
        "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
        (
            (
                event.at.astimezone(IST).strftime("%d %b %Y %H:%M:%S"),
                event.subject,
                event.text,
                event.actor,
                event.reason,
            )
            for event in events
        ),
    )
    return format_html(
        '<table class="timeline"><thead><tr><th>when (IST)</th><th>what</th><th>step</th><th>by</th>'
        "<th>why</th></tr></thead><tbody>{}</tbody></table>",
        rows,
    )


class StoryAdmin(ReadOnlyAdmin):
    """A screen for finance and moderators, and for superusers."""

    show_full_result_count = False
    list_per_page = 50

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Superusers, and staff with one of the reading roles."""
        return viewer_has_role(request, *READERS)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """The same people see it in the menu."""
        return self.has_view_permission(request)


class OrderInline(ReadOnlyInline):
    """The orders of a purchase."""

    model = Order
    fields = ("number", "seller", "status", "total", "carrier", "tracking_number", "delivered_at")
    readonly_fields = fields
    ordering = ("number",)

    def get_queryset(self, request: HttpRequest) -> Any:
        """With their sellers."""
        return super().get_queryset(request).select_related("seller", "purchase")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever may open the purchase."""
        return True

    @admin.display(description="total")
    def total(self, order: Order) -> str:
        """In rupees."""
        return format_inr(order.total_amount)


class OrderLineInline(ReadOnlyInline):
    """The lines of an order."""

    model = OrderLine
    fields = ("title", "sku", "quantity", "total", "net", "cancelled_quantity", "refunded")
    readonly_fields = fields
    ordering = ("position",)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever may open the order."""
        return True

    @admin.display(description="total")
    def total(self, line: OrderLine) -> str:
        """What the buyer paid for the goods."""
        return format_inr(line.gross_amount)

    @admin.display(description="seller's net")
    def net(self, line: OrderLine) -> str:
        """What the seller gets of it."""
        return format_inr(line.net_amount)

    @admin.display(description="refunded")
    def refunded(self, line: OrderLine) -> str:
        """Goods given back."""
        return format_inr(line.refunded_amount)


@admin.register(Purchase)
class PurchaseAdmin(StoryAdmin):
    """Purchases with their orders and their story."""

    list_display = ("number", "status", "total", "ship_state", "placed_at", "paid_at")
    list_filter = ("status",)
    list_select_related = ("ship_state",)
    search_fields = ("=number", "=contact_email", "=contact_phone")
    ordering = ("-placed_at", "-id")
    inlines = (OrderInline,)
    fields = ("number", "status", "total", "ship_state", "placed_at", "expires_at", "paid_at", "closed_at", "story")
    readonly_fields = fields

    @admin.display(description="total")
    def total(self, purchase: Purchase) -> str:
        """In rupees."""
        return format_inr(purchase.total_amount)

    @admin.display(description="what happened")
    def story(self, purchase: Purchase) -> SafeString:
        """Moves, payments, refunds and journal in one."""
        return as_table(timeline_of_purchase(purchase))


@admin.register(Order)
class OrderAdmin(StoryAdmin):
    """Orders with their lines and their story."""

    list_display = ("number", "seller", "status", "total", "placed_at", "shipped_at", "delivered_at")
    list_filter = ("status",)
    list_select_related = ("seller",)
    search_fields = ("=number", "=purchase__number", "=tracking_number", "seller__display_name")
    ordering = ("-placed_at", "-id")
    inlines = (OrderLineInline,)
    fields = (
        "number",
        "purchase",
        "seller",
        "status",
        "total",
        "carrier",
        "tracking_number",
        "placed_at",
        "confirmed_at",
        "accepted_at",
        "shipped_at",
        "delivered_at",
        "story",
    )
    readonly_fields = fields

    @admin.display(description="total")
    def total(self, order: Order) -> str:
        """In rupees."""
        return format_inr(order.total_amount)

    @admin.display(description="what happened")
    def story(self, order: Order) -> SafeString:
        """Moves, refunds and journal in one."""
        return as_table(timeline_of_order(order))
