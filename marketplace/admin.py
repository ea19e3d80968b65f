"""Table of contents of this room's staff screens."""

from marketplace.stories.admin import StoryCardAdmin

__all__ = ["StoryCardAdmin"]
