"""Refusals of stories."""

from __future__ import annotations

from common.errors import Refusal


class StoryIncomplete(Refusal):
    """A story that lacks what the public must be told cannot be published."""

    code = "story_incomplete"
    status = 422
    title = "The story is not complete"
    detail = "Fill in the fields named in errors, or save the story as a draft."


class StoryUnprintable(Refusal):
    """The texts hold characters that no font of the card can draw."""

    code = "story_unprintable"
    status = 422
    title = "The story holds characters that cannot be printed"
    detail = "Remove or replace the characters named in errors."
