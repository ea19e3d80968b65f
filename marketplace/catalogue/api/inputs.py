"""What a seller may send about a product. Seller, status, badges and register entries are not among it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from rest_framework import serializers

from common.api.fields import RELATED_MESSAGES, CleanCharField, MoneyField, PhoneField, StrictIntegerField
from common.api.serializers import StrictSerializer
from marketplace.catalogue.models import MAX_PRICE_AMOUNT, Category, QuantityUnit, hsn_validator
from marketplace.catalogue.states import ProductStatus
from registry.models import District


class EmptyablePhone(PhoneField):
    """A phone number, or empty text to take it back."""

    def to_internal_value(self, data: Any) -> str:
        """Empty stays empty."""
        return "" if data == "" else super().to_internal_value(data)


class CountryField(serializers.CharField):
    """A country by its two-letter code (ISO 3166-1 alpha-2)."""

    default_error_messages = {"country": "Give the country as two letters, for example IN."}

    def to_internal_value(self, data: Any) -> str:
        """Upper-case it; anything but two Latin letters is refused."""
        code = super().to_internal_value(data).upper()
        if len(code) != 2 or not (code.isascii() and code.isalpha()):
            self.fail("country")
        return code


def _text(length: int, **kwargs: Any) -> CleanCharField:
    return CleanCharField(required=False, allow_blank=True, max_length=length, **kwargs)


def _category(**kwargs: Any) -> serializers.SlugRelatedField[Category]:
    return serializers.SlugRelatedField(
        queryset=Category.objects.all(), slug_field="slug", error_messages=RELATED_MESSAGES, **kwargs
    )


class ProductFactsInput(StrictSerializer):
    """Facts to change; what is left out stays as it is."""

    category = _category(required=False)
    title = CleanCharField(max_length=150, min_length=3, required=False)
    description = _text(5000, multiline=True)
    local_names = serializers.ListField(child=CleanCharField(max_length=80), max_length=10, required=False)
    origin_district = serializers.PrimaryKeyRelatedField(
        queryset=District.objects.select_related("state"),
        required=False,
        error_messages=RELATED_MESSAGES,
        pk_field=serializers.UUIDField(),
    )
    country_of_origin = CountryField(required=False)
    hsn = serializers.CharField(required=False, allow_blank=True, validators=[hsn_validator])
    generic_name = _text(100)
    net_quantity = serializers.DecimalField(
        max_digits=10, decimal_places=3, min_value=Decimal("0.001"), required=False, allow_null=True
    )
    net_quantity_unit = serializers.ChoiceField(choices=QuantityUnit.choices, required=False, allow_blank=True)
    maker_name = _text(150)
    maker_address = _text(300)
    packer_name = _text(150)
    packer_address = _text(300)
    consumer_care_name = _text(150)
    consumer_care_phone = EmptyablePhone(required=False, allow_blank=True, max_length=30)
    consumer_care_email = serializers.EmailField(required=False, allow_blank=True, max_length=254)
    shelf_life_days = StrictIntegerField(min_value=1, max_value=3650, required=False, allow_null=True)


class ProductDraftInput(ProductFactsInput):
    """A new draft: whose it is, its category and its title at least."""

    seller = serializers.UUIDField()
    category = _category()
    title = CleanCharField(max_length=150, min_length=3)


class VariantFactsInput(StrictSerializer):
    """Fields of a variant to change; prices include tax."""

    sku = CleanCharField(max_length=40, required=False)
    title = _text(100)
    price = MoneyField(min_amount=1, max_amount=MAX_PRICE_AMOUNT, required=False)
    mrp = MoneyField(min_amount=1, max_amount=MAX_PRICE_AMOUNT, required=False)
    weight_grams = StrictIntegerField(min_value=1, max_value=500_000, required=False)
    is_active = serializers.BooleanField(required=False)


class VariantInput(StrictSerializer):
    """A new variant; without a SKU it gets one, without an MRP the price is the MRP."""

    sku = _text(40)
    title = _text(100)
    price = MoneyField(min_amount=1, max_amount=MAX_PRICE_AMOUNT)
    mrp = MoneyField(min_amount=1, max_amount=MAX_PRICE_AMOUNT, required=False)
    weight_grams = StrictIntegerField(min_value=1, max_value=500_000)


class PictureInput(StrictSerializer):
    """An uploaded image to show on the product; position 0 is the cover."""

    image = serializers.UUIDField()
    alt_text = CleanCharField(max_length=200, help_text="What the picture shows, for people who cannot see it.")
    position = StrictIntegerField(min_value=0, max_value=11, required=False)


class OwnProductsQuery(serializers.Serializer[Any]):
    """Filters of one's own products."""

    status = serializers.ChoiceField(choices=ProductStatus.choices, required=False)
    seller = serializers.UUIDField(required=False)
