"""What Stripe Connect can do for a platform, by its country."""

from __future__ import annotations

from django.conf import settings

from orders.payments.gateways.ports import Capability

_EVERYWHERE = frozenset({Capability.ALLOCATION_AFTER_REFUND, Capability.MANUAL_PAYOUT})


def connect_capabilities() -> frozenset[Capability]:
    """Capabilities of the configured platform account.

    Stripe's page for Indian marketplaces says that separate charges and transfers are not supported for a
    platform in India (stripe.com/docs/connect, read in November 2026, undated), so one payment cannot be shared
    out there unless an agreement with Stripe says otherwise. The simulator is no country's platform.
    """
    is_bound = settings.STRIPE_PLATFORM_COUNTRY.upper() == "IN" and not settings.STRIPE_SIMULATOR
    if is_bound and not settings.STRIPE_ALLOW_INDIAN_MULTI_SELLER:
        return _EVERYWHERE
    return _EVERYWHERE | {Capability.MULTI_SELLER_SINGLE_PAYMENT}
