"""The base of the finance desk's screens."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from accounts.console.read_only import ReadOnlyAdmin
from accounts.console.viewer import viewer_has_role
from accounts.models import Role
from common.money import format_inr


class FinanceAdmin(ReadOnlyAdmin):
    """A read-only screen for staff with the finance role, and for superusers."""

    show_full_result_count = False
    list_per_page = 50

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Finance."""
        return viewer_has_role(request, Role.FINANCE)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """The same people see it in the menu."""
        return self.has_view_permission(request)


def rupees(amount: int, currency: str = "INR") -> str:
    """An amount as the screens show it; nothing for zero."""
    if not amount:
        return ""
    return format_inr(amount) if currency == "INR" else f"{amount / 100:.2f} {currency}"
