"""Which shipping policy of a seller holds on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings

from orders.quotes.shipping.models import ShippingPolicy


@dataclass(frozen=True)
class ParcelTerms:
    """What one parcel costs to send, in paise; ``policy_id`` is empty for the platform's default."""

    flat_amount: int
    free_above_amount: int | None
    policy_id: UUID | None = None
    from_date: date | None = None

    def charge_for(self, goods_amount: int) -> int:
        """Shipping of a parcel with goods of that many paise, tax included."""
        if self.free_above_amount is not None and goods_amount >= self.free_above_amount:
            return 0
        return self.flat_amount


def default_terms() -> ParcelTerms:
    """The platform's default for sellers who set none (``ORDERS_SHIPPING_FLAT_AMOUNT``, ``…_FREE_ABOVE_AMOUNT``)."""
    return ParcelTerms(
        flat_amount=settings.ORDERS_SHIPPING_FLAT_AMOUNT,
        free_above_amount=settings.ORDERS_SHIPPING_FREE_ABOVE_AMOUNT or None,
    )


def terms_of_sellers(seller_ids: Iterable[UUID], *, on: date) -> Mapping[UUID, ParcelTerms]:
    """Terms in force on a day in India for each of the sellers. One query."""
    wanted = list(seller_ids)
    rows = (
        ShippingPolicy.objects.filter(seller_id__in=wanted, from_date__lte=on)
        .order_by("seller_id", "-from_date")
        .distinct("seller_id")
    )
    terms = dict.fromkeys(wanted, default_terms())
    for row in rows:
        terms[row.seller_id] = ParcelTerms(
            flat_amount=row.flat_amount,
            free_above_amount=row.free_above_amount,
            policy_id=row.pk,
            from_date=row.from_date,
        )
    return terms
