"""Officers' view of what was loaded when."""

from __future__ import annotations

from django.contrib import admin

from registry.desk.admin import ReadOnlyAdmin
from registry.shipped.models import RegisterLoad


@admin.register(RegisterLoad)
class RegisterLoadAdmin(ReadOnlyAdmin):
    """Loads of the shipped files."""

    list_display = ("file_name", "row_count", "loaded_at", "sha256")
    ordering = ("file_name",)
