"""The simulated provider as tests use it: a client of the real SDK, and webhooks sent in process."""

from __future__ import annotations

from typing import Any

import stripe
from django.conf import settings
from django.test import Client

from common import clock
from orders.payments.simulator import webhooks
from orders.payments.simulator.client import InProcessClient


def stripe_client(**kwargs: Any) -> stripe.StripeClient:
    """stripe-python on the simulator's tables."""
    kwargs.setdefault("api_key", settings.STRIPE_SECRET_KEY)
    kwargs.setdefault("max_network_retries", 2)
    return stripe.StripeClient(stripe_version=settings.STRIPE_API_VERSION, http_client=InProcessClient(), **kwargs)


def ready_account(client: stripe.StripeClient) -> str:
    """A connected account that may receive transfers and payouts."""
    from orders.payments.simulator import accounts

    made = client.v1.accounts.create({"country": "IN", "capabilities": {"transfers": {"requested": True}}})
    accounts.complete(made.id, now=int(clock.now().timestamp()))
    return made.id


def paid_intent(client: stripe.StripeClient, amount: int = 100_000, **params: Any) -> stripe.PaymentIntent:
    """A payment intent of ``amount`` paise that has succeeded."""
    return client.v1.payment_intents.create(
        {"amount": amount, "currency": "inr", "payment_method": "pm_card_visa", "confirm": True, **params}
    )


def post_in_process(event: webhooks.SignedEvent) -> int:
    """Send one webhook to this project's own endpoint without a socket."""
    response = Client().post(
        event.path,
        data=event.body,
        content_type="application/json",
        headers={"Stripe-Signature": event.signature},
    )
    return response.status_code


def deliver_webhooks(*, later_seconds: int = 0) -> int:
    """Send every webhook that is due; how many were taken."""
    return webhooks.deliver_due(now=int(clock.now().timestamp()) + later_seconds, transport=post_in_process)
