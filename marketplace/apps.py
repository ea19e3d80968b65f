"""Django application of this room."""

from django.apps import AppConfig


class MarketplaceConfig(AppConfig):
    """The shop window: catalogue, stock, moderation, badges, stories."""

    name = "marketplace"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the notices of moderation known."""
        from marketplace.moderation.notices import register_templates

        register_templates()
