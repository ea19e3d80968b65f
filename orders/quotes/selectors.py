"""Reads of quotes."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Prefetch, QuerySet

from orders.purchases.holders import Holder
from orders.quotes.errors import QuoteUnknown
from orders.quotes.models import Quote, QuoteLine, QuoteParcel


def with_parcels(quotes: QuerySet[Quote]) -> QuerySet[Quote]:
    """Quotes with parcels, sellers and lines, in three queries."""
    lines = QuoteLine.objects.order_by("position")
    parcels = QuoteParcel.objects.select_related("seller", "supply_from").order_by("position")
    return quotes.select_related("ship_state", "ship_district").prefetch_related(
        Prefetch("parcels", parcels.prefetch_related(Prefetch("lines", lines)))
    )


def quote_for(*, holder: Holder, quote_id: UUID) -> Quote:
    """The quote if its basket belongs to the holder. Raises QuoteUnknown."""
    mine = Quote.objects.filter(holder.condition("basket__owner", "basket__token_hash"), pk=quote_id)
    quote = with_parcels(mine).first()
    if quote is None:
        raise QuoteUnknown()
    return quote
