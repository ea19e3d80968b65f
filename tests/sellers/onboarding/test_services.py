"""Starting, amending and submitting an application."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from factories.accounts import make_user
from factories.registry import make_district, make_pin
from factories.sellers import make_gstin, make_member, make_pan, make_seller

from accounts.models import Notice
from common import clock
from common.errors import InvalidInput, NotFound, StaleEdit
from common.models import AuditEvent
from sellers.bank.services import state_bank_account
from sellers.members.errors import MemberRightMissing
from sellers.models import BankAccount, Seller, SellerMember, SellerMove
from sellers.onboarding.errors import ApplicationIncomplete
from sellers.onboarding.selectors import requirements_for
from sellers.onboarding.services import amend_profile, start_application, submit_application
from sellers.profiles.errors import (
    ApplicationUnderReview,
    BankAccountInUse,
    GstinInUse,
    PanInUse,
    SellerClosed,
    SellerMoveRefused,
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


class TestSubmitApplication:
    @pytest.mark.parametrize("kind", KINDS)
    def test_takes_each_kind_when_complete(self, kind: str, complete_draft: Any) -> None:
        owner = make_user()
        seller = complete_draft(kind, owner=owner)
        now = clock.now()
        submit_application(seller_id=seller.pk, viewer=owner, now=now)
        seller.refresh_from_db()
        assert (seller.status, seller.submitted_at, seller.submitted_by) == ("submitted", now, owner)
        move = SellerMove.objects.get(subject=seller)
        assert (move.from_status, move.to_status, move.actor) == ("draft", "submitted", owner)

    @pytest.mark.parametrize("kind", KINDS)
    def test_takes_each_kind_with_gst_and_food(self, kind: str, complete_draft: Any) -> None:
        owner, pan = make_user(), make_pan(kind)
        seller = complete_draft(
            kind,
            owner=owner,
            pan=pan,
            gstin=make_gstin(pan),
            enrolment_number="",
            is_food_seller=True,
            fssai_number="10012011000168",
        )
        kinds = set(seller.documents.values_list("kind", flat=True))
        assert {"gst_certificate", "fssai_licence", "bank_proof"} <= kinds
        assert submit_application(seller_id=seller.pk, viewer=owner, now=clock.now()).ships_interstate is True

    def test_tells_owners_and_managers_only(self, complete_draft: Any) -> None:
        owner = make_user()
        seller = complete_draft(owner=owner)
        manager = make_member(seller, "manager")
        make_member(seller, "packer")
        submit_application(seller_id=seller.pk, viewer=owner, now=clock.now())
        told = Notice.objects.filter(template="sellers.submitted").values_list("user_id", flat=True)
        assert set(told) == {owner.pk, manager.pk}

    def test_tells_in_the_sellers_language_by_sms_where_there_is_no_mail(self, complete_draft: Any) -> None:
        owner = make_user(phone="+919812345670", language="hi")
        seller = complete_draft(owner=owner)
        submit_application(seller_id=seller.pk, viewer=owner, now=clock.now())
        notice = Notice.objects.get(template="sellers.submitted")
        assert (notice.channel, notice.language, notice.recipient) == ("sms", "hi", "+919812345670")

    def test_names_everything_that_is_missing(self) -> None:
        owner = make_user()
        seller = start_application(viewer=owner, facts={"kind": "shg", "display_name": "SHG"}, now=clock.now())
        with pytest.raises(ApplicationIncomplete) as caught:
            submit_application(seller_id=seller.pk, viewer=owner, now=clock.now())
        found = codes(caught.value)
        assert found["/group_code"] == "group_code_missing"
        assert found["/documents/group_resolution"] == "group_resolution_document_missing"
        assert found["/bank_account"] == "bank_account_missing"
        assert found["/undertaking_accepted"] == "undertaking_missing"
        assert "/pan" not in found
        assert all(issue.detail for issue in caught.value.errors)
        seller.refresh_from_db()
        assert (seller.status, seller.submitted_at) == ("draft", None)
        assert not Notice.objects.exists()

    def test_asks_food_sellers_for_fssai(self, complete_draft: Any) -> None:
        owner = make_user()
        seller = complete_draft(owner=owner)
        amend_profile(seller_id=seller.pk, viewer=owner, facts={"is_food_seller": True}, now=clock.now())
        with pytest.raises(ApplicationIncomplete) as caught:
            submit_application(seller_id=seller.pk, viewer=owner, now=clock.now())
        assert codes(caught.value) == {
            "/fssai_number": "fssai_number_missing",
            "/documents/fssai_licence": "fssai_licence_document_missing",
        }

    def test_asks_groups_for_an_account_in_their_name_even_after_renaming(self, complete_draft: Any) -> None:
        owner = make_user()
        seller = complete_draft("shg", owner=owner)
        amend_profile(seller_id=seller.pk, viewer=owner, facts={"legal_name": "Awadh Samiti"}, now=clock.now())
        with pytest.raises(ApplicationIncomplete) as caught:
            submit_application(seller_id=seller.pk, viewer=owner, now=clock.now())
        assert codes(caught.value) == {"/bank_account/holder_name": "holder_name_mismatch"}

    def test_refuses_groups_that_are_too_small(self, complete_draft: Any) -> None:
        owner = make_user()
        seller = complete_draft("shg", owner=owner, member_count=4)
        with pytest.raises(ApplicationIncomplete) as caught:
            submit_application(seller_id=seller.pk, viewer=owner, now=clock.now())
        assert codes(caught.value) == {"/member_count": "group_too_small"}

    def test_asks_for_a_gstin_or_an_enrolment_number(self, complete_draft: Any) -> None:
        owner = make_user()
        seller = complete_draft(owner=owner, enrolment_number="")
        with pytest.raises(ApplicationIncomplete) as caught:
            submit_application(seller_id=seller.pk, viewer=owner, now=clock.now())
        assert codes(caught.value) == {"/enrolment_number": "enrolment_number_missing"}

    def test_refuses_a_second_submission(self, application: Any) -> None:
        owner = make_user()
        seller = application(owner=owner)
        with pytest.raises(SellerMoveRefused):
            submit_application(seller_id=seller.pk, viewer=owner, now=clock.now())
        assert SellerMove.objects.filter(subject=seller).count() == 1

    def test_refuses_an_identity_that_a_live_seller_has(self, complete_draft: Any) -> None:
        owner = make_user()
        live = make_seller("artisan", gst=True)
        pan = complete_draft(owner=owner, pan=live.pan, number="31111111111")
        with pytest.raises(PanInUse):
            submit_application(seller_id=pan.pk, viewer=owner, now=clock.now())
        amend_profile(seller_id=pan.pk, viewer=owner, facts={"pan": make_pan()}, now=clock.now())
        account = BankAccount.objects.get(seller=live)
        state_bank_account(
            seller_id=pan.pk,
            viewer=owner,
            holder_name="X",
            ifsc=account.ifsc,
            number=account.number,
            now=clock.now(),
        )
        with pytest.raises(BankAccountInUse):
            submit_application(seller_id=pan.pk, viewer=owner, now=clock.now())
        pan.refresh_from_db()
        assert pan.status == "draft"

    def test_refuses_a_gstin_that_a_suspended_seller_has(self, complete_draft: Any) -> None:
        owner = make_user()
        live = make_seller(gst=True, status="suspended")
        Seller.objects.filter(pk=live.pk).update(pan_index="")
        again = complete_draft(owner=owner, pan=live.pan, gstin=live.gstin)
        with pytest.raises(GstinInUse):
            submit_application(seller_id=again.pk, viewer=owner, now=clock.now())


class TestRequirementsFor:
    def test_has_nothing_open_for_a_complete_draft(self, complete_draft: Any) -> None:
        requirements = requirements_for(complete_draft("fpo"))
        assert {requirement.standing for requirement in requirements} == {"met"}
        assert {requirement.basis for requirement in requirements} == {"computed", "attested", "verified"}

    def test_asks_a_fixed_number_of_queries(self, complete_draft: Any, django_assert_num_queries: Any) -> None:
        seller = Seller.objects.with_place().get(pk=complete_draft().pk)
        with django_assert_num_queries(3):
            requirements_for(seller)
