"""Where a listing stands between a seller's first draft and the shop window, and which moves exist."""

from __future__ import annotations

from django.db import models

from common.states import Moves


class ProductStatus(models.TextChoices):
    """The life of a listing."""

    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Waiting for review"
    CHANGES_REQUESTED = "changes_requested", "Changes requested"
    PUBLISHED = "published", "Published"
    REJECTED = "rejected", "Rejected"
    UNPUBLISHED = "unpublished", "Taken down by the seller"


PRODUCT_MOVES: Moves = {
    ProductStatus.DRAFT: frozenset({ProductStatus.SUBMITTED}),
    ProductStatus.SUBMITTED: frozenset(
        {ProductStatus.PUBLISHED, ProductStatus.CHANGES_REQUESTED, ProductStatus.REJECTED, ProductStatus.DRAFT}
    ),
    ProductStatus.CHANGES_REQUESTED: frozenset({ProductStatus.SUBMITTED}),
    ProductStatus.PUBLISHED: frozenset({ProductStatus.UNPUBLISHED}),
    ProductStatus.UNPUBLISHED: frozenset({ProductStatus.SUBMITTED}),
}

EDITABLE_STATUSES = frozenset({ProductStatus.DRAFT, ProductStatus.CHANGES_REQUESTED, ProductStatus.UNPUBLISHED})
"""Statuses in which the described fields, variants and pictures of a listing may change."""
