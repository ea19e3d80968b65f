"""Django application of this room."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class OrdersConfig(AppConfig):
    """The counter and the till: baskets, checkout, fulfilment, payments, ledger, payouts."""

    name = "orders"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Load the published rates after every migration, as Django does with its permissions."""
        from orders.earnings.published import load_after_migrate

        post_migrate.connect(load_after_migrate, sender=self, dispatch_uid="orders.published_rates")
