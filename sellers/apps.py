"""Django application of this room."""

from django.apps import AppConfig


class SellersConfig(AppConfig):
    """Sellers: onboarding, members, documents, bank details, the review desk."""

    name = "sellers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the words of this room's notices known."""
        from sellers.notices.templates import register_all

        register_all()
