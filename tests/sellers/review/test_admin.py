"""The reviewer's console: who may come in, what is masked, and buttons that call the services."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from factories.accounts import make_staff, make_user
from factories.registry import make_state
from factories.sellers import make_seller

from accounts.models import Role, RoleGrant
from common.models import AuditEvent
from sellers.models import BankAccount, ChangeRequest, IfscAddition, Seller

pytestmark = pytest.mark.django_db
QUEUE = "/admin/sellers/seller/"
REASON = "The papers belong to somebody else."


@pytest.fixture
def console() -> Client:
    client = Client()
    client.force_login(make_staff(Role.REVIEWER, name="Rao"))
    return client


def button(name: str, seller: Seller) -> str:
    return reverse(f"admin:sellers_seller_{name}", args=[seller.pk])


def change_page(seller: Seller) -> str:
    return reverse("admin:sellers_seller_change", args=[seller.pk])


class TestQueue:
    def test_lists_and_filters_by_status(self, console: Client) -> None:
        make_seller(status="submitted", display_name="Waiting Weavers")
        make_seller(status="rejected", display_name="Refused Ltd")
        make_seller(status="draft", display_name="Hidden Draft")
        page = console.get(QUEUE, {"status__exact": "submitted"}).content.decode()
        assert "Waiting Weavers" in page
        assert "Refused Ltd" not in page
        assert "Hidden Draft" not in console.get(QUEUE).content.decode()

    def test_asks_as_many_queries_for_thirty_as_for_two(
        self, console: Client, django_assert_max_num_queries: Any
    ) -> None:
        counts = []
        for more in (2, 28):
            for _ in range(more):
                make_seller(status="submitted", bank=False)
            with django_assert_max_num_queries(25) as captured:
                assert console.get(QUEUE).status_code == 200
            counts.append(len(captured))
        assert counts[0] == counts[1]

    def test_is_for_reviewers_of_the_state(self) -> None:
        seller = make_seller(status="submitted", display_name="Bihar Weavers")
        elsewhere, moderator = make_user(is_staff=True), make_staff(Role.MODERATOR)
        RoleGrant.objects.create(user=elsewhere, role=Role.REVIEWER, state=make_state("Rajasthan"))
        client = Client()
        client.force_login(elsewhere)
        assert "Bihar Weavers" not in client.get(QUEUE).content.decode()
        assert client.get(change_page(seller)).status_code == 302
        client.force_login(moderator)
        assert client.get(QUEUE).status_code == 403
        assert client.post(button("approve", seller)).status_code == 403
        assert Seller.objects.get(pk=seller.pk).status == "submitted"


class TestPage:
    def test_masks_identifiers_and_links_papers(self, console: Client, application: Any) -> None:
        seller = application("fpo")
        page = console.get(change_page(seller)).content.decode()
        number = BankAccount.objects.get().number
        assert seller.pan not in page
        assert number not in page
        assert seller.masked_pan in page
        paper = seller.documents.get(kind="board_resolution")
        assert reverse("seller-application-document-file", args=[seller.pk, paper.pk]) in page
        assert "Board resolution" in page

    def test_offers_no_form_that_edits(self, console: Client) -> None:
        seller = make_seller(status="submitted")
        response = console.post(change_page(seller), {"status": "approved", "legal_name": "X"})
        assert response.status_code == 403
        assert Seller.objects.get(pk=seller.pk).status == "submitted"
        assert console.get("/admin/sellers/seller/add/").status_code == 403
        assert console.post(reverse("admin:sellers_seller_delete", args=[seller.pk])).status_code == 403


class TestButtons:
    def test_approve(self, console: Client, application: Any) -> None:
        seller = application()
        assert console.get(button("approve", seller)).status_code == 200
        response = console.post(button("approve", seller), {"note": "Seen."})
        assert (response.status_code, response["Location"]) == (302, change_page(seller))
        assert Seller.objects.get(pk=seller.pk).status == "approved"

    def test_request_changes_item_by_item(self, console: Client, application: Any) -> None:
        seller = application()
        console.post(button("request_changes", seller), {"/pan": "Not readable.", "/pin": ""})
        assert Seller.objects.get(pk=seller.pk).status == "changes_requested"
        assert [(item.pointer, item.note) for item in ChangeRequest.objects.all()] == [("/pan", "Not readable.")]

    def test_reject_suspend_and_reinstate(self, console: Client, application: Any) -> None:
        rejected, live = application(), make_seller()
        console.post(button("reject", rejected), {"reason": REASON})
        assert Seller.objects.get(pk=rejected.pk).status == "rejected"
        console.post(button("suspend", live), {"reason": REASON})
        assert Seller.objects.get(pk=live.pk).status == "suspended"
        console.post(button("reinstate", live), {"reason": REASON})
        assert Seller.objects.get(pk=live.pk).status == "approved"

    def test_interstate_exemption(self, console: Client) -> None:
        seller = make_seller()
        console.post(button("interstate", seller), {"verdict": "allow", "reason": "Notification 3/2018-IT"})
        assert Seller.objects.get(pk=seller.pk).ships_interstate is True
        console.post(button("interstate", seller), {"verdict": "withdraw", "reason": "Not through operators."})
        assert Seller.objects.get(pk=seller.pk).ships_interstate is False

    @pytest.mark.parametrize(
        ("status", "offered"),
        [
            ("submitted", {"approve", "request-changes", "reject", "reveal"}),
            ("approved", {"suspend", "interstate", "reveal"}),
            ("suspended", {"reinstate", "reveal"}),
            ("rejected", {"reveal"}),
        ],
    )
    def test_are_those_the_status_allows(self, status: str, offered: set[str], console: Client) -> None:
        seller = make_seller(status=status)
        page = console.get(change_page(seller)).content.decode()
        assert set(re.findall(rf"/{seller.pk}/([a-z-]+)", page)) - {"change", "history", "documents"} == offered

    def test_show_a_refusal_on_the_page(self, console: Client, application: Any) -> None:
        seller = make_seller(status="approved")
        response = console.post(button("approve", seller), {"note": ""})
        assert response.status_code == 200
        assert "Only submitted applications can be decided" in response.content.decode()
        empty = console.post(button("request_changes", application()), {})
        assert "Name at least one thing to change" in empty.content.decode()

    def test_need_a_reason(self, console: Client, application: Any) -> None:
        seller = application()
        assert console.post(button("reject", seller), {"reason": ""}).status_code == 200
        assert Seller.objects.get(pk=seller.pk).status == "submitted"

    def test_reveal_once_with_a_trail(self, console: Client) -> None:
        seller = make_seller()
        assert seller.pan not in console.get(button("reveal", seller)).content.decode()
        response = console.post(button("reveal", seller), {"identifier": "pan", "reason": "Compare with the card."})
        assert seller.pan in response.content.decode()
        assert "no-store" in response["Cache-Control"]
        assert AuditEvent.objects.get(action="sellers.identifier_revealed").data["identifier"] == "pan"
        again = console.post(button("reveal", seller), {"identifier": "gstin", "reason": "Compare with the card."})
        assert "has not stated it" in again.content.decode()


class TestIfscAdditions:
    def test_staff_add_a_new_branch(self, console: Client) -> None:
        form = {"ifsc": "sbin0999999", "bank_name": "State Bank of India", "source": "Letter of the branch"}
        assert console.post("/admin/sellers/ifscaddition/add/", form).status_code == 302
        assert IfscAddition.objects.get().ifsc == "SBIN0999999"
        assert AuditEvent.objects.filter(action="sellers.ifsc_added").count() == 1

    def test_refuses_a_wrong_shape(self, console: Client) -> None:
        form = {"ifsc": "SBI", "bank_name": "X", "source": "Y"}
        response = console.post("/admin/sellers/ifscaddition/add/", form)
        assert "four letters, a zero" in response.content.decode()
        assert not IfscAddition.objects.exists()
