"""People on the staff console: found and read; closed and opened again through a service."""

from __future__ import annotations

from typing import Any, cast

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin, messages
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.console.read_only import ReadOnlyAdmin, ReadOnlyInline
from accounts.people.models import User
from accounts.people.services import close_account, open_account
from accounts.roles.models import RoleGrant
from common import clock
from common.errors import Refusal

for unused in (EmailAddress, Authenticator, Group):  # allauth's own screens could edit around our services
    if admin.site.is_registered(unused):
        admin.site.unregister(unused)


class RolesOfPerson(ReadOnlyInline):
    """The roles of a person, revoked ones too."""

    model = RoleGrant
    fk_name = "user"
    fields = ("role", "state", "granted_by", "created_at", "revoked_at")
    readonly_fields = fields


class AddressesOfPerson(ReadOnlyInline):
    """E-mail addresses and whether they are verified."""

    model = EmailAddress
    fields = ("email", "verified", "primary")
    readonly_fields = fields


@admin.register(User)
class UserAdmin(ReadOnlyAdmin):
    """Read only; no password, no session, no secret of a second factor is shown."""

    list_display = ("__str__", "email", "phone", "language", "is_active", "is_staff", "created_at", "last_login")
    list_filter = ("is_active", "is_staff", "is_superuser", "language")
    search_fields = ("=email", "=phone", "name")
    ordering = ("-created_at", "-id")
    show_full_result_count = False
    inlines = (AddressesOfPerson, RolesOfPerson)
    actions = ("close", "open_again")
    fields = (
        "name",
        "email",
        "phone",
        "phone_verified_at",
        "language",
        "is_active",
        "is_staff",
        "is_superuser",
        "last_login",
        "created_at",
    )
    readonly_fields = fields

    @admin.action(description="Close the selected accounts", permissions=["close"])
    def close(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """End the sessions and keep the person out."""
        self._each(request, queryset, close_account, "closed")

    @admin.action(description="Open the selected accounts again", permissions=["close"])
    def open_again(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Let the person sign in again."""
        self._each(request, queryset, open_account, "open again")

    def has_close_permission(self, request: HttpRequest) -> bool:
        """Superusers."""
        return bool(request.user.is_active and request.user.is_superuser)

    def _each(self, request: HttpRequest, people: QuerySet[User], act: Any, done: str) -> None:
        for person in people:
            try:
                act(user=person, actor=cast(User, request.user), now=clock.now())
            except Refusal as refusal:
                self.message_user(request, f"{person}: {refusal.detail}", messages.ERROR)
            else:
                self.message_user(request, f"{person} is {done}.", messages.SUCCESS)
