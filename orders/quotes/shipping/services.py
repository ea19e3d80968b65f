"""Set a seller's shipping charge."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.models import User
from common import audit
from common.clock import ist_date
from orders.quotes.shipping.models import ShippingPolicy
from sellers.models import Seller


@transaction.atomic
def set_shipping_policy(
    *, seller: Seller, actor: User, flat_amount: int, free_above_amount: int | None, now: datetime
) -> ShippingPolicy:
    """From today on a parcel of this seller costs ``flat_amount`` paise, nothing from ``free_above_amount`` on.

    A second change on one day replaces the first. Quotes given before keep their charge until checkout recomputes them.
    """
    Seller.objects.select_for_update().get(pk=seller.pk)
    policy, _ = ShippingPolicy.objects.update_or_create(
        seller=seller,
        from_date=ist_date(now),
        defaults={"flat_amount": flat_amount, "free_above_amount": free_above_amount, "set_by": actor},
    )
    audit.record(
        actor=actor,
        action="orders.shipping_policy_set",
        target=policy,
        data={"flat_amount": flat_amount, "free_above_amount": free_above_amount},
        now=now,
    )
    return policy
