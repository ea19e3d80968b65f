"""Table of contents of this room's background work."""

from marketplace.badges.tasks import (
    follow_product_change,
    follow_recent_register_changes,
    follow_register_change,
    reevaluate_badges,
    sweep_badges,
)
from marketplace.catalogue.tasks import follow_renames, refresh_search_words
from marketplace.stock.tasks import release_expired_holds
from marketplace.stories.tasks import prepare_story_prints

__all__ = [
    "follow_product_change",
    "follow_recent_register_changes",
    "follow_register_change",
    "follow_renames",
    "prepare_story_prints",
    "reevaluate_badges",
    "refresh_search_words",
    "release_expired_holds",
    "sweep_badges",
]
