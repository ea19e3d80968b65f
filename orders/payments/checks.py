"""Start-up checks: a payment set-up that cannot work, or must not, is refused before the first buyer meets it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from orders.payments.gateways import payment_gateway, settlement_provider
from orders.payments.gateways.ports import Capability

LIVE = ("sk_live_", "rk_live_")
TEST = ("sk_test_", "rk_test_")
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
NEEDED = (Capability.MULTI_SELLER_SINGLE_PAYMENT, Capability.ALLOCATION_AFTER_REFUND, Capability.MANUAL_PAYOUT)


@register()
def check_payments(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Name everything about the payment provider that does not fit together."""
    return [*_key(), *_address(), *_secrets(), *_capabilities()]


def _key() -> list[CheckMessage]:
    key = settings.STRIPE_SECRET_KEY
    if not key.startswith(LIVE + TEST):
        hint = "Set STRIPE_SECRET_KEY (sk_test_… or sk_live_…); in development leave it out for the simulator."
        return [Error("There is no Stripe key.", hint=hint, id="orders.E001")]
    if settings.DEBUG and key.startswith(LIVE):
        return [Error("A live Stripe key in development.", hint="Use sk_test_…, or set DEBUG=false.", id="orders.E002")]
    return []


def _address() -> list[CheckMessage]:
    parts = urlsplit(settings.STRIPE_API_BASE)
    host = parts.hostname or ""
    is_stripe = parts.scheme == "https" and (host == "stripe.com" or host.endswith(".stripe.com"))
    is_live = settings.STRIPE_SECRET_KEY.startswith(LIVE)
    if is_stripe or (host in LOOPBACK and not is_live):
        return []
    hint = "Leave STRIPE_API_BASE out; only stripe.com, or with a test key a loopback address, may get the key."
    return [Error(f"The Stripe key would be sent to {host or 'nowhere'}.", hint=hint, id="orders.E003")]


def _secrets() -> list[CheckMessage]:
    names = ("STRIPE_WEBHOOK_SECRET", "STRIPE_CONNECT_WEBHOOK_SECRET")
    missing = [name for name in names if not getattr(settings, name).strip()]
    if not missing:
        return []
    hint = f"Set {' and '.join(missing)} from the endpoints' pages in Stripe's dashboard."
    return [Error("Webhooks would all be refused: a signing secret is missing.", hint=hint, id="orders.E004")]


def _capabilities() -> list[CheckMessage]:
    able = payment_gateway().capabilities & settlement_provider().capabilities
    lacking = [capability.value for capability in NEEDED if capability not in able]
    if not lacking:
        return []
    hint = (
        "Stripe does not offer separate charges and transfers to platforms in India. Use a platform account of "
        "another country (STRIPE_PLATFORM_COUNTRY) for exports, or a licensed Indian aggregator for domestic sales. "
        "STRIPE_ALLOW_INDIAN_MULTI_SELLER=true overrides this if Stripe has agreed with you."
    )
    return [Error(f"The payment provider cannot do: {', '.join(lacking)}.", hint=hint, id="orders.E005")]
