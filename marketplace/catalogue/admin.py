"""Staff screens of the catalogue: the category tree and the dated GST rates."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from accounts.models import Role, User
from accounts.roles.selectors import has_any_role
from common import audit, clock
from marketplace.catalogue.models import Category, GstRate
from marketplace.catalogue.services.categories import place_category


class RoleAdmin(ModelAdmin):
    """Screens that some roles may see and edit; nothing is deleted, since sales refer to it."""

    roles: tuple[Role, ...] = ()

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Staff with one of the roles."""
        return has_any_role(cast(User, request.user), self.roles)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """As for viewing."""
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """As for viewing."""
        return self.has_view_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As for viewing."""
        return self.has_view_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        return False


class CategoryForm(forms.ModelForm[Category]):
    """A category without its path, which follows from its parent."""

    class Meta:
        model = Category
        fields = ("parent", "name", "slug", "position", "default_hsn", "is_food", "is_active")

    def clean_parent(self) -> Category | None:
        """A branch cannot hang below itself."""
        parent: Category | None = self.cleaned_data["parent"]
        if parent is not None and self.instance.path and parent.path.startswith(self.instance.path):
            raise forms.ValidationError("Choose a parent outside the branch that you are moving.")
        return parent


@admin.register(Category)
class CategoryAdmin(RoleAdmin):
    """The category tree."""

    roles = (Role.MODERATOR,)
    form = CategoryForm
    list_display = ("path", "name", "default_hsn", "is_food", "is_active")
    list_filter = ("is_food", "is_active")
    search_fields = ("name", "slug")
    ordering = ("path",)

    def save_model(self, request: HttpRequest, obj: Category, form: Any, change: bool) -> None:
        """Through the service that keeps the paths of the branch."""
        place_category(obj)


@admin.register(GstRate)
class GstRateAdmin(RoleAdmin):
    """Rates of GST by date; a change of the law is a new row, the old one gets its last day."""

    roles = (Role.FINANCE, Role.MODERATOR)
    list_display = ("hsn_prefix", "category", "price_upto_amount", "rate_bp", "from_date", "to_date")
    list_filter = ("rate_bp", "category")
    list_select_related = ("category",)
    search_fields = ("hsn_prefix", "source")
    ordering = ("hsn_prefix", "category", "-from_date")
    fields = ("category", "hsn_prefix", "price_upto_amount", "rate_bp", "from_date", "to_date", "source")

    def save_model(self, request: HttpRequest, obj: GstRate, form: Any, change: bool) -> None:
        """Save, with a trace of who set which rate."""
        super().save_model(request, obj, form, change)
        data = {"rate_bp": obj.rate_bp, "changed": sorted(form.changed_data)}
        actor = cast(User, request.user)
        audit.record(actor=actor, action="marketplace.gst_rate_saved", target=obj, data=data, now=clock.now())
