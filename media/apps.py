"""Django application of this room."""

from django.apps import AppConfig


class MediaConfig(AppConfig):
    """Public images and renditions, private documents, typesetting of cards and PDFs."""

    name = "media"
    default_auto_field = "django.db.models.BigAutoField"
