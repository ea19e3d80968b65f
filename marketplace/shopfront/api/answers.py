"""What buyers are told about products: shapes for the schema, and functions that build them quickly."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from common.api.fields import MoneyField
from common.money import Money
from marketplace.badges.models import ProductBadge
from marketplace.badges.states import BadgeKind
from marketplace.catalogue.api.answers import OriginAnswer
from marketplace.catalogue.models import Product, ProductImage, Variant
from media.images.selectors import image_urls
from registry.models import District
from sellers.models import Seller

SHOWN_PIECES = 10
"""A product page says how many pieces are left only below this number."""


class PublicPictureAnswer(serializers.Serializer[Any]):
    """A picture: what it shows, its colour while it loads, its renditions by width."""

    alt_text = serializers.CharField()
    dominant_color = serializers.CharField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    urls = serializers.DictField(child=serializers.URLField())


class BadgeTagAnswer(serializers.Serializer[Any]):
    """A badge in a list."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=BadgeKind.choices)
    name = serializers.CharField()


class BadgeEvidenceAnswer(BadgeTagAnswer):
    """A badge with the register entry that proves it, why, and since when."""

    entry = serializers.UUIDField()
    entry_name = serializers.CharField()
    reason = serializers.CharField()
    awarded_at = serializers.DateTimeField()


class MakerTagAnswer(serializers.Serializer[Any]):
    """Who sells it."""

    id = serializers.UUIDField()
    slug = serializers.CharField()
    display_name = serializers.CharField()
    kind = serializers.CharField()
    is_women_led = serializers.BooleanField()


class CategoryTagAnswer(serializers.Serializer[Any]):
    """The category, with the slugs above it."""

    slug = serializers.CharField()
    name = serializers.CharField()
    path = serializers.CharField()


class ProductSummaryAnswer(serializers.Serializer[Any]):
    """A product in a list."""

    id = serializers.UUIDField()
    slug = serializers.CharField()
    title = serializers.CharField()
    price_from = MoneyField()
    in_stock = serializers.BooleanField()
    category = CategoryTagAnswer()
    origin = OriginAnswer()
    seller = MakerTagAnswer()
    badges = BadgeTagAnswer(many=True)
    picture = PublicPictureAnswer(allow_null=True)


class PublicVariantAnswer(serializers.Serializer[Any]):
    """A variant on sale; ``pieces_left`` only when few are."""

    id = serializers.UUIDField()
    sku = serializers.CharField()
    title = serializers.CharField()
    price = MoneyField()
    mrp = MoneyField()
    weight_grams = serializers.IntegerField()
    in_stock = serializers.BooleanField()
    pieces_left = serializers.IntegerField(allow_null=True)


class QuantityAnswer(serializers.Serializer[Any]):
    """A declared net quantity."""

    value = serializers.CharField()
    unit = serializers.CharField()


class ContactAnswer(serializers.Serializer[Any]):
    """Whom a consumer can turn to."""

    name = serializers.CharField()
    phone = serializers.CharField()
    email = serializers.CharField()


class NameAndAddressAnswer(serializers.Serializer[Any]):
    """Name and address of a maker or packer."""

    name = serializers.CharField()
    address = serializers.CharField()


class DeclarationsAnswer(serializers.Serializer[Any]):
    """What the Legal Metrology (Packaged Commodities) Rules 2011, rule 6(10), want shown before a sale online."""

    generic_name = serializers.CharField()
    net_quantity = QuantityAnswer(allow_null=True)
    country_of_origin = serializers.CharField()
    maker = NameAndAddressAnswer()
    packer = NameAndAddressAnswer(allow_null=True)
    consumer_care = ContactAnswer()
    hsn = serializers.CharField()
    shelf_life_days = serializers.IntegerField(allow_null=True)


class ProductPageAnswer(serializers.Serializer[Any]):
    """A product page."""

    id = serializers.UUIDField()
    slug = serializers.CharField()
    title = serializers.CharField()
    description = serializers.CharField()
    local_names = serializers.ListField(child=serializers.CharField())
    price_from = MoneyField()
    in_stock = serializers.BooleanField()
    published_at = serializers.DateTimeField()
    category = CategoryTagAnswer()
    origin = OriginAnswer()
    seller = MakerTagAnswer()
    badges = BadgeEvidenceAnswer(many=True)
    pictures = PublicPictureAnswer(many=True)
    variants = PublicVariantAnswer(many=True)
    declarations = DeclarationsAnswer()


