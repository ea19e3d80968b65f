"""Puts our admin site in the place of Django's."""

from __future__ import annotations

from django.contrib.admin.apps import AdminConfig


class StaffConsoleConfig(AdminConfig):
    """``django.contrib.admin`` with the bazaar's site."""

    default_site = "accounts.console.site.StaffConsole"
