"""Officers' screen of the GI register."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.forms import ModelForm

from registry.desk.admin import RegisterAdmin
from registry.gi.models import GiEntry


class GiEntryForm(ModelForm[GiEntry]):
    """A GI entry whose districts lie in its states."""

    class Meta:
        model = GiEntry
        fields = (
            "code",
            "serial_no",
            "name",
            "aliases",
            "goods_type",
            "registration_kind",
            "states",
            "districts",
            "is_foreign",
            "foreign_country",
            "status",
            "source",
            "source_date",
        )

    def clean(self) -> dict[str, Any]:
        """Refuse a district outside the states, and an area for foreign goods."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        states, districts = set(data.get("states") or ()), list(data.get("districts") or ())
        outside = sorted(district.name for district in districts if district.state not in states)
        if outside:
            self.add_error("districts", f"Not in the states of this entry: {', '.join(outside)}. Add their states too.")
        if bool(states) == bool(data.get("is_foreign")):
            self.add_error("states", "Give the Indian states, or mark the goods as foreign and leave this empty.")
        if bool(data.get("foreign_country")) != bool(data.get("is_foreign")):
            self.add_error("foreign_country", "Name the country of foreign goods, and of those only.")
        return data


@admin.register(GiEntry)
class GiEntryAdmin(RegisterAdmin):
    """GI entries."""

    form = GiEntryForm
    list_display = ("name", "code", "goods_type", "registration_kind", "status", "is_foreign")
    list_filter = ("status", "goods_type", "registration_kind", "is_foreign", "states")
    search_fields = ("search_text", "code")
    ordering = ("name", "id")
    autocomplete_fields = ("states", "districts")
