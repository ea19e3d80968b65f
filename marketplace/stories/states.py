"""A story is a draft until its seller publishes it, and may be taken back."""

from __future__ import annotations

from django.db import models

from common.states import Moves


class StoryStatus(models.TextChoices):
    """Whether the public may read a story."""

    DRAFT = "draft", "Draft"
    PUBLISHED = "published", "Published"


STORY_MOVES: Moves = {
    StoryStatus.DRAFT: frozenset({StoryStatus.PUBLISHED}),
    StoryStatus.PUBLISHED: frozenset({StoryStatus.DRAFT}),
}


class StoryLanguage(models.TextChoices):
    """Languages in which a story can be written and shown."""

    ENGLISH = "en", "English"
    HINDI = "hi", "हिन्दी"
