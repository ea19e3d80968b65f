"""What a buyer may ask of the list."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from common.api.fields import CleanCharField
from marketplace.badges.states import BadgeKind
from marketplace.catalogue.models import MAX_PRICE_AMOUNT
from marketplace.catalogue.spelling import fold_words
from marketplace.shopfront.selectors import ORDERINGS, ProductFilters


class BadgeKindsField(serializers.CharField):
    """One kind of badge, or several with commas between: products that carry all of them."""

    default_error_messages = {"kind": "Known badges: {known}."}

    def to_internal_value(self, data: Any) -> Any:
        """Split and check each kind."""
        kinds = sorted(set(super().to_internal_value(data).split(",")))
        if not set(kinds) <= set(BadgeKind.values):
            self.fail("kind", known=", ".join(BadgeKind.values))
        return kinds


class ProductsQuery(serializers.Serializer[Any]):
    """Filters and order of the list."""

    q = CleanCharField(required=False, max_length=100, help_text="Words of the product, its place or its maker.")
    state = serializers.UUIDField(required=False)
    district = serializers.UUIDField(required=False)
    category = serializers.SlugField(required=False, max_length=60, help_text="A category with all below it.")
    badge = BadgeKindsField(required=False, max_length=60, help_text="odop, gi_registered, or both with a comma.")
    price_min = serializers.IntegerField(required=False, min_value=0, max_value=MAX_PRICE_AMOUNT, help_text="Paise.")
    price_max = serializers.IntegerField(required=False, min_value=0, max_value=MAX_PRICE_AMOUNT, help_text="Paise.")
    seller = serializers.SlugField(required=False, max_length=80, help_text="The seller's slug or id.")
    in_stock = serializers.BooleanField(required=False, allow_null=True, default=None)
    sort = serializers.ChoiceField(choices=list(ORDERINGS), required=False)

    def validate_q(self, value: str) -> str:
        """Something must be left to search for."""
        if not fold_words(value):
            raise serializers.ValidationError("Search for a word with at least one letter or digit.")
        return value

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Relevance needs words; the price range must not be upside down."""
        if attrs.get("sort") == "relevance" and "q" not in attrs:
            raise serializers.ValidationError({"sort": ["Relevance needs words to search for: send q too."]})
        low, high = attrs.get("price_min"), attrs.get("price_max")
        if low is not None and high is not None and low > high:
            raise serializers.ValidationError({"price_min": ["price_min must not be above price_max."]})
        return attrs


def read_filters(values: dict[str, Any]) -> tuple[ProductFilters, tuple[str, ...]]:
    """The filters, and the columns to order by: as asked, else by relevance of a search, else the newest first."""
    given = dict(values)
    sort = given.pop("sort", "relevance" if "q" in given else "newest")
    return ProductFilters(**given), ORDERINGS[sort]
