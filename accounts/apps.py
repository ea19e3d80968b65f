"""Django application of this room."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People: sign-in, roles, addresses, consent, notices."""

    name = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
