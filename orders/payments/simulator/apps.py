"""Django application of the Stripe simulator; refuses to exist in production."""

from django.apps import AppConfig
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


class StripeSimulatorConfig(AppConfig):
    """Registers the simulator's tables and checks that this is not production."""

    name = "orders.payments.simulator"
    label = "stripe_simulator"
    verbose_name = "Stripe simulator"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Refuse to start beside a live key or outside development and tests.

        Raises:
            ImproperlyConfigured: the process is a production one, or the key is live.
        """
        if not settings.DEBUG:
            raise ImproperlyConfigured(
                "STRIPE_SIMULATOR is on in production. Unset it and give a real STRIPE_SECRET_KEY."
            )
        if settings.STRIPE_SECRET_KEY.startswith(("sk_live_", "rk_live_")):
            raise ImproperlyConfigured(
                "STRIPE_SIMULATOR is on beside a live key. Use a test key (sk_test_…) or unset it."
            )
