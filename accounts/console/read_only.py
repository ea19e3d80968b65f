"""The base of screens that show and never edit; their actions call services."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from unfold.admin import ModelAdmin, TabularInline


class ReadOnlyAdmin(ModelAdmin):
    """Nothing is added, changed or deleted by form."""

    actions_on_top = True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        return False


class ReadOnlyInline(TabularInline):
    """Rows of another table, shown only, to whoever may see the page they are on."""

    extra = 0
    can_delete = False
    show_change_link = False
    hide_title = True  # the columns say it

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The page has asked already, by role; Django's own permission of the table is nobody's."""
        return True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        return False
