"""Write the variants of a listing: new ones while it is a draft, prices at any time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from common.errors import InvalidInput, NotFound
from common.ids import short_code
from marketplace.catalogue.errors import PriceAboveMrp, ProductIsRejected, SkuTaken
from marketplace.catalogue.models import MAX_PRICE_AMOUNT, Product, Variant
from marketplace.catalogue.services.listings import LOCKED, lock_editable, lock_product, refresh_price_from
from marketplace.catalogue.states import EDITABLE_STATUSES, ProductStatus

MAX_VARIANTS = 50
LIVE_FIELDS = frozenset({"price_amount", "mrp_amount", "is_active"})
"""What may change while buyers see the product; the rest was reviewed."""
VARIANT_FIELDS = LIVE_FIELDS | {"sku", "title", "weight_grams"}


@transaction.atomic
def add_variant(
    *,
    product_id: UUID,
    price_amount: int,
    mrp_amount: int,
    weight_grams: int,
    now: datetime,
    sku: str = "",
    title: str = "",
) -> Variant:
    """Add a variant with its price and MRP in paise, tax included; an empty ``sku`` gets one.

    Raises PriceAboveMrp, SkuTaken, InvalidInput beyond 50 variants, and what forbids edits of the listing.
    """
    product = lock_editable(product_id)
    if product.variants.count() >= MAX_VARIANTS:
        raise InvalidInput(f"A product has at most {MAX_VARIANTS} variants. Make another product.", pointer="/sku")
    variant = Variant(
        product=product,
        seller_id=product.seller_id,
        sku=sku or f"OD-{short_code(8)}",
        title=title,
        price_amount=price_amount,
        mrp_amount=mrp_amount,
        weight_grams=weight_grams,
    )
    _refuse_unfit(variant)
    _save(variant)
    refresh_price_from(product)
    return variant


@transaction.atomic
def change_variant(*, product_id: UUID, variant_id: UUID, changes: Mapping[str, Any], now: datetime) -> Variant:
    """Change fields of a variant: price, MRP and active at any time, the rest while the listing may change.

    Raises NotFound for a variant of another listing, PriceAboveMrp, SkuTaken, what forbids edits, and
    InvalidInput when the last active variant of a published product would be switched off.
    """
    unknown = set(changes) - VARIANT_FIELDS
    if unknown:
        raise ValueError(f"not fields of a variant: {sorted(unknown)}")
    product = lock_product(product_id)
    _refuse_locked(product, set(changes))
    variant = product.variants.select_for_update().filter(pk=variant_id).first()
    if variant is None:
        raise NotFound()
    for name, value in changes.items():
        setattr(variant, name, value)
    _refuse_unfit(variant)
    _refuse_last_off(product, variant)
    _save(variant)
    refresh_price_from(product)
    return variant


def _refuse_locked(product: Product, names: set[str]) -> None:
    if product.status == ProductStatus.REJECTED:
        raise ProductIsRejected()
    if product.status not in EDITABLE_STATUSES and not names <= LIVE_FIELDS:
        raise LOCKED[product.status]()


def _refuse_unfit(variant: Variant) -> None:
    if not 0 < variant.price_amount <= MAX_PRICE_AMOUNT:
        raise InvalidInput("A price lies above zero and at most at ₹1 crore.", pointer="/price/amount")
    if variant.price_amount > variant.mrp_amount:
        raise PriceAboveMrp(pointer="/price/amount")
    if variant.mrp_amount > MAX_PRICE_AMOUNT:
        raise InvalidInput("An MRP is at most ₹1 crore.", pointer="/mrp/amount")
    if variant.weight_grams < 1:
        raise InvalidInput("Give the weight in whole grams, at least one.", pointer="/weight_grams")


def _save(variant: Variant) -> None:
    """Save; the database's unique constraint, not a look beforehand, says whether the SKU is taken."""
    try:
        with transaction.atomic():
            variant.save()
    except IntegrityError as error:
        if "variant_sku_once_per_seller" in str(error):
            raise SkuTaken(pointer="/sku") from error
        raise


def _refuse_last_off(product: Product, variant: Variant) -> None:
    if product.status != ProductStatus.PUBLISHED or variant.is_active:
        return
    if not product.variants.filter(is_active=True).exclude(pk=variant.pk).exists():
        raise InvalidInput("This is the last variant on sale. Unpublish the product instead.", pointer="/is_active")
