"""Decisions: approve, request changes, reject, suspend, reinstate."""

from __future__ import annotations

import json
from typing import Any

import pytest
from factories.accounts import make_staff, make_user
from factories.sellers import make_bank_account, make_member, make_seller

from accounts.models import Notice, Role
from common import clock, outbox
from common.errors import InvalidInput, NotFound, StaleEdit
from common.models import AuditEvent, OutboxMessage
from registry.models import PinDistrict
from sellers.models import ChangeRequest, Seller, SellerMove
from sellers.onboarding.errors import ApplicationIncomplete
from sellers.onboarding.services import amend_profile, submit_application
from sellers.profiles.errors import BankAccountInUse, GstinInUse, PanInUse, SellerMoveRefused
from sellers.review.errors import AlreadyDecided, NotUnderReview, OwnApplication, ReasonMissing
from sellers.review.services import (
    ChangeItem,
    approve_seller,
    reinstate_seller,
    reject_seller,
    request_changes,
    suspend_seller,
)

pytestmark = pytest.mark.django_db
REASON = "The name on the PAN card is another one."
ITEMS = [ChangeItem("/pan", "Not readable."), ChangeItem("/documents/bank_proof", "Upload the first page.")]


@pytest.fixture
def reviewer() -> Any:
    return make_staff(Role.REVIEWER, name="Reviewer Rao")


class TestApproveSeller:
    def test_lets_the_seller_sell(self, application: Any, reviewer: Any) -> None:
        owner = make_user()
        seller, now = application("shg", owner=owner), clock.now()
        approve_seller(seller_id=seller.pk, reviewer=reviewer, now=now, note="Seen at the fair.")
        seller.refresh_from_db()
        assert (seller.status, seller.approved_at, seller.decided_at) == ("approved", now, now)
        assert seller.bank_accounts.get().status == "in_force"
        assert list(Seller.objects.live()) == [seller]
        move = SellerMove.objects.get(subject=seller, to_status="approved")
        assert (move.actor, move.reason, move.moved_at) == (reviewer, "Seen at the fair.", now)
        assert AuditEvent.objects.get(action="sellers.approved").actor == reviewer
        notice = Notice.objects.get(template="sellers.approved")
        assert notice.user == owner
        assert "within your own state only" in notice.context_json

    def test_tells_the_other_rooms(self, application: Any, reviewer: Any) -> None:
        seller, now = application(), clock.now()
        approve_seller(seller_id=seller.pk, reviewer=reviewer, now=now)
        message = OutboxMessage.objects.get(topic="sellers.decided")
        assert message.payload == {
            "seller_id": str(seller.pk),
            "status": "approved",
            "decided_at": now.isoformat(),
        }

    def test_sends_the_mail(self, application: Any, reviewer: Any, mailoutbox: Any) -> None:
        seller = application()
        approve_seller(seller_id=seller.pk, reviewer=reviewer, now=clock.now())
        outbox.drain_now()
        assert [mail.subject for mail in mailoutbox][-1] == "Approved: Mithila Mahila Kala may sell"
        assert seller.pan not in mailoutbox[-1].body

    def test_needs_another_pair_of_eyes(self, application: Any, reviewer: Any) -> None:
        seller = application()
        make_member(seller, "accountant", reviewer)
        with pytest.raises(OwnApplication):
            approve_seller(seller_id=seller.pk, reviewer=reviewer, now=clock.now())
        seller.refresh_from_db()
        assert seller.status == "submitted"

    def test_tells_the_second_reviewer_who_decided(self, application: Any, reviewer: Any) -> None:
        seller = application()
        approve_seller(seller_id=seller.pk, reviewer=reviewer, now=clock.now())
        with pytest.raises(AlreadyDecided, match=r"Reviewer Rao decided on .*Approved"):
            reject_seller(seller_id=seller.pk, reviewer=make_staff(Role.REVIEWER), reason=REASON, now=clock.now())
        seller.refresh_from_db()
        assert seller.status == "approved"
        assert OutboxMessage.objects.filter(topic="sellers.decided").count() == 1

    def test_refuses_what_the_reviewer_has_not_seen(self, application: Any, reviewer: Any) -> None:
        seller = application()
        with pytest.raises(StaleEdit):
            approve_seller(seller_id=seller.pk, reviewer=reviewer, now=clock.now(), expected_revision=1)
        seller.refresh_from_db()
        assert seller.status == "submitted"

    def test_checks_the_registers_again(self, application: Any, reviewer: Any) -> None:
        seller = application()
        PinDistrict.objects.all().delete()
        with pytest.raises(ApplicationIncomplete) as caught:
            approve_seller(seller_id=seller.pk, reviewer=reviewer, now=clock.now())
        assert caught.value.errors[0].code == "pin_outside_district"
        seller.refresh_from_db()
        assert seller.status == "submitted"

    @pytest.mark.parametrize(
        ("taken", "refusal"), [("pan", PanInUse), ("gstin", GstinInUse), ("bank", BankAccountInUse)]
    )
    def test_lets_the_database_refuse_a_second_owner(
        self, taken: str, refusal: type[Exception], application: Any, reviewer: Any
    ) -> None:
        """Both applied before either was approved, so only the constraint can tell."""
        seller = application()
        live = make_seller(bank=False)
        if taken == "bank":
            make_bank_account(live, number=seller.bank_accounts.get().number)
        else:
            Seller.objects.filter(pk=live.pk).update(**{f"{taken}_index": "same"})
            Seller.objects.filter(pk=seller.pk).update(**{f"{taken}_index": "same"})
        with pytest.raises(refusal):
            approve_seller(seller_id=seller.pk, reviewer=reviewer, now=clock.now())
        seller.refresh_from_db()
        assert seller.status == "submitted"
        assert seller.bank_accounts.get().status == "proposed"
        assert SellerMove.objects.filter(subject=seller).count() == 1
        assert not OutboxMessage.objects.filter(topic="sellers.decided").exists()

    @pytest.mark.parametrize("status", ["draft", "approved", "rejected", "changes_requested", "suspended"])
    def test_needs_a_submitted_application(self, status: str, reviewer: Any) -> None:
        seller = make_seller(status=status)
        expected = NotFound if status == "draft" else NotUnderReview
        with pytest.raises(expected):
            approve_seller(seller_id=seller.pk, reviewer=reviewer, now=clock.now())
        seller.refresh_from_db()
        assert seller.status == status

    def test_is_not_for_people_without_the_role(self, application: Any) -> None:
        seller = application()
        for stranger in (make_user(), make_staff(Role.MODERATOR)):
            with pytest.raises(NotFound):
                approve_seller(seller_id=seller.pk, reviewer=stranger, now=clock.now())


