"""Staff screens of stories: to read, not to write."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest
from unfold.admin import ModelAdmin, TabularInline

from marketplace.stories.models import StoryCard, StoryMove, StoryText


class _ReadOnlyInline(TabularInline):
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: StoryCard | None = None) -> bool:
        """Sellers write stories."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: StoryCard | None = None) -> bool:
        """Sellers write stories."""
        return False


class StoryTextInline(_ReadOnlyInline):
    """The texts."""

    model = StoryText
    fields = ("language", "title", "technique", "distinctive_quality", "heritage")


class StoryMoveInline(_ReadOnlyInline):
    """Who published it and who took it back."""

    model = StoryMove
    fields = ("moved_at", "from_status", "to_status", "actor", "reason")


@admin.register(StoryCard)
class StoryCardAdmin(ModelAdmin):
    """Stories with their texts and history."""

    list_display = ("code", "product", "status", "approver", "makers_consented", "published_at")
    list_filter = ("status", "makers_consented")
    search_fields = ("code", "product__title", "texts__title")
    list_select_related = ("product",)
    ordering = ("-created_at", "-id")
    inlines = (StoryTextInline, StoryMoveInline)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Sellers write stories."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: StoryCard | None = None) -> bool:
        """Sellers write stories."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: StoryCard | None = None) -> bool:
        """Printed cards lead here."""
        return False
