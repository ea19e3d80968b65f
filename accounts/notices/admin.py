"""Notices on the staff console: who was told what, and whether it arrived. What filled them is never shown."""

from __future__ import annotations

from django.contrib import admin

from accounts.console.read_only import ReadOnlyAdmin
from accounts.notices.models import Notice


@admin.register(Notice)
class NoticeAdmin(ReadOnlyAdmin):
    """Read only."""

    list_display = ("created_at", "template", "channel", "masked_recipient", "status", "attempts", "error")
    list_filter = ("status", "channel", "template", "language")
    search_fields = ("=recipient",)
    ordering = ("-created_at", "-id")
    show_full_result_count = False
    fields = (
        "template",
        "channel",
        "masked_recipient",
        "language",
        "status",
        "attempts",
        "error",
        "expires_at",
        "sent_at",
        "created_at",
    )
    readonly_fields = fields
