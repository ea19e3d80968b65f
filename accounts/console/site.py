"""The admin site: staff only, with a second factor, and no password form of its own.

Django's own login form would be a door beside the sign-in limits and the second factor, so the
console sends people to ``/accounts/login/`` instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from unfold.sites import UnfoldAdminSite

from accounts.signin.second_factor import is_second_factor_missing

View = Callable[..., HttpResponse]
YEAR = re.compile("[1-9][0-9]{3}")


class StaffConsole(UnfoldAdminSite):
    """The one admin site of the project."""

    def has_permission(self, request: HttpRequest) -> bool:
        """Active staff whose session was opened with a second factor, where that is required."""
        return bool(super().has_permission(request)) and not is_second_factor_missing(request.session)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Send the anonymous to the sign-in page and staff without a second factor to its set-up."""
        if not request.user.is_authenticated:
            return redirect_to_login(self._wanted(request), resolve_url("account_login"))
        if not request.user.is_staff:
            raise PermissionDenied
        if is_second_factor_missing(request.session):
            return HttpResponseRedirect(resolve_url("mfa_index"))
        return HttpResponseRedirect(self._wanted(request))

    def admin_view(self, view: View, cacheable: bool = False) -> View:
        """Django's checks; before them, a filter by a year that no calendar has is refused instead of computed."""
        inner: View = super().admin_view(view, cacheable)

        @wraps(inner)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if any(name.endswith("__year") and not YEAR.fullmatch(str(year)) for name, year in request.GET.items()):
                raise BadRequest("A year has four digits.")
            return inner(request, *args, **kwargs)

        return checked

    def _wanted(self, request: HttpRequest) -> str:
        """The page to come back to: one of ours, never another site or this page again."""
        wanted = request.GET.get(REDIRECT_FIELD_NAME, "")
        home = reverse("admin:index")
        own = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
        return wanted if own and wanted != reverse("admin:login") else home
