"""Writes of baskets. Each locks the basket first, so that two tabs cannot break its limits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from common.crypto import hash_token
from common.text import clean_text
from marketplace.catalogue.selectors import sellable_variants
from marketplace.models import Variant
from orders.baskets.errors import (
    BasketFull,
    BasketLineUnknown,
    BasketUnknown,
    QuantityOutOfRange,
    VariantNotForSale,
)
from orders.baskets.limits import MAX_GIFT_MESSAGE, MAX_LINES, MAX_QUANTITY
from orders.baskets.models import Basket, BasketLine
from orders.purchases.holders import Holder, new_token

KEEP_LEFT = timedelta(days=90)


def open_basket(*, holder: Holder) -> tuple[Basket, str]:
    """A user's one basket, or a new guest basket with its token (shown this once; empty text for a user)."""
    if holder.user is not None:
        basket, _ = Basket.objects.get_or_create(owner=holder.user)
        return basket, ""
    token = new_token()
    return Basket.objects.create(token_hash=hash_token(token)), token


@transaction.atomic
def write_gift_message(*, holder: Holder, basket_id: UUID, gift_message: str) -> Basket:
    """Set (or with empty text remove) the message for the person who gets the gift, in any script.

    Raises BasketUnknown; ValueError above 300 characters (the API checks before).
    """
    basket = lock_basket(holder=holder, basket_id=basket_id)
    message = clean_text(gift_message, multiline=True)
    if len(message) > MAX_GIFT_MESSAGE:
        raise ValueError(f"a gift message has at most {MAX_GIFT_MESSAGE} characters")
    basket.gift_message = message
    basket.save(update_fields=["gift_message", "updated_at"])
    return basket


@transaction.atomic
def add_line(*, holder: Holder, basket_id: UUID, variant_id: UUID, quantity: int) -> Basket:
    """Put pieces of a variant in; more of the same variant add to its line.

    Raises BasketUnknown, VariantNotForSale, QuantityOutOfRange and BasketFull.
    """
    basket = lock_basket(holder=holder, basket_id=basket_id)
    variant = _require_for_sale(variant_id)
    lines = {line.variant_id: line for line in BasketLine.objects.filter(basket=basket)}
    line = lines.get(variant.pk)
    _require_quantity(quantity, total=quantity + (line.quantity if line else 0))
    if line is not None:
        line.quantity += quantity
        line.seen_price_amount = variant.price_amount
        line.save(update_fields=["quantity", "seen_price_amount", "updated_at"])
        return basket
    if len(lines) >= MAX_LINES:
        raise BasketFull()
    BasketLine.objects.create(basket=basket, variant=variant, quantity=quantity, seen_price_amount=variant.price_amount)
    return basket


@transaction.atomic
def change_line(*, holder: Holder, basket_id: UUID, line_id: UUID, quantity: int) -> Basket:
    """Set the quantity of a line; the person has now seen today's price.

    Raises BasketUnknown, BasketLineUnknown, VariantNotForSale and QuantityOutOfRange.
    """
    basket = lock_basket(holder=holder, basket_id=basket_id)
    line = BasketLine.objects.filter(basket=basket, pk=line_id).first()
    if line is None:
        raise BasketLineUnknown()
    variant = _require_for_sale(line.variant_id)
    _require_quantity(quantity, total=quantity)
    line.quantity, line.seen_price_amount = quantity, variant.price_amount
    line.save(update_fields=["quantity", "seen_price_amount", "updated_at"])
    return basket


@transaction.atomic
def remove_line(*, holder: Holder, basket_id: UUID, line_id: UUID) -> Basket:
    """Take a line out. Raises BasketUnknown and BasketLineUnknown."""
    basket = lock_basket(holder=holder, basket_id=basket_id)
    deleted, _ = BasketLine.objects.filter(basket=basket, pk=line_id).delete()
    if not deleted:
        raise BasketLineUnknown()
    return basket


def take_out_bought(*, basket_id: UUID, bought: Mapping[UUID, int]) -> None:
    """After a payment: lower the lines of the basket by what was bought (variant id → pieces); what was added later
    stays. Runs inside the caller's transaction; a basket that is gone is no fault.
    """
    basket = Basket.objects.filter(pk=basket_id).select_for_update().first()
    if basket is None:
        return
    for line in BasketLine.objects.filter(basket=basket, variant_id__in=bought).order_by("pk"):
        left = line.quantity - bought[line.variant_id]
        if left < 1:
            line.delete()
        else:
            line.quantity = left
            line.save(update_fields=["quantity", "updated_at"])
    basket.gift_message = ""
    basket.save(update_fields=["gift_message", "updated_at"])


def forget_left_baskets(*, now: datetime, limit: int = 1000) -> int:
    """Delete guest baskets that nobody touched or bought from for 90 days; returns how many."""
    since = now - KEEP_LEFT
    left = Basket.objects.filter(owner__isnull=True, updated_at__lt=since, checkouts__isnull=True)
    touched = BasketLine.objects.filter(updated_at__gte=since).values("basket")
    wanted = list(left.exclude(pk__in=touched).order_by("updated_at").values_list("pk", flat=True)[:limit])
    Basket.objects.filter(pk__in=wanted).delete()
    return len(wanted)


def lock_basket(*, holder: Holder, basket_id: UUID) -> Basket:
    """The holder's basket under a row lock, inside the caller's transaction. Raises BasketUnknown."""
    mine: QuerySet[Basket] = Basket.objects.filter(holder.condition("owner", "token_hash"), pk=basket_id)
    basket = mine.select_for_update().first()
    if basket is None:
        raise BasketUnknown()
    return basket


def _require_for_sale(variant_id: UUID) -> Variant:
    variant = sellable_variants([variant_id]).first()
    if variant is None:
        raise VariantNotForSale(pointer="/variant")
    return variant


def _require_quantity(quantity: int, *, total: int) -> None:
    if quantity < 1 or total > MAX_QUANTITY:
        raise QuantityOutOfRange(pointer="/quantity")
