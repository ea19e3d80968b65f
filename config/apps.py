"""Start-up of the whole project."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ConfigConfig(AppConfig):
    """Loads every room's tasks in every process, so that enqueue-by-name and outbox topics are known everywhere."""

    name = "config"

    def ready(self) -> None:
        """Import the tasks modules (web processes would otherwise know none)."""
        autodiscover_modules("tasks")
