"""Staff screens of private papers: that they exist, not what they hold.

The content is shown only by the room that holds the paper, to the reviewers it concerns.
"""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from media.documents.models import Document


@admin.register(Document)
class DocumentAdmin(ModelAdmin):
    """Facts of stored papers, read-only."""

    list_display = ("id", "kind", "byte_size", "uploaded_by", "created_at")
    list_filter = ("kind",)
    search_fields = ("id", "sha256", "uploaded_by__email")
    list_select_related = ("uploaded_by",)
    ordering = ("-created_at", "-id")
    fields = ("kind", "byte_size", "sha256", "uploaded_by", "created_at")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Papers come in through the API, which checks them."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Document | None = None) -> bool:
        """Papers are immutable."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Document | None = None) -> bool:
        """Applications refer to them."""
        return False
