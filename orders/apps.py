"""Django application of this room."""

from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class OrdersConfig(AppConfig):
    """The counter and the till: baskets, checkout, fulfilment, payments, ledger, payouts."""

    name = "orders"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register notices and start-up checks; load the published rates after every migration."""
        from accounts.notices.templates import register
        from orders.checkout.notices import TEMPLATES as CHECKOUT_TEMPLATES
        from orders.earnings.published import load_after_migrate
        from orders.fulfilment.notices import TEMPLATES as FULFILMENT_TEMPLATES
        from orders.payouts.notices import TEMPLATES as PAYOUT_TEMPLATES
        from orders.refunds.notices import TEMPLATES as REFUND_TEMPLATES

        for template in (*CHECKOUT_TEMPLATES, *FULFILMENT_TEMPLATES, *PAYOUT_TEMPLATES, *REFUND_TEMPLATES):
            register(template)
        import_module("orders.payments.checks")

        post_migrate.connect(load_after_migrate, sender=self, dispatch_uid="orders.published_rates")
