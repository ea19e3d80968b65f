"""Submitting an application, and what is asked before."""

from __future__ import annotations

from typing import Any

import pytest
from factories.accounts import make_user
from factories.sellers import make_gstin, make_member, make_pan, make_seller

from accounts.models import Notice
from common import clock
from common.errors import InvalidInput
from sellers.bank.services import state_bank_account
from sellers.models import BankAccount, Seller, SellerMove
from sellers.onboarding.errors import ApplicationIncomplete
from sellers.onboarding.selectors import requirements_for
from sellers.onboarding.services import amend_profile, start_application, submit_application
from sellers.profiles.errors import (
    BankAccountInUse,
    GstinInUse,
    PanInUse,
    SellerMoveRefused,
)
from sellers.profiles.states import SellerKind

pytestmark = pytest.mark.django_db
KINDS = list(SellerKind.values)


def codes(refusal: InvalidInput | ApplicationIncomplete) -> dict[str, str]:
    return {issue.pointer: issue.code for issue in refusal.errors}


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
            requirements = requirements_for(seller)
        assert len(requirements) > 10
