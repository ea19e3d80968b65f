"""Give a quote: price the basket and write it down, never to be changed."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from common.clock import ist_date
from orders.baskets.models import BasketLine
from orders.baskets.selectors import BasketView, view_basket
from orders.baskets.services import lock_basket
from orders.purchases.holders import Holder
from orders.quotes.models import Quote, QuoteLine, QuoteParcel
from orders.quotes.places import Destination
from orders.quotes.pricing import PricedBasket, PricedParcel, fingerprint, price_basket

KEEP_UNUSED = timedelta(days=30)


@transaction.atomic
def give_quote(*, holder: Holder, basket_id: UUID, destination: Destination, now: datetime) -> Quote:
    """Price the basket for the destination and store it as the basket's next version.

    Good for ``ORDERS_QUOTE_MINUTES``. Raises BasketUnknown, BasketEmpty, BasketNotReady, SellerShipsWithinState.
    """
    basket = lock_basket(holder=holder, basket_id=basket_id)
    view = view_basket(basket)
    priced = price_basket(view, ship_to_state=destination.state, on=ist_date(now))
    latest = Quote.objects.filter(basket=basket).aggregate(latest=Max("version"))["latest"] or 0
    quote = Quote.objects.create(
        basket=basket,
        version=latest + 1,
        fingerprint=fingerprint(priced, ship_to=destination.columns(), gift_message=basket.gift_message),
        gift_message=basket.gift_message,
        goods_amount=priced.goods_amount,
        shipping_amount=priced.shipping_amount,
        tax_amount=priced.tax_amount,
        total_amount=priced.total_amount,
        currency=basket.currency,
        quoted_at=now,
        expires_at=now + timedelta(minutes=settings.ORDERS_QUOTE_MINUTES),
        **destination.columns(),
    )
    _write_parcels(quote, priced)
    _mark_prices_seen(view)
    return quote


def forget_old_quotes(*, now: datetime, limit: int = 1000) -> int:
    """Delete quotes that were never bought and expired 30 days ago, with the addresses in them; returns how many."""
    old = Quote.objects.filter(expires_at__lt=now - KEEP_UNUSED, checkout__isnull=True)
    wanted = list(old.order_by("expires_at").values_list("pk", flat=True)[:limit])
    Quote.objects.filter(pk__in=wanted).delete()
    return len(wanted)


def _write_parcels(quote: Quote, priced: PricedBasket) -> None:
    parcels = [
        QuoteParcel(
            quote=quote,
            position=position,
            seller=parcel.seller,
            seller_is_gst_registered=parcel.seller.is_gst_registered,
            supply_from=parcel.supply_from,
            is_interstate=parcel.is_interstate,
            shipping_policy_id=parcel.policy_id,
            goods_amount=parcel.goods_amount,
            shipping_amount=parcel.shipping_amount,
            tax_amount=parcel.tax_amount,
            total_amount=parcel.total_amount,
            take_home_amount=parcel.take_home_amount,
        )
        for position, parcel in enumerate(priced.parcels, start=1)
    ]
    QuoteParcel.objects.bulk_create(parcels)
    QuoteLine.objects.bulk_create(
        line for row, parcel in zip(parcels, priced.parcels, strict=True) for line in _lines_of(row, parcel)
    )


def _lines_of(row: QuoteParcel, parcel: PricedParcel) -> list[QuoteLine]:
    return [
        QuoteLine(
            parcel=row,
            position=position,
            variant=line.variant,
            category_id=line.variant.product.category_id,
            title=line.variant.product.title,
            variant_title=line.variant.title,
            sku=line.variant.sku,
            hsn=line.hsn,
            quantity=line.quantity,
            gst_rate_bp=line.gst_rate_bp,
            **line.amounts,
        )
        for position, line in enumerate(parcel.lines, start=1)
    ]


def _mark_prices_seen(view: BasketView) -> None:
    """The quote shows today's prices: the basket need not warn of them again."""
    changed = [line for line in view.lines if line.line.seen_price_amount != line.variant.price_amount]
    for line in changed:
        line.line.seen_price_amount = line.variant.price_amount
    BasketLine.objects.bulk_update([line.line for line in changed], ["seen_price_amount"])
