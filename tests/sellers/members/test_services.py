"""Teams: joining, roles, leaving, and the table of rights."""

from __future__ import annotations

from threading import Barrier, Thread

import pytest
from django.db import connection
from factories.accounts import make_user
from factories.sellers import make_member, make_seller

from common import clock
from common.errors import NotFound, Refusal
from common.models import AuditEvent
from sellers.members.errors import AlreadyMember, LastOwnerStays, MemberRightMissing
from sellers.members.rights import RIGHTS, MemberRole, Right
from sellers.members.selectors import require_member_right, sellers_with_right
from sellers.members.services import add_member, change_role, remove_member
from sellers.models import SellerMember

pytestmark = pytest.mark.django_db


class TestAddMember:
    def test_puts_a_person_into_the_team_once(self) -> None:
        seller, user = make_seller(), make_user()
        owner = seller.members.get().user
        add_member(seller=seller, user=user, role=MemberRole.PACKER, actor=owner, now=clock.now())
        with pytest.raises(AlreadyMember):
            add_member(seller=seller, user=user, role=MemberRole.OWNER, actor=owner, now=clock.now())
        assert seller.members.get(user=user).role == "packer"
        assert AuditEvent.objects.filter(action="sellers.member_added").count() == 1


class TestChangeRole:
    def test_lets_owners_step_down_only_beside_another(self) -> None:
        seller = make_seller()
        owner = seller.members.get().user
        with pytest.raises(LastOwnerStays):
            change_role(seller=seller, user=owner, role=MemberRole.PACKER, actor=owner, now=clock.now())
        heir = make_member(seller, "manager")
        change_role(seller=seller, user=heir, role=MemberRole.OWNER, actor=owner, now=clock.now())
        change_role(seller=seller, user=owner, role=MemberRole.PACKER, actor=heir, now=clock.now())
        assert {member.user: member.role for member in seller.members.all()} == {heir: "owner", owner: "packer"}

    def test_is_not_there_for_strangers(self) -> None:
        seller = make_seller()
        with pytest.raises(NotFound):
            change_role(seller=seller, user=make_user(), role=MemberRole.OWNER, actor=make_user(), now=clock.now())


class TestRemoveMember:
    def test_keeps_the_last_owner(self) -> None:
        seller = make_seller()
        owner, packer = seller.members.get().user, make_member(seller, "packer")
        remove_member(seller=seller, user=packer, actor=owner, now=clock.now())
        with pytest.raises(LastOwnerStays):
            remove_member(seller=seller, user=owner, actor=owner, now=clock.now())
        assert [member.user for member in seller.members.all()] == [owner]

    @pytest.mark.django_db(transaction=True)
    def test_two_owners_leaving_at_once_leave_one(self) -> None:
        seller = make_seller()
        owners = [seller.members.get().user, make_member(seller, "owner")]
        barrier, outcomes = Barrier(2), []

        def leave(at: int) -> None:
            try:
                barrier.wait(timeout=10)
                remove_member(seller=seller, user=owners[at], actor=owners[at], now=clock.now())
                outcomes.append("left")
            except Refusal as refusal:
                outcomes.append(refusal.code)
            finally:
                connection.close()

        threads = [Thread(target=leave, args=(at,)) for at in (0, 1)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=30)
        assert sorted(outcomes) == ["last_owner_stays", "left"]
        assert SellerMember.objects.filter(seller=seller, role="owner").count() == 1


class TestRequireMemberRight:
    @pytest.mark.parametrize("role", list(MemberRole))
    def test_follows_the_table(self, role: MemberRole) -> None:
        seller = make_seller()
        user = make_member(seller, role)
        for right in Right:
            if right in RIGHTS[role]:
                require_member_right(user, seller, right)
                assert list(sellers_with_right(user, right)) == [seller]
            else:
                with pytest.raises(MemberRightMissing):
                    require_member_right(user, seller, right)
                assert not sellers_with_right(user, right).exists()

    def test_hides_the_seller_from_strangers(self) -> None:
        with pytest.raises(NotFound):
            require_member_right(make_user(), make_seller(), Right.SEE_PROFILE)

    def test_packers_see_no_money_and_accountants_ship_nothing(self) -> None:
        assert not {Right.SEE_MONEY, Right.SEE_DOCUMENTS, Right.MANAGE_LISTINGS} & RIGHTS[MemberRole.PACKER]
        assert not {Right.FULFIL_ORDERS, Right.EDIT_BANK, Right.EDIT_PROFILE} & RIGHTS[MemberRole.ACCOUNTANT]
