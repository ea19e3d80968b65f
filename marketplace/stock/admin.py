"""Staff screens of stock: looked at, never edited."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import admin
from django.http import HttpRequest

from accounts.console.read_only import ReadOnlyAdmin
from accounts.models import Role, User
from accounts.roles.selectors import has_any_role
from marketplace.stock.models import Reservation, StockLevel, StockMovement


class StockPages(ReadOnlyAdmin):
    """What moderators and finance may look at."""

    list_select_related: tuple[str, ...] = ("variant__product",)
    show_full_result_count = False
    search_fields = ("variant__sku", "variant__product__title")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Moderators and finance."""
        return has_any_role(cast(User, request.user), (Role.MODERATOR, Role.FINANCE))

    def has_module_permission(self, request: HttpRequest) -> bool:
        """As for viewing."""
        return self.has_view_permission(request)


@admin.register(StockLevel)
class StockLevelAdmin(StockPages):
    """Pieces on hand and held, by variant."""

    list_display = ("variant", "product_title", "on_hand", "reserved", "available", "updated_at")
    ordering = ("-updated_at", "-id")

    def product_title(self, level: StockLevel) -> str:
        """The product of the variant."""
        return level.variant.product.title


@admin.register(StockMovement)
class StockMovementAdmin(StockPages):
    """Why the pieces on hand changed."""

    list_display = ("variant", "kind", "delta", "cause", "actor", "moved_at")
    list_filter = ("kind",)
    list_select_related = ("variant__product", "actor")
    ordering = ("-moved_at", "-id")


@admin.register(Reservation)
class ReservationAdmin(StockPages):
    """Who holds what until when."""

    list_display = ("variant", "quantity", "status", "holder", "expires_at", "settled_at")
    list_filter = ("status",)
    ordering = ("-created_at", "-id")
