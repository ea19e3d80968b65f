"""Staff enter branches that are newer than the shipped list of IFS codes."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from accounts.console.viewer import viewer_has_role
from accounts.models import Role, User
from common import clock
from common.errors import Refusal
from sellers.bank.models import IfscAddition
from sellers.bank.services import add_ifsc
from sellers.identity.ifsc import check_ifsc_shape


class IfscAdditionForm(forms.ModelForm[IfscAddition]):
    """Code, bank and where it was read."""

    class Meta:
        model = IfscAddition
        fields = ("ifsc", "bank_name", "source")

    def clean_ifsc(self) -> str:
        """The code in upper case; its shape is checked here, beside the field."""
        try:
            return check_ifsc_shape(self.cleaned_data["ifsc"])
        except Refusal as refusal:
            raise forms.ValidationError(refusal.detail) from refusal


@admin.register(IfscAddition)
class IfscAdditionAdmin(ModelAdmin):
    """Added once, never changed; a wrong one is added anew under the right code."""

    form = IfscAdditionForm
    list_display = ("ifsc", "bank_name", "source", "added_by", "created_at")
    list_select_related = ("added_by",)
    search_fields = ("ifsc", "bank_name")
    ordering = ("ifsc",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Reviewers and finance."""
        return viewer_has_role(request, Role.REVIEWER, Role.FINANCE)

    def has_view_permission(self, request: HttpRequest, obj: IfscAddition | None = None) -> bool:
        """As for adding."""
        return self.has_add_permission(request)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """As for adding."""
        return self.has_add_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: IfscAddition | None = None) -> bool:
        """Nobody."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: IfscAddition | None = None) -> bool:
        """Nobody."""
        return False

    def save_model(self, request: HttpRequest, obj: IfscAddition, form: Any, change: bool) -> None:
        """One service call, which also writes the trail."""
        added = add_ifsc(
            ifsc=obj.ifsc,
            bank_name=obj.bank_name,
            source=obj.source,
            actor=cast(User, request.user),
            now=clock.now(),
        )
        obj.pk, obj.added_by = added.pk, added.added_by
