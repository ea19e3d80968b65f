"""Django application of this room."""

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    """The public registers: places, PIN codes, the ODOP list and the GI register."""

    name = "registry"
    default_auto_field = "django.db.models.BigAutoField"
