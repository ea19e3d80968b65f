"""Re-exports the models of the marketplace's capabilities, as Django expects of an app."""

from marketplace.badges.models import ProductBadge
from marketplace.badges.states import BadgeKind
from marketplace.catalogue.models import (
    Category,
    GstRate,
    Product,
    ProductImage,
    ProductMove,
    QuantityUnit,
    SearchWord,
    Variant,
)
from marketplace.stock.models import Reservation, StockLevel, StockMovement
from marketplace.stories.models import StoryCard, StoryMove, StoryText

__all__ = [
    "BadgeKind",
    "Category",
    "GstRate",
    "Product",
    "ProductBadge",
    "ProductImage",
    "ProductMove",
    "QuantityUnit",
    "Reservation",
    "SearchWord",
    "StockLevel",
    "StockMovement",
    "StoryCard",
    "StoryMove",
    "StoryText",
    "Variant",
]
