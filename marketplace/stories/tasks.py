"""Background work of stories."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from common import outbox
from marketplace.stories.prints import prepare_prints
from marketplace.stories.services import STORY_PUBLISHED


@outbox.handler(STORY_PUBLISHED)
def prepare_story_prints(payload: dict[str, Any]) -> None:
    """Typeset a published story's picture and card before the first visitor asks."""
    prepare_prints(card_id=UUID(payload["card_id"]))
