"""stripe-python set up as we need it, and its errors put into the ports' words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, TypeVar

import stripe
from django.conf import settings
from django.utils.module_loading import import_string

from orders.payments.gateways.ports import OutcomeUnknown, ProviderBusy, ProviderError, ProviderRefused

CONNECT_AND_READ_SECONDS = (2, 10)
NETWORK_RETRIES = 2
T = TypeVar("T", bound=stripe.StripeObject)


def client() -> stripe.StripeClient:
    """A client for the configured key and address; kept per configuration."""
    return _client(settings.STRIPE_SECRET_KEY, settings.STRIPE_API_BASE, settings.STRIPE_HTTP_CLIENT)


@cache
def _client(api_key: str, base: str, http_client: str) -> stripe.StripeClient:
    transport = import_string(http_client)() if http_client else stripe.RequestsClient(timeout=CONNECT_AND_READ_SECONDS)
    return stripe.StripeClient(
        api_key,
        stripe_version=settings.STRIPE_API_VERSION,
        base_addresses={"api": base},
        max_network_retries=NETWORK_RETRIES,
        http_client=transport,
    )


@contextmanager
def in_our_words() -> Iterator[None]:
    """Turn what the SDK raises into the ports' errors.

    Raises OutcomeUnknown (no answer, or a fault at Stripe), ProviderBusy (429, key in use) or ProviderRefused.
    """
    try:
        yield
    except stripe.StripeError as error:
        raise _translated(error) from error


def _translated(error: stripe.StripeError) -> ProviderError:
    message, status = str(error.user_message or error), error.http_status or 0
    code = str(error.code or getattr(error.error, "code", None) or "")
    if isinstance(error, stripe.APIConnectionError) or status >= 500:
        return OutcomeUnknown(message, code=code)
    if status in {409, 429}:
        return ProviderBusy(message, code=code)
    return ProviderRefused(message, code=code or type(error).__name__)


def first_with_metadata(objects: Iterator[T], name: str, value: str) -> dict[str, Any] | None:
    """The first object whose metadata has this value, as a plain dictionary."""
    for found in objects:
        plain: dict[str, Any] = found.to_dict()
        if (plain.get("metadata") or {}).get(name) == value:
            return plain
    return None
