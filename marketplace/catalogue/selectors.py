"""Reads of the catalogue, each for a named viewer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from common.errors import NotFound
from marketplace.catalogue.models import Category, GstRate, Product, ProductImage, ProductMove, Variant
from marketplace.catalogue.rates import RateTable
from marketplace.catalogue.states import ProductStatus
from registry.models import District, GiEntry, OdopEntry
from sellers.models import Seller
from sellers.selectors import sellers_of


def active_categories() -> QuerySet[Category]:
    """The tree in reading order: every branch below its parent, siblings by position."""
    return Category.objects.filter(is_active=True).order_by("path")


def gst_rates_on(on: date) -> RateTable:
    """All rates in force on a day (Indian calendar). One query."""
    in_force = GstRate.objects.filter(Q(to_date__isnull=True) | Q(to_date__gte=on), from_date__lte=on)
    return RateTable(list(in_force.select_related("category")))


def gst_rate_bp(*, hsn: str, category: Category, unit_price_amount: int, on: date) -> int:
    """GST in basis points (500 = 5 %) for one piece sold at ``unit_price_amount`` paise on a day.

    The price is the one the buyer pays, tax included; price slabs are compared with it (ADR 0041).
    Raises GstRateUnknown when no row covers the piece. For many pieces take ``gst_rates_on`` once.
    """
    return gst_rates_on(on).rate_bp(hsn=hsn, category=category, unit_price_amount=unit_price_amount)


def published_products() -> QuerySet[Product]:
    """What the public may see: published listings of live sellers, unordered."""
    return Product.objects.filter(status=ProductStatus.PUBLISHED, seller__in=Seller.objects.live())


def sellable_variants(ids: Iterable[UUID]) -> QuerySet[Variant]:
    """The active variants among ``ids`` whose product is published by a live seller, in key order."""
    return (
        Variant.objects.filter(
            pk__in=list(ids),
            is_active=True,
            product__status=ProductStatus.PUBLISHED,
            product__seller__in=Seller.objects.live(),
        )
        .select_related("product", "product__seller", "product__category")
        .order_by("pk")
    )


def pictures() -> QuerySet[ProductImage]:
    """Pictures in their order, with their image and its renditions (two queries when prefetched)."""
    return ProductImage.objects.select_related("image").prefetch_related("image__renditions").order_by("position")


def with_details(products: QuerySet[Product]) -> QuerySet[Product]:
    """Everything a seller or moderator sees of a listing, in six queries whatever its size."""
    return products.select_related(
        "seller", "category", "origin_district__state", "odop_entry", "gi_entry"
    ).prefetch_related(
        Prefetch("variants", queryset=Variant.objects.select_related("stock_level").order_by("created_at", "id")),
        Prefetch("pictures", queryset=pictures()),
        Prefetch("moves", queryset=ProductMove.objects.order_by("moved_at", "id")),
        "badges",
    )


def products_of(user: Any) -> QuerySet[Product]:
    """The listings of every seller the user belongs to, whatever their status, unordered."""
    return Product.objects.filter(seller__in=sellers_of(user))


def product_for(user: Any, product_id: UUID) -> Product:
    """A listing of the user's sellers with its details; raises NotFound for unknown and foreign ones alike."""
    product = with_details(products_of(user)).filter(pk=product_id).first()
    if product is None:
        raise NotFound()
    return product


def variant_for(user: Any, product_id: UUID, variant_id: UUID) -> Variant:
    """A variant of a listing of the user's sellers; raises NotFound for unknown and foreign ones alike."""
    variant = (
        Variant.objects.filter(pk=variant_id, product=product_id, product__seller__in=sellers_of(user))
        .select_related("product__seller", "stock_level")
        .first()
    )
    if variant is None:
        raise NotFound()
    return variant


def products_worded_since(moment: datetime) -> set[UUID]:
    """Ids of products whose search words may be old: what they are made from was written since ``moment``."""
    lenders = {
        "seller": Seller,
        "category": Category,
        "origin_district": District,
        "odop_entry": OdopEntry,
        "gi_entry": GiEntry,
    }
    found: set[UUID] = set()
    for column, lender in lenders.items():
        written = lender._default_manager.filter(updated_at__gte=moment)
        found.update(Product.objects.filter(**{f"{column}__in": written}).values_list("pk", flat=True))
    return found
