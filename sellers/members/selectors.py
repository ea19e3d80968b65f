"""Whose seller is whose: every seller-side door goes through these, so another tenant's seller is not found."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from accounts.models import User
from common.errors import NotFound
from sellers.members.errors import MemberRightMissing
from sellers.members.models import SellerMember
from sellers.members.rights import RIGHTS, MemberRole, Right
from sellers.profiles.models import Seller, SellerQuerySet


def sellers_of(user: User) -> SellerQuerySet:
    """Sellers in whose team the user is, newest first, with place."""
    return Seller.objects.filter(members__user=user).with_place().order_by("-created_at", "-id")


def seller_for(user: User, seller_id: UUID) -> Seller:
    """The seller when the user is in its team; raises NotFound otherwise, as if it did not exist."""
    seller = sellers_of(user).filter(pk=seller_id).first()
    if seller is None:
        raise NotFound
    return seller


def role_in(user: User, seller: Seller) -> str | None:
    """The user's role in the seller's team, or None."""
    return SellerMember.objects.filter(seller=seller, user=user).values_list("role", flat=True).first()


def is_member(user: User, seller: Seller) -> bool:
    """Whether the user is in the seller's team, in any role."""
    return role_in(user, seller) is not None


def require_member_right(user: User, seller: Seller, right: Right) -> None:
    """Raise NotFound for strangers and :class:`MemberRightMissing` for members whose role lacks the right."""
    role = role_in(user, seller)
    if role is None:
        raise NotFound
    if right not in RIGHTS[role]:
        raise MemberRightMissing(role=role, right=str(right))


def sellers_with_right(user: User, right: Right) -> SellerQuerySet:
    """Sellers in whose team the user holds a role with this right."""
    roles = [role for role, rights in RIGHTS.items() if right in rights]
    return Seller.objects.filter(members__user=user, members__role__in=roles).order_by("-created_at", "-id")


def members_of(seller: Seller) -> QuerySet[SellerMember]:
    """The team with its people, in order of joining."""
    return SellerMember.objects.filter(seller=seller).select_related("user").order_by("created_at", "id")


def member_users(seller: Seller) -> QuerySet[User]:
    """Everyone in the team."""
    return User.objects.filter(seller_memberships__seller=seller).order_by("id")


def users_to_tell(seller: Seller) -> QuerySet[User]:
    """Owners and managers: who is told about the application and its decisions."""
    roles = (MemberRole.OWNER, MemberRole.MANAGER)
    return member_users(seller).filter(seller_memberships__role__in=roles).distinct()
