"""What a seller is and where its application stands: kinds, statuses and the one table of allowed moves."""

from __future__ import annotations

from django.db import models

from common.states import Moves


class SellerKind(models.TextChoices):
    """Who sells; each kind has its own facts and papers (see ``sellers/onboarding/requirements.py``)."""

    ARTISAN = "artisan", "Artisan or weaver"
    SHG = "shg", "Self-help group"
    FPO = "fpo", "Farmer producer organisation"
    COOPERATIVE = "cooperative", "Cooperative society"
    MICRO_ENTERPRISE = "micro_enterprise", "Micro-enterprise"


GROUP_KINDS = frozenset({SellerKind.SHG, SellerKind.FPO, SellerKind.COOPERATIVE})


class SellerStatus(models.TextChoices):
    """Where the application, and later the seller, stands."""

    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Submitted"
    CHANGES_REQUESTED = "changes_requested", "Changes requested"
    APPROVED = "approved", "Approved"
    REJECTED = "rejected", "Rejected"
    SUSPENDED = "suspended", "Suspended"


MOVES: Moves = {
    SellerStatus.DRAFT: frozenset({SellerStatus.SUBMITTED}),
    SellerStatus.SUBMITTED: frozenset({SellerStatus.CHANGES_REQUESTED, SellerStatus.APPROVED, SellerStatus.REJECTED}),
    SellerStatus.CHANGES_REQUESTED: frozenset({SellerStatus.SUBMITTED}),
    SellerStatus.APPROVED: frozenset({SellerStatus.SUSPENDED}),
    SellerStatus.SUSPENDED: frozenset({SellerStatus.APPROVED}),
    SellerStatus.REJECTED: frozenset(),
}

EDITABLE_STATUSES = frozenset({SellerStatus.DRAFT, SellerStatus.CHANGES_REQUESTED})
"""The seller may edit every fact."""

IDENTITY_HOLDING_STATUSES = (SellerStatus.APPROVED, SellerStatus.SUSPENDED)
"""A PAN, GSTIN or bank account belongs to one seller among these; a suspended seller does not free its identity."""

DECIDED_STATUSES = frozenset(
    {SellerStatus.CHANGES_REQUESTED, SellerStatus.APPROVED, SellerStatus.REJECTED, SellerStatus.SUSPENDED}
)
