"""Table of contents of this room's staff screens."""

from marketplace.catalogue.admin import CategoryAdmin, GstRateAdmin
from marketplace.moderation.admin import ProductAdmin
from marketplace.stock.admin import ReservationAdmin, StockLevelAdmin, StockMovementAdmin
from marketplace.stories.admin import StoryCardAdmin

__all__ = [
    "CategoryAdmin",
    "GstRateAdmin",
    "ProductAdmin",
    "ReservationAdmin",
    "StockLevelAdmin",
    "StockMovementAdmin",
    "StoryCardAdmin",
]
