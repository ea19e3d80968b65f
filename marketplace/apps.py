"""Django application of this room."""

from django.apps import AppConfig


class MarketplaceConfig(AppConfig):
    """The shop window: catalogue, stock, moderation, badges, stories."""

    name = "marketplace"
    default_auto_field = "django.db.models.BigAutoField"
