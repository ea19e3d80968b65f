"""Write what a listing says: make a draft, describe it, and guard when it may change."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Min, Q
from django.utils.text import slugify

from common import outbox
from common.errors import InvalidInput, NotFound, Refusal, StaleEdit
from common.ids import short_code
from marketplace.catalogue.errors import ProductIsPublished, ProductIsRejected, ProductUnderReview
from marketplace.catalogue.models import Category, Product
from marketplace.catalogue.services.search_index import write_search_columns
from marketplace.catalogue.states import EDITABLE_STATUSES, ProductStatus
from sellers.models import Seller

PRODUCT_CHANGED = "marketplace.product_changed"
"""Outbox topic ``{"product_id"}``: facts of a listing changed; what is computed from them follows."""

DESCRIBED_FIELDS = frozenset(
    {
        "category", "title", "description", "local_names", "origin_district", "country_of_origin", "hsn",
        "generic_name", "net_quantity", "net_quantity_unit", "maker_name", "maker_address", "packer_name",
        "packer_address", "consumer_care_name", "consumer_care_phone", "consumer_care_email", "shelf_life_days",
    }
)  # fmt: skip
"""What a seller may say of a product. Seller, status, badges and register entries are not among it."""

LOCKED: Mapping[str, type[Refusal]] = {
    ProductStatus.SUBMITTED: ProductUnderReview,
    ProductStatus.PUBLISHED: ProductIsPublished,
    ProductStatus.REJECTED: ProductIsRejected,
}


@transaction.atomic
def draft_product(*, seller: Seller, facts: Mapping[str, Any], now: datetime) -> Product:
    """Make a draft from ``facts`` (keys of DESCRIBED_FIELDS; ``category`` and ``title`` at least).

    What the seller's profile and the category know already is filled in: district, maker,
    consumer-care contact, HSN. Raises InvalidInput for a closed category or district.
    """
    refuse_unfit_facts(facts)
    product = Product(seller=seller, **{**_known_facts(seller, facts["category"]), **facts})
    product.slug = product_slug(product.title)
    product.save()
    write_search_columns(product)
    return product


def _known_facts(seller: Seller, category: Category) -> dict[str, Any]:
    address = [seller.address_line1, seller.address_line2, seller.locality, seller.pin]
    return {
        "origin_district": seller.district,
        "hsn": category.default_hsn,
        "maker_name": seller.legal_name[:150],
        "maker_address": ", ".join(part for part in address if part)[:300],
        "consumer_care_name": seller.grievance_name,
        "consumer_care_phone": seller.grievance_phone,
        "consumer_care_email": seller.grievance_email,
    }


@transaction.atomic
def describe_product(
    *, product_id: UUID, facts: Mapping[str, Any], now: datetime, revision: int | None = None
) -> Product:
    """Change described facts of a listing that is a draft, sent back, or unpublished.

    Raises ProductUnderReview, ProductIsPublished or ProductIsRejected when it may not change, StaleEdit
    when ``revision`` is given and no longer the present one, InvalidInput for a closed category or district.
    """
    product = lock_editable(product_id, revision=revision)
    refuse_unfit_facts(facts)
    for name, value in facts.items():
        setattr(product, name, value)
    touch(product, fields=facts.keys())
    write_search_columns(product)
    announce_change(product)
    return product


def refuse_unfit_facts(facts: Mapping[str, Any]) -> None:
    """Raise ValueError for a fact that nobody may state, InvalidInput for a closed category or district."""
    unknown = set(facts) - DESCRIBED_FIELDS
    if unknown:
        raise ValueError(f"not described facts: {sorted(unknown)}")
    category, district = facts.get("category"), facts.get("origin_district")
    if category is not None and not category.is_active:
        raise InvalidInput("This category is closed. Choose another one.", pointer="/category")
    if district is not None and not district.is_active:
        raise InvalidInput("This district no longer exists. Choose its successor.", pointer="/origin_district")


def product_slug(title: str) -> str:
    """A readable, unguessable last part of the product's address; any script."""
    words = slugify(title, allow_unicode=False)[:120].strip("-")
    return f"{words}-{short_code(8).lower()}" if words else short_code(10).lower()


def lock_product(product_id: UUID) -> Product:
    """The listing under a row lock; raises NotFound. Lock the product before its variants, always."""
    rows = Product.objects.select_for_update(of=("self",)).select_related(
        "seller", "category", "origin_district__state", "odop_entry", "gi_entry"
    )
    product = rows.filter(pk=product_id).first()
    if product is None:
        raise NotFound()
    return product


def lock_editable(product_id: UUID, *, revision: int | None = None) -> Product:
    """The listing under a row lock, if its description may change now; raises what forbids it, or StaleEdit."""
    product = lock_product(product_id)
    if product.status not in EDITABLE_STATUSES:
        raise LOCKED[product.status]()
    if revision is not None and product.revision != revision:
        raise StaleEdit()
    return product


def touch(product: Product, *, fields: Any = ()) -> None:
    """Save ``fields`` of a locked listing and count the revision up."""
    product.revision += 1
    product.save(update_fields=[*fields, "revision", "updated_at"])


def refresh_price_from(product: Product) -> None:
    """Set the lowest price of the active variants on the locked listing (kept when none is active)."""
    active = product.variants.aggregate(lowest=Min("price_amount", filter=Q(is_active=True)))
    product.price_from_amount = active["lowest"] or product.price_from_amount
    touch(product, fields=["price_from_amount"])


def announce_change(product: Product) -> None:
    """Tell, after the commit, whatever is computed from this listing."""
    outbox.enqueue(topic=PRODUCT_CHANGED, payload={"product_id": str(product.pk)}, key=str(product.pk))
