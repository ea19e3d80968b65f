"""Doors to payment providers: two ports in words of no provider's own, and their adapters."""

from __future__ import annotations

from orders.payments.gateways.ports import PaymentGateway, SettlementProvider
from orders.payments.gateways.stripe.payments import StripePayments
from orders.payments.gateways.stripe.settlement import StripeSettlement

PROVIDER = "stripe"


def payment_gateway() -> PaymentGateway:
    """The configured way to take money from buyers."""
    return StripePayments()


def settlement_provider() -> SettlementProvider:
    """The configured way to pass money on to sellers."""
    return StripeSettlement()
