"""Django application of this room."""

import mimetypes

from django.apps import AppConfig


class MediaConfig(AppConfig):
    """Public images and renditions, private documents, typesetting of cards and PDFs."""

    name = "media"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Teach the process what a bare machine's type table lacks: browsers told `nosniff` go by the type alone."""
        mimetypes.add_type("image/webp", ".webp")
