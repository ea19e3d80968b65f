"""Django application of this room."""

from django.apps import AppConfig


class OrdersConfig(AppConfig):
    """The counter and the till: baskets, checkout, fulfilment, payments, ledger, payouts."""

    name = "orders"
    default_auto_field = "django.db.models.BigAutoField"
