"""Django application of this room."""

from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People: sign-in, roles, addresses, consent, notices."""

    name = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the words of this room's notices and the sign-in part of the OpenAPI description."""
        from accounts.notices.account_templates import register_all

        register_all()
        import_module("accounts.api.schema")
        import_module("accounts.notices.checks")
