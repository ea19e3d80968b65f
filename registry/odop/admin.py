"""Officers' screen of the ODOP register."""

from __future__ import annotations

from django.contrib import admin

from registry.desk.admin import RegisterAdmin
from registry.odop.models import OdopEntry


@admin.register(OdopEntry)
class OdopEntryAdmin(RegisterAdmin):
    """ODOP entries."""

    list_display = ("product_name", "district", "sector", "scheme", "source_date", "is_active")
    list_filter = ("is_active", "scheme", "sector", "district__state")
    list_select_related = ("district",)
    search_fields = ("search_text", "district__search_text")
    ordering = ("product_name", "id")
    autocomplete_fields = ("district",)
