"""Starting and amending an application."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from factories.accounts import make_user
from factories.registry import make_district, make_pin
from factories.sellers import make_gstin, make_member, make_pan, make_seller

from common import clock
from common.errors import InvalidInput, NotFound, StaleEdit
from common.models import AuditEvent
from sellers.members.errors import MemberRightMissing
from sellers.models import Seller, SellerMember
from sellers.onboarding.errors import ApplicationIncomplete
from sellers.onboarding.services import amend_profile, start_application
from sellers.profiles.errors import (
    ApplicationUnderReview,
    SellerClosed,
    VerifiedFactLocked,
)
from sellers.profiles.states import SellerKind

pytestmark = pytest.mark.django_db
KINDS = list(SellerKind.values)


def codes(refusal: InvalidInput | ApplicationIncomplete) -> dict[str, str]:
    return {issue.pointer: issue.code for issue in refusal.errors}


class TestStartApplication:
    def test_opens_a_draft_with_its_owner(self) -> None:
        user = make_user()
        facts = {"kind": "shg", "display_name": "Jitwarpur Mahila"}
        seller = start_application(viewer=user, facts=facts, now=clock.now())
        seller.refresh_from_db()
        assert (seller.status, seller.slug, seller.revision) == ("draft", "jitwarpur-mahila", 1)
        assert seller.members.get().role == "owner"
        assert AuditEvent.objects.get(action="sellers.application_started").actor == user

    def test_gives_a_second_of_the_name_its_own_address(self) -> None:
        facts = {"kind": "shg", "display_name": "Jitwarpur Mahila"}
        first = start_application(viewer=make_user(), facts=facts, now=clock.now())
        second = start_application(viewer=make_user(), facts=facts, now=clock.now())
        assert first.slug == "jitwarpur-mahila"
        assert second.slug.startswith("jitwarpur-mahila-")

    def test_names_an_address_where_the_script_gives_none(self) -> None:
        facts = {"kind": "artisan", "display_name": "मिथिला"}
        assert start_application(viewer=make_user(), facts=facts, now=clock.now()).slug == "seller"

    def test_stores_nothing_when_a_fact_is_wrong(self) -> None:
        facts = {"kind": "artisan", "display_name": "X", "pan": "nonsense", "gstin": "27AAPFU0939F1ZO"}
        with pytest.raises(InvalidInput) as caught:
            start_application(viewer=make_user(), facts=facts, now=clock.now())
        assert codes(caught.value) == {"/pan": "pan_invalid", "/gstin": "gstin_invalid"}
        assert not Seller.objects.exists()
        assert not SellerMember.objects.exists()


class TestAmendProfile:
    def amend(self, seller: Seller, **facts: Any) -> Seller:
        viewer = seller.members.get(role="owner").user
        return amend_profile(seller_id=seller.pk, viewer=viewer, facts=facts, now=clock.now())

    def test_stores_normalised_facts(self) -> None:
        seller = make_seller(status="draft")
        pan = make_pan()
        after = self.amend(seller, pan=pan.lower(), gstin="", legal_name="Ram Das")
        after.refresh_from_db()
        assert (after.pan, after.legal_name, after.revision) == (pan, "Ram Das", 2)

    def test_sets_the_state_of_the_district(self) -> None:
        seller = make_seller(status="draft")
        leh = make_district("Leh")
        make_pin("194101", leh)
        after = self.amend(seller, district=leh, pin="194101")
        assert after.state.name == "Ladakh"

    @pytest.mark.parametrize(
        ("district", "gst_code", "code"),
        [("Leh", "38", None), ("Leh", "37", "gstin_state_mismatch"), ("Madhubani", "38", "gstin_state_mismatch")],
    )
    def test_compares_the_gstin_with_the_gst_code_of_the_state(
        self, district: str, gst_code: str, code: str | None
    ) -> None:
        seller = make_seller(status="draft", district=make_district(district))
        gstin = make_gstin(seller.pan, gst_code)
        if code is None:
            assert self.amend(seller, gstin=gstin).ships_interstate is True
            return
        with pytest.raises(InvalidInput) as caught:
            self.amend(seller, gstin=gstin)
        assert codes(caught.value) == {"/gstin": code}
        seller.refresh_from_db()
        assert (seller.gstin, seller.revision) == ("", 1)

    def test_refuses_a_gstin_of_another_pan(self) -> None:
        seller = make_seller(status="draft")
        with pytest.raises(InvalidInput) as caught:
            self.amend(seller, gstin=make_gstin(make_pan(), "10"))
        assert codes(caught.value) == {"/gstin": "gstin_pan_mismatch"}

    def test_refuses_a_pan_that_does_not_fit_the_kind(self) -> None:
        seller = make_seller("shg", status="draft")
        with pytest.raises(InvalidInput) as caught:
            self.amend(seller, pan=make_pan("artisan"))
        assert codes(caught.value) == {"/pan": "pan_unfit"}

    def test_refuses_a_pin_of_another_district(self) -> None:
        seller = make_seller(status="draft")
        make_pin("846004", make_district("Darbhanga"))
        with pytest.raises(InvalidInput) as caught:
            self.amend(seller, pin="846004")
        assert codes(caught.value) == {"/pin": "pin_outside_district"}
        assert "846004 in Madhubani" in caught.value.errors[0].detail
        seller.refresh_from_db()
        assert seller.pin == "847211"

    def test_refuses_a_date_of_formation_in_the_future(self) -> None:
        seller = make_seller("shg", status="draft")
        with pytest.raises(InvalidInput) as caught:
            self.amend(seller, formed_on=(clock.now() + timedelta(days=2)).date())
        assert codes(caught.value) == {"/formed_on": "date_in_future"}

    def test_is_not_there_for_strangers(self) -> None:
        seller = make_seller(status="draft")
        with pytest.raises(NotFound):
            amend_profile(seller_id=seller.pk, viewer=make_user(), facts={"story": "x"}, now=clock.now())

    @pytest.mark.parametrize("role", ["packer", "accountant"])
    def test_needs_the_right(self, role: str) -> None:
        seller = make_seller(status="draft")
        with pytest.raises(MemberRightMissing):
            amend_profile(seller_id=seller.pk, viewer=make_member(seller, role), facts={"story": "x"}, now=clock.now())

    def test_refuses_an_edit_of_an_older_revision(self) -> None:
        seller = make_seller(status="draft")
        self.amend(seller, story="first")
        with pytest.raises(StaleEdit):
            amend_profile(
                seller_id=seller.pk,
                viewer=seller.members.get().user,
                facts={"story": "second"},
                now=clock.now(),
                expected_revision=1,
            )
        seller.refresh_from_db()
        assert seller.story == "first"

    @pytest.mark.parametrize(
        ("status", "refusal"),
        [("submitted", ApplicationUnderReview), ("rejected", SellerClosed), ("suspended", SellerClosed)],
    )
    def test_changes_nothing_outside_the_sellers_turn(self, status: str, refusal: type[Exception]) -> None:
        seller = make_seller(status=status)
        with pytest.raises(refusal):
            self.amend(seller, story="new")
        seller.refresh_from_db()
        assert (seller.story, seller.revision) == ("", 1)

    def test_keeps_verified_facts_after_approval(self) -> None:
        seller = make_seller()
        with pytest.raises(VerifiedFactLocked) as caught:
            self.amend(seller, story="new", legal_name="Another")
        assert caught.value.errors[0].pointer == "/legal_name"
        seller.refresh_from_db()
        assert seller.story == ""

    def test_lets_open_facts_change_after_approval(self) -> None:
        seller = make_seller()
        assert self.amend(seller, story="We paint.", grievance_email="help@example.org").story == "We paint."
