"""Django application of this room."""

from django.apps import AppConfig


class SellersConfig(AppConfig):
    """Sellers: onboarding, members, documents, bank details, the review desk."""

    name = "sellers"
    default_auto_field = "django.db.models.BigAutoField"
