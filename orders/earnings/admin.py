"""Dated rules on the staff console: the finance desk adds rows; what has begun is never edited."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from unfold.admin import ModelAdmin
from unfold.decorators import display

from accounts.console.viewer import viewer_has_role
from accounts.models import Role
from common import clock
from orders.earnings.models import CommissionRule, StatutoryRate


class DatedRowAdmin(ModelAdmin):
    """Rows that begin on a date. One may be added for today or later, and changed or removed until it begins."""

    show_full_result_count = False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Finance."""
        return viewer_has_role(request, Role.FINANCE)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Finance."""
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Finance."""
        return self.has_view_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Finance, until the row begins: sales were computed by it afterwards."""
        is_future = obj is None or obj.valid_from > clock.ist_date(clock.now())
        return self.has_view_permission(request) and is_future

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Finance, until the row begins."""
        return obj is not None and self.has_change_permission(request, obj)

    @display(description="rate", ordering="rate_bp")
    def rate(self, row: CommissionRule | StatutoryRate) -> str:
        """The rate in per cent."""
        return f"{row.rate_bp / 100:g} %"


@admin.register(CommissionRule)
class CommissionRuleAdmin(DatedRowAdmin):
    """Commission by kind of seller and category."""

    list_display = ("valid_from", "rate", "seller_kind", "category", "note")
    list_filter = ("seller_kind", "category")
    list_select_related = ("category",)
    ordering = ("-valid_from", "id")
    fields = ("rate_bp", "valid_from", "seller_kind", "category", "note")


@admin.register(StatutoryRate)
class StatutoryRateAdmin(DatedRowAdmin):
    """Rates of the law with their source."""

    list_display = ("kind", "valid_from", "rate", "source")
    list_filter = ("kind",)
    ordering = ("kind", "-valid_from")
    fields = ("kind", "rate_bp", "exempt_up_to_amount", "valid_from", "source")
