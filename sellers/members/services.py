"""Joining, changing role in and leaving a seller's team."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from accounts.models import User
from common import audit
from common.errors import NotFound
from sellers.members.errors import AlreadyMember, LastOwnerStays
from sellers.members.models import SellerMember
from sellers.members.rights import MemberRole
from sellers.profiles.models import Seller
from sellers.profiles.services import lock_seller


def add_member(*, seller: Seller, user: User, role: MemberRole, actor: User, now: datetime) -> SellerMember:
    """Put a person into the team; raises :class:`AlreadyMember`."""
    with transaction.atomic():
        lock_seller(seller.pk)
        try:
            with transaction.atomic():
                member = SellerMember.objects.create(seller=seller, user=user, role=role)
        except IntegrityError as error:
            raise AlreadyMember from error
        audit.record(actor=actor, action="sellers.member_added", target=seller, data=_data(member), now=now)
    return member


def change_role(*, seller: Seller, user: User, role: MemberRole, actor: User, now: datetime) -> SellerMember:
    """Give a member another role; raises NotFound for strangers, :class:`LastOwnerStays`."""
    with transaction.atomic():
        member = _locked_member(seller, user)
        if role != MemberRole.OWNER:
            _require_another_owner(member)
        member.role = role
        member.save(update_fields=["role", "updated_at"])
        audit.record(actor=actor, action="sellers.member_role_changed", target=seller, data=_data(member), now=now)
    return member


def remove_member(*, seller: Seller, user: User, actor: User, now: datetime) -> None:
    """Take a person out of the team; raises NotFound for strangers, :class:`LastOwnerStays`."""
    with transaction.atomic():
        member = _locked_member(seller, user)
        _require_another_owner(member)
        audit.record(actor=actor, action="sellers.member_removed", target=seller, data=_data(member), now=now)
        member.delete()


def _locked_member(seller: Seller, user: User) -> SellerMember:
    """The seller's row is the lock of its team, so that two owners cannot leave at once."""
    lock_seller(seller.pk)
    member = SellerMember.objects.filter(seller=seller, user=user).first()
    if member is None:
        raise NotFound
    return member


def _require_another_owner(member: SellerMember) -> None:
    if member.role != MemberRole.OWNER:
        return
    others = SellerMember.objects.filter(seller_id=member.seller_id, role=MemberRole.OWNER).exclude(pk=member.pk)
    if not others.exists():
        raise LastOwnerStays


def _data(member: SellerMember) -> dict[str, str]:
    return {"user": str(member.user_id), "role": member.role}
