"""Officers' screens of places."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.admin import TabularInline

from registry.desk.admin import ReadOnlyAdmin, RegisterAdmin
from registry.places.models import District, PinCode, PinDistrict, State


@admin.register(State)
class StateAdmin(RegisterAdmin):
    """States and union territories."""

    list_display = ("name", "kind", "lgd_code", "gst_code")
    list_filter = ("kind",)
    search_fields = ("search_text",)
    ordering = ("name",)
    prepopulated_fields = {"slug": ("name",)}


@admin.register(District)
class DistrictAdmin(RegisterAdmin):
    """Districts."""

    list_display = ("name", "state", "lgd_code", "formed_on", "is_active")
    list_filter = ("is_active", "state")
    list_select_related = ("state",)
    search_fields = ("search_text",)
    ordering = ("name",)
    autocomplete_fields = ("state", "predecessors")
    prepopulated_fields = {"slug": ("name",)}


class PinDistrictInline(TabularInline):
    """Districts of a PIN code."""

    model = PinDistrict
    fields = ("district", "basis")
    extra = 0


@admin.register(PinCode)
class PinCodeAdmin(ReadOnlyAdmin):
    """PIN codes: look-up only, corrections come by ``import_places``."""

    list_display = ("pin", "state", "district_names")
    list_select_related = ("state",)
    search_fields = ("pin",)
    ordering = ("pin",)
    inlines = (PinDistrictInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[PinCode]:
        """With districts, so that a page costs a fixed number of queries."""
        rows: QuerySet[PinCode] = super().get_queryset(request)
        return rows.prefetch_related("districts")

    @admin.display(description="districts")
    def district_names(self, row: Any) -> str:
        """Names of the districts."""
        return ", ".join(sorted(district.name for district in row.districts.all()))
