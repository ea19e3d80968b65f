"""Refusals on the way from draft to shop window."""

from __future__ import annotations

from common.errors import Forbidden, Refusal


class ProductIncomplete(Refusal):
    """Something that a published product must have is missing; ``errors`` names each thing and its remedy."""

    code = "product_incomplete"
    status = 422
    title = "The product is not complete"
    detail = "Add what errors names, then submit again."


class OwnProductReview(Forbidden):
    """Four eyes: nobody decides about a product of a seller to whose team they belong."""

    code = "own_product_review"
    title = "You belong to this seller's team"
    detail = "Leave the decision to another moderator."


class ProductNotUnderReview(Refusal):
    """There is nothing to decide: not submitted, or decided by somebody quicker."""

    code = "product_not_under_review"
    title = "The product is not waiting for a decision"
    detail = "Only submitted products can be decided. Fetch the product again and look at its status and history."


class DecisionReasonMissing(Refusal):
    """A decision that hurts needs a reason."""

    code = "decision_reason_missing"
    status = 422
    title = "A reason is needed"
    detail = "Give a reason of at least 10 characters; the seller reads it."
