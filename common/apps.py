"""Django application of the kernel."""

from django.apps import AppConfig


class CommonConfig(AppConfig):
    """Kernel tables: outbox, idempotency keys, audit trail."""

    name = "common"
    default_auto_field = "django.db.models.BigAutoField"
