"""Bases of the officers' screens: edits leave a trail, nothing is deleted."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.forms import ModelForm
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from common import audit, clock


class RegisterAdmin(ModelAdmin):
    """A register that officers with Django's add and change permissions may correct.

    A row is retired (``is_active``, ``status``), never deleted: products and sellers refer to it.
    """

    list_per_page = 50
    readonly_fields: tuple[str, ...] = ("created_at", "updated_at")

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Nobody deletes a register row."""
        return False

    def save_related(self, request: HttpRequest, form: ModelForm[Any], formsets: Any, change: bool) -> None:
        """After the row and its links are saved, note who changed which fields."""
        super().save_related(request, form, formsets, change)
        kind = form.instance._meta.model_name
        audit.record(
            actor=request.user,
            action=f"registry.{kind}_{'changed' if change else 'added'}",
            target=form.instance,
            now=clock.now(),
            data={"fields": list(form.changed_data), "label": str(form.instance)},
        )


class ReadOnlyAdmin(ModelAdmin):
    """A table that only imports write."""

    list_per_page = 50

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Imports add."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Imports change."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Nobody deletes."""
        return False