def product_summary(product: Any) -> dict[str, Any]:
    """A row of ``public_products`` as ProductSummaryAnswer describes it."""
    return {
        **_head(product),
        "in_stock": product.in_stock,
        "badges": [
            {"id": tag["id"], "kind": tag["kind"], "name": BadgeKind(tag["kind"]).label} for tag in product.badge_list
        ],
        "picture": _picture(product.covers[0]) if product.covers else None,
    }


def product_page(product: Product) -> dict[str, Any]:
    """A product of ``public_product`` as ProductPageAnswer describes it."""
    variants = [_variant(variant) for variant in product.variants.all()]
    return {
        **_head(product),
        "description": product.description,
        "local_names": product.local_names,
        "in_stock": any(variant["in_stock"] for variant in variants),
        "published_at": product.published_at,
        "badges": [_badge(badge) for badge in product.badges.all()],
        "pictures": [_picture(picture) for picture in product.pictures.all()],
        "variants": variants,
        "declarations": _declarations(product),
    }


def _head(product: Product) -> dict[str, Any]:
    assert product.origin_district is not None  # a CHECK of the table holds both for published products
    assert product.price_from_amount is not None
    category = product.category
    return {
        "id": product.pk,
        "slug": product.slug,
        "title": product.title,
        "price_from": Money(product.price_from_amount, product.currency).as_json(),
        "category": {"slug": category.slug, "name": category.name, "path": category.path},
        "origin": origin(product.origin_district),
        "seller": _seller(product.seller),
    }


def origin(district: District) -> dict[str, Any]:
    """A district with its state."""
    state = district.state
    return {
        "id": district.pk,
        "name": district.name,
        "lgd_code": district.lgd_code,
        "state": {"id": state.pk, "name": state.name, "lgd_code": state.lgd_code},
    }


def _seller(seller: Seller) -> dict[str, Any]:
    return {
        "id": seller.pk,
        "slug": seller.slug,
        "display_name": seller.display_name,
        "kind": seller.kind,
        "is_women_led": seller.is_women_led,
    }


def _picture(picture: ProductImage) -> dict[str, Any]:
    image = picture.image
    return {
        "alt_text": picture.alt_text,
        "dominant_color": image.dominant_color,
        "width": image.width,
        "height": image.height,
        "urls": image_urls(image),
    }


def _variant(variant: Variant) -> dict[str, Any]:
    level = getattr(variant, "stock_level", None)
    free = level.available if level is not None else 0
    return {
        "id": variant.pk,
        "sku": variant.sku,
        "title": variant.title,
        "price": Money(variant.price_amount, variant.currency).as_json(),
        "mrp": Money(variant.mrp_amount, variant.currency).as_json(),
        "weight_grams": variant.weight_grams,
        "in_stock": free > 0,
        "pieces_left": free if free < SHOWN_PIECES else None,
    }


def _badge(badge: ProductBadge) -> dict[str, Any]:
    return {
        "id": badge.pk,
        "kind": badge.kind,
        "name": badge.get_kind_display(),
        "entry": badge.entry.pk,
        "entry_name": str(badge.entry),
        "reason": badge.reason,
        "awarded_at": badge.awarded_at,
    }


def _declarations(product: Product) -> dict[str, Any]:
    quantity, unit = product.net_quantity, product.net_quantity_unit
    packer = {"name": product.packer_name, "address": product.packer_address}
    return {
        "generic_name": product.generic_name,
        "net_quantity": {"value": f"{quantity.normalize():f}", "unit": unit} if quantity is not None else None,
        "country_of_origin": product.country_of_origin,
        "maker": {"name": product.maker_name, "address": product.maker_address},
        "packer": packer if product.packer_name else None,
        "consumer_care": {
            "name": product.consumer_care_name,
            "phone": product.consumer_care_phone,
            "email": product.consumer_care_email,
        },
        "hsn": product.hsn,
        "shelf_life_days": product.shelf_life_days,
    }
