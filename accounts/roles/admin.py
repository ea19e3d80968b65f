"""Roles on the staff console: granted by a form, revoked by an action, both through the services."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from accounts.people.models import User
from accounts.roles.models import Role, RoleGrant
from accounts.roles.services import grant_role, revoke_role
from common import clock
from common.errors import Refusal


class GrantForm(forms.ModelForm[RoleGrant]):
    """Who gets which role where; refusals are shown beside the form instead of failing after it."""

    class Meta:
        model = RoleGrant
        fields = ("user", "role", "state")

    def clean(self) -> dict[str, Any] | None:
        """A role is given once, and not to oneself."""
        cleaned = super().clean() or self.cleaned_data
        user, role, state = cleaned.get("user"), cleaned.get("role"), cleaned.get("state")
        if user is not None and user == self.granted_by:
            raise forms.ValidationError("Ask another administrator to change your own roles.")
        if RoleGrant.objects.standing().filter(user=user, role=role, state=state).exists():
            raise forms.ValidationError("This person already holds the role for that area.")
        return cleaned

    granted_by: User | None = None


@admin.register(RoleGrant)
class RoleGrantAdmin(ModelAdmin):
    """For superusers."""

    form = GrantForm
    list_display = ("user", "role", "state", "granted_by", "created_at", "revoked_at", "revoked_by")
    list_filter = ("role", ("revoked_at", admin.EmptyFieldListFilter))
    list_select_related = ("user", "state", "granted_by", "revoked_by")
    search_fields = ("user__email", "user__phone", "user__name")
    autocomplete_fields = ("user",)
    ordering = ("-created_at", "-id")
    actions = ("revoke",)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """The form knows who fills it in."""
        form = super().get_form(request, obj, change, **kwargs)
        return type(form.__name__, (form,), {"granted_by": request.user})

    def has_change_permission(self, request: HttpRequest, obj: RoleGrant | None = None) -> bool:
        """Only the list with its action: a grant is revoked and given anew, never edited."""
        return obj is None and bool(super().has_change_permission(request))

    def has_delete_permission(self, request: HttpRequest, obj: RoleGrant | None = None) -> bool:
        """Nobody: revoked grants are the trail."""
        return False

    def save_model(self, request: HttpRequest, obj: RoleGrant, form: Any, change: bool) -> None:
        """One service call, which also writes the trail."""
        granted = grant_role(
            user=obj.user,
            role=Role(obj.role),
            state=obj.state,
            granted_by=cast(User, request.user),
            now=clock.now(),
        )
        obj.pk = granted.pk

    @admin.action(description="Revoke the selected roles")
    def revoke(self, request: HttpRequest, queryset: QuerySet[RoleGrant]) -> None:
        """Take each selected role away; what cannot be taken is named."""
        for grant in queryset.select_related("user", "state"):
            try:
                revoke_role(grant=grant, revoked_by=cast(User, request.user), now=clock.now())
            except Refusal as refusal:
                self.message_user(request, f"{grant.user}: {refusal.detail}", messages.ERROR)
            else:
                self.message_user(request, f"{grant.user} is no longer {grant}.", messages.SUCCESS)
