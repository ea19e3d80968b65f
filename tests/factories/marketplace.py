"""Categories, products, variants and stock for tests."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from factories.media import make_image
from factories.registry import make_district
from factories.sellers import make_seller

from common import clock
from marketplace.catalogue.services.categories import place_category
from marketplace.catalogue.services.search_index import write_search_columns
from marketplace.models import (
    Category,
    GstRate,
    Product,
    ProductBadge,
    ProductImage,
    StockLevel,
    StockMovement,
    Variant,
)
from registry.models import District, GiEntry, OdopEntry
from sellers.models import Seller

_numbers = count(1)


def make_category(slug: str = "folk-paintings", parent: Category | None = None, **kw: Any) -> Category:
    """A category by slug, with HSN 9701 unless told otherwise; made where it is missing."""
    found = Category.objects.filter(slug=slug).first()
    if found is not None:
        return found
    values = {"name": slug.replace("-", " ").capitalize(), "default_hsn": "9701", **kw}
    return place_category(Category(slug=slug, parent=parent, **values))


def make_gst_rate(rate_bp: int = 500, *, hsn_prefix: str = "9701", **kw: Any) -> GstRate:
    """A rate in force since 22 September 2025."""
    values = {"from_date": date(2025, 9, 22), "source": "Notification 13/2025-CT(Rate)", **kw}
    return GstRate.objects.create(rate_bp=rate_bp, hsn_prefix=hsn_prefix, **values)


def make_product(
    seller: Seller | None = None, status: str = "published", district: District | None = None, **kw: Any
) -> Product:
    """A fully described product from ``district`` (the seller's by default), as if it had come the whole way.

    Its GST rate exists too; variants and pictures do not (see ``make_variant``, ``make_picture``).
    """
    seller = seller or make_seller(district=district)
    number = next(_numbers)
    now = clock.now()
    category = kw.pop("category", None) or make_category()
    values: dict[str, Any] = {
        "title": f"Madhubani painting {number}",
        "slug": f"madhubani-painting-{number}",
        "description": "Fish and lotus, painted by hand on handmade paper with natural colours.",
        "origin_district": district or seller.district or make_district(),
        "hsn": category.default_hsn,
        "generic_name": "Painting",
        "net_quantity": "1",
        "net_quantity_unit": "piece",
        "maker_name": seller.legal_name,
        "maker_address": f"Ranti Road, {seller.locality} {seller.pin}",
        "consumer_care_name": "Sunita Devi",
        "consumer_care_phone": "+919876543211",
        "price_from_amount": 125000,
        "submitted_at": None if status == "draft" else now,
        "published_at": now if status in {"published", "unpublished"} else None,
        **kw,
    }
    if values["hsn"] and not GstRate.objects.filter(hsn_prefix=values["hsn"], category=None).exists():
        make_gst_rate(hsn_prefix=values["hsn"])
    product = Product.objects.create(seller=seller, category=category, status=status, **values)
    write_search_columns(product)
    return product


def make_variant(product: Product | None = None, price_amount: int = 125000, stock: int = 10, **kw: Any) -> Variant:
    """A variant with pieces on hand and the movement that brought them; ``price_from`` follows."""
    product = product or make_product()
    values = {"sku": f"SKU-{next(_numbers)}", "mrp_amount": price_amount, "weight_grams": 400, **kw}
    variant = Variant.objects.create(product=product, seller=product.seller, price_amount=price_amount, **values)
    StockLevel.objects.create(variant=variant, on_hand=stock)
    if stock:
        StockMovement.objects.create(
            variant=variant, kind="received", delta=stock, cause="first stock", moved_at=clock.now()
        )
    lowest = min(product.variants.filter(is_active=True).values_list("price_amount", flat=True), default=price_amount)
    Product.objects.filter(pk=product.pk).update(price_from_amount=lowest)
    product.price_from_amount = lowest
    return variant


def make_picture(product: Product, *, position: int | None = None, ready: bool = True) -> ProductImage:
    """A photo of the product, uploaded by somebody of the seller's team."""
    image = make_image(product.seller.members.first().user, ready=ready)
    place = product.pictures.count() if position is None else position
    return ProductImage.objects.create(product=product, image=image, position=place, alt_text="The piece from above")


def make_badge(product: Product, entry: OdopEntry | GiEntry) -> ProductBadge:
    """A badge the product carries, as the rule would have given it."""
    if isinstance(entry, OdopEntry):
        kind, named = "odop", {"odop_entry": entry}
    else:
        kind, named = "gi_registered", {"gi_entry": entry}
    Product.objects.filter(pk=product.pk).update(**named)
    return ProductBadge.objects.create(
        product=product, kind=kind, reason=f"{entry} belongs to its district.", awarded_at=clock.now(), **named
    )