class TestRequestChanges:
    def test_sends_back_item_by_item(self, application: Any, reviewer: Any) -> None:
        seller = application()
        request_changes(seller_id=seller.pk, reviewer=reviewer, items=ITEMS, now=clock.now())
        seller.refresh_from_db()
        assert seller.status == "changes_requested"
        asked = ChangeRequest.objects.filter(seller=seller).order_by("requested_at", "id")
        assert [(item.pointer, item.note) for item in asked] == [(item.pointer, item.note) for item in ITEMS]
        told = json.loads(Notice.objects.get(template="sellers.changes_requested").context_json)["items"]
        assert told == "• PAN: Not readable.\n• Cancelled cheque or first page of the passbook: Upload the first page."

    def test_lets_the_seller_edit_and_submit_again(self, application: Any, reviewer: Any) -> None:
        owner = make_user()
        seller = application(owner=owner)
        request_changes(seller_id=seller.pk, reviewer=reviewer, items=ITEMS, now=clock.now())
        amend_profile(seller_id=seller.pk, viewer=owner, facts={"story": "We paint."}, now=clock.now())
        submit_application(seller_id=seller.pk, viewer=owner, now=clock.now())
        assert not ChangeRequest.objects.filter(answered_at__isnull=True).exists()
        approve_seller(seller_id=seller.pk, reviewer=reviewer, now=clock.now())
        steps = SellerMove.objects.filter(subject=seller).order_by("moved_at").values_list("to_status", flat=True)
        assert list(steps) == ["submitted", "changes_requested", "submitted", "approved"]

    def test_refuses_items_the_application_does_not_have(self, application: Any, reviewer: Any) -> None:
        seller = application()
        with pytest.raises(InvalidInput) as caught:
            request_changes(seller_id=seller.pk, reviewer=reviewer, items=[ChangeItem("/moon", "?")], now=clock.now())
        assert [(i.pointer, i.code) for i in caught.value.errors] == [("/items/0/pointer", "unknown_item")]
        seller.refresh_from_db()
        assert seller.status == "submitted"
        assert not ChangeRequest.objects.exists()

    def test_needs_at_least_one_item(self, application: Any, reviewer: Any) -> None:
        with pytest.raises(ReasonMissing):
            request_changes(seller_id=application().pk, reviewer=reviewer, items=[], now=clock.now())


class TestRejectSeller:
    def test_refuses_for_good_with_the_reason(self, application: Any, reviewer: Any) -> None:
        seller = application()
        reject_seller(seller_id=seller.pk, reviewer=reviewer, reason=REASON, now=clock.now())
        seller.refresh_from_db()
        assert seller.status == "rejected"
        assert SellerMove.objects.get(subject=seller, to_status="rejected").reason == REASON
        assert REASON in Notice.objects.get(template="sellers.rejected").context_json

    def test_needs_a_reason(self, application: Any, reviewer: Any) -> None:
        seller = application()
        with pytest.raises(ReasonMissing):
            reject_seller(seller_id=seller.pk, reviewer=reviewer, reason="no   ", now=clock.now())
        seller.refresh_from_db()
        assert seller.status == "submitted"


class TestSuspendSeller:
    def test_hides_and_shows_again(self, reviewer: Any) -> None:
        seller = make_seller()
        suspend_seller(seller_id=seller.pk, reviewer=reviewer, reason=REASON, now=clock.now())
        assert not Seller.objects.live().exists()
        reinstate_seller(seller_id=seller.pk, reviewer=reviewer, reason="Cleared by inspection.", now=clock.now())
        assert Seller.objects.live().get() == seller
        sent = [m.payload["status"] for m in OutboxMessage.objects.filter(topic="sellers.decided").order_by("id")]
        assert sent == ["suspended", "approved"]

    def test_only_suspends_approved_sellers(self, application: Any, reviewer: Any) -> None:
        seller = application()
        with pytest.raises(SellerMoveRefused):
            suspend_seller(seller_id=seller.pk, reviewer=reviewer, reason=REASON, now=clock.now())
        with pytest.raises(NotUnderReview):
            reinstate_seller(seller_id=seller.pk, reviewer=reviewer, reason=REASON, now=clock.now())
        seller.refresh_from_db()
        assert seller.status == "submitted"

    def test_needs_another_pair_of_eyes(self, reviewer: Any) -> None:
        seller = make_seller(owner=reviewer)
        with pytest.raises(OwnApplication):
            suspend_seller(seller_id=seller.pk, reviewer=reviewer, reason=REASON, now=clock.now())
