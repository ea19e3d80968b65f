"""Refusals of badges."""

from __future__ import annotations

from common.errors import Refusal


class BadgeRefused(Refusal):
    """The registers do not bear the claim out; ``reason`` says why, ``remedy`` what would help."""

    code = "badge_refused"
    status = 422
    title = "The registers do not bear this badge out"
    detail = "Name the register entry that this product is, from its own district of origin."


class RegisterEntryUnknown(Refusal):
    """The claim names an entry that the register of this kind does not have."""

    code = "register_entry_unknown"
    status = 422
    title = "No such register entry"
    detail = "Look the entry up in /api/v1/odop-entries or /api/v1/gi-entries and name its id."
