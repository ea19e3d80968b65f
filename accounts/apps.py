"""Django application of this room."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People: sign-in, roles, addresses, consent, notices."""

    name = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the words of this room's notices and the sign-in part of the OpenAPI description."""
        import accounts.api.schema  # noqa: F401
        from accounts.notices.account_templates import register_all

        register_all()
