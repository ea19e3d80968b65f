"""What sellers are told about their own listings, and everybody about categories."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import inline_serializer
from rest_framework import serializers

from common.api.fields import MoneyField
from marketplace.catalogue.models import Category, Product, ProductImage, ProductMove, QuantityUnit, Variant
from marketplace.catalogue.states import ProductStatus
from media.images.selectors import image_urls
from media.images.states import ImageStatus
from registry.models import District, State


class CategoryAnswer(serializers.Serializer[Category]):
    """A category; ``path`` holds the slugs from the root."""

    slug = serializers.CharField()
    name = serializers.CharField()
    parent_slug = serializers.CharField(source="parent.slug", default=None, allow_null=True)
    path = serializers.CharField()
    default_hsn = serializers.CharField()
    is_food = serializers.BooleanField()


CATEGORY_TREE = inline_serializer(name="CategoryTree", fields={"data": CategoryAnswer(many=True)})


class OriginStateAnswer(serializers.Serializer[State]):
    """The state of the district of origin."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    lgd_code = serializers.IntegerField()


class OriginAnswer(serializers.Serializer[District]):
    """The district of origin with its state."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    lgd_code = serializers.IntegerField()
    state = OriginStateAnswer()


class OwnStockAnswer(serializers.Serializer[Any]):
    """Pieces of a variant: on hand, of these held for buyers, and free."""

    on_hand = serializers.IntegerField()
    reserved = serializers.IntegerField()
    available = serializers.IntegerField()


class OwnVariantAnswer(serializers.Serializer[Variant]):
    """A variant as its seller sees it."""

    id = serializers.UUIDField()
    sku = serializers.CharField()
    title = serializers.CharField()
    price = MoneyField(source="price_amount")
    mrp = MoneyField(source="mrp_amount")
    weight_grams = serializers.IntegerField()
    is_active = serializers.BooleanField()
    stock = OwnStockAnswer(source="stock_level", allow_null=True, default=None)


class PictureAnswer(serializers.Serializer[ProductImage]):
    """A picture with the addresses of its renditions, empty until it is ready."""

    id = serializers.UUIDField()
    image = serializers.UUIDField(source="image_id")
    status = serializers.ChoiceField(source="image.status", choices=ImageStatus.choices)
    position = serializers.IntegerField()
    alt_text = serializers.CharField()
    urls = serializers.SerializerMethodField()

    def get_urls(self, row: ProductImage) -> dict[str, str]:
        """Addresses by width: 320, 800, 1600."""
        return image_urls(row.image)


class ProductMoveAnswer(serializers.Serializer[ProductMove]):
    """One step in the life of the listing, with the moderator's reason."""

    from_status = serializers.CharField()
    to_status = serializers.CharField()
    reason = serializers.CharField()
    moved_at = serializers.DateTimeField()


class NamedEntryAnswer(serializers.Serializer[object]):
    """A register entry by id and name."""

    id = serializers.UUIDField()
    name = serializers.SerializerMethodField()

    def get_name(self, row: object) -> str:
        """The product's or the indication's name in the register."""
        return str(row)


class OwnProductSummaryAnswer(serializers.Serializer[Product]):
    """One's own listing in a list."""

    id = serializers.UUIDField()
    seller = serializers.UUIDField(source="seller_id")
    status = serializers.ChoiceField(choices=ProductStatus.choices)
    title = serializers.CharField()
    slug = serializers.CharField()
    category = serializers.CharField(source="category.slug")
    price_from = MoneyField(source="price_from_amount", allow_null=True)
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class OwnProductAnswer(OwnProductSummaryAnswer):
    """One's own listing whole."""

    description = serializers.CharField()
    local_names = serializers.ListField(child=serializers.CharField())
    origin_district = OriginAnswer(allow_null=True)
    odop_entry = NamedEntryAnswer(allow_null=True)
    gi_entry = NamedEntryAnswer(allow_null=True)
    country_of_origin = serializers.CharField()
    hsn = serializers.CharField()
    generic_name = serializers.CharField()
    net_quantity = serializers.DecimalField(max_digits=10, decimal_places=3, allow_null=True)
    net_quantity_unit = serializers.ChoiceField(choices=[("", ""), *QuantityUnit.choices])
    maker_name = serializers.CharField()
    maker_address = serializers.CharField()
    packer_name = serializers.CharField()
    packer_address = serializers.CharField()
    consumer_care_name = serializers.CharField()
    consumer_care_phone = serializers.CharField()
    consumer_care_email = serializers.CharField()
    shelf_life_days = serializers.IntegerField(allow_null=True)
    submitted_at = serializers.DateTimeField(allow_null=True)
    published_at = serializers.DateTimeField(allow_null=True)
    badges = serializers.SerializerMethodField()
    variants = OwnVariantAnswer(many=True)
    pictures = PictureAnswer(many=True)
    moves = ProductMoveAnswer(many=True)

    def get_badges(self, row: Product) -> list[str]:
        """Kinds of badges that the product carries now."""
        return sorted(badge.kind for badge in row.badges.all() if badge.ended_at is None)
