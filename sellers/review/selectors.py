"""What a reviewer may see: submitted and decided applications of the reviewer's states, drafts never."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Prefetch

from accounts.models import Role, User
from accounts.roles.selectors import standing_grants
from common.errors import NotFound
from sellers.documents.models import SellerDocument
from sellers.members.selectors import is_member
from sellers.onboarding.models import ChangeRequest
from sellers.profiles.models import Seller, SellerMove, SellerQuerySet
from sellers.profiles.states import SellerStatus


def applications_for(reviewer: User) -> SellerQuerySet:
    """Applications that were ever submitted, of the states for which the user is a reviewer, longest waiting first.

    Nobody without the role sees any; a superuser sees all. One query for the roles.
    """
    seen = Seller.objects.exclude(status=SellerStatus.DRAFT).with_place().order_by("submitted_at", "id")
    if reviewer.is_superuser:
        return seen
    grants = standing_grants(reviewer).filter(role=Role.REVIEWER)
    states = set(grants.values_list("state_id", flat=True))
    if not states:
        return seen.none()
    return seen if None in states else seen.filter(state_id__in=states)


def application_for(reviewer: User, seller_id: UUID) -> Seller:
    """One application with bank accounts, current papers and history; raises NotFound outside the reviewer's states."""
    seller = (
        applications_for(reviewer)
        .prefetch_related(
            "bank_accounts",
            Prefetch("documents", SellerDocument.objects.select_related("document").order_by("kind", "-added_at")),
            Prefetch("moves", SellerMove.objects.select_related("actor").order_by("moved_at", "id")),
            Prefetch("change_requests", ChangeRequest.objects.order_by("requested_at", "id")),
        )
        .filter(pk=seller_id)
        .first()
    )
    if seller is None:
        raise NotFound
    return seller


def may_decide(reviewer: User, seller: Seller) -> bool:
    """Four eyes: a member of the seller's team may read along but not decide."""
    return not is_member(reviewer, seller)


def last_decision(seller: Seller) -> SellerMove | None:
    """The latest step that a reviewer took."""
    decided = [SellerStatus.APPROVED, SellerStatus.REJECTED, SellerStatus.CHANGES_REQUESTED]
    moves = SellerMove.objects.filter(subject=seller, to_status__in=decided)
    return moves.select_related("actor").order_by("-moved_at", "-id").first()
