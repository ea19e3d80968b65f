"""Refusals at the review desk."""

from __future__ import annotations

from common.errors import Forbidden, Refusal


class OwnApplication(Forbidden):
    """Four eyes: nobody decides about a seller to whose team they belong."""

    code = "own_application"
    title = "You belong to this seller's team"
    detail = "Leave the decision to another reviewer."


class AlreadyDecided(Refusal):
    """Somebody else was quicker."""

    code = "already_decided"
    title = "The application has been decided already"
    detail = "Fetch the application again to see the decision."


class NotUnderReview(Refusal):
    """There is nothing to decide."""

    code = "not_under_review"
    title = "The application is not waiting for a decision"
    detail = "Only submitted applications can be decided. Fetch the application again and look at its status."


class ReasonMissing(Refusal):
    """A decision that hurts needs a reason."""

    code = "reason_missing"
    status = 422
    title = "A reason is needed"
    detail = "Give a reason of at least 10 characters; the seller reads it."


class UnknownItem(Refusal):
    """A change was asked for something the application does not have."""

    code = "unknown_item"
    status = 422
    title = "The application has no such item"
    detail = "Use the pointer of a fact, a paper or the bank account: /pan, /documents/pan_card, /bank_account/ifsc."


class NothingToReveal(Refusal):
    """The seller has not stated this identifier."""

    code = "nothing_to_reveal"
    title = "The identifier is empty"
    detail = "The seller has not stated it."


class OverrideNotNeeded(Refusal):
    """A registered seller ships everywhere."""

    code = "override_not_needed"
    title = "The seller is registered for GST"
    detail = "A seller with a GSTIN ships to all states; there is nothing to override."
