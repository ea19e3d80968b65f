"""Private papers: taken in by content, handed out to members and reviewers only."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from factories.accounts import make_staff, make_user
from factories.hostile_files import pdf
from factories.media import make_document
from factories.registry import make_state
from factories.sellers import make_member, make_seller

from accounts.models import Role, RoleGrant
from common import clock
from common.models import AuditEvent
from media.models import Document
from sellers.models import Seller, SellerDocument

pytestmark = pytest.mark.django_db


def path_of(seller: Seller, paper: SellerDocument | None = None, *, staff: bool = False) -> str:
    base = f"/api/v1/staff/seller-applications/{seller.pk}" if staff else f"/api/v1/seller/profiles/{seller.pk}"
    return f"{base}/documents/{paper.pk}/file" if paper else f"{base}/documents"


def add_paper(seller: Seller, kind: str = "pan_card") -> SellerDocument:
    owner = seller.members.get(role="owner").user
    return SellerDocument.objects.create(
        seller=seller, kind=kind, document=make_document(owner), added_by=owner, added_at=clock.now()
    )


def upload(content: bytes, name: str = "pan.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/pdf")


class TestAddDocument:
    def test_takes_a_pdf_and_replaces_it(self, client_for: Any) -> None:
        user = make_user()
        seller = make_seller(owner=user, status="draft")
        for _ in range(2):
            response = client_for(user).post(
                path_of(seller), {"kind": "pan_card", "file": upload(pdf())}, format="multipart"
            )
            assert response.status_code == 201
        assert (response.json()["kind"], response.json()["format"]) == ("pan_card", "pdf")
        assert SellerDocument.objects.filter(replaced_at__isnull=True).count() == 1
        assert SellerDocument.objects.count() == 2
        listed = client_for(user).get(path_of(seller)).json()["data"]
        assert [row["id"] for row in listed] == [response.json()["id"]]

    @pytest.mark.parametrize(
        ("content", "name"),
        [(b"%PDF-not really", "a.pdf"), (b"<html><script>1</script></html>", "photo.jpg"), (b"", "empty.pdf")],
    )
    def test_refuses_what_is_no_paper(self, content: bytes, name: str, client_for: Any, tmp_path: Path) -> None:
        user = make_user()
        seller = make_seller(owner=user, status="draft")
        response = client_for(user).post(
            path_of(seller), {"kind": "pan_card", "file": upload(content, name)}, format="multipart"
        )
        assert response.status_code == 422
        assert response.json()["errors"][0]["pointer"] == "/file"
        assert not SellerDocument.objects.exists()
        assert not Document.objects.exists()
        assert not [file for file in (tmp_path / "private").rglob("*") if file.is_file()]

    def test_refuses_an_unknown_kind(self, client_for: Any) -> None:
        user = make_user()
        seller = make_seller(owner=user, status="draft")
        response = client_for(user).post(
            path_of(seller), {"kind": "aadhaar", "file": upload(pdf())}, format="multipart"
        )
        assert (response.status_code, response.json()["errors"][0]["pointer"]) == (400, "/kind")
        assert not Document.objects.exists()

    @pytest.mark.parametrize("status", ["submitted", "approved"])
    def test_cannot_be_swapped_under_or_after_review(self, status: str, client_for: Any) -> None:
        user = make_user()
        seller = make_seller(owner=user, status=status)
        paper = add_paper(seller)
        response = client_for(user).post(
            path_of(seller), {"kind": "pan_card", "file": upload(pdf())}, format="multipart"
        )
        assert response.status_code == 409
        assert SellerDocument.objects.get() == paper
        assert Document.objects.count() == 1

    def test_is_not_for_strangers_nor_packers(self, client_for: Any) -> None:
        seller = make_seller(status="draft")
        body = {"kind": "pan_card", "file": upload(pdf())}
        assert client_for(make_user()).post(path_of(seller), body, format="multipart").status_code == 404
        packer = client_for(make_member(seller, "packer"))
        body = {"kind": "pan_card", "file": upload(pdf())}
        assert packer.post(path_of(seller), body, format="multipart").status_code == 403
        assert not Document.objects.exists()


class TestReadDocument:
    def test_members_with_the_right_read_it(self, client_for: Any) -> None:
        seller = make_seller()
        paper = add_paper(seller)
        for role in ("manager", "accountant"):
            response = client_for(make_member(seller, role)).get(path_of(seller, paper))
            assert response.status_code == 200
            assert b"".join(response.streaming_content).startswith(b"%PDF")
            assert response["X-Content-Type-Options"] == "nosniff"
            assert "no-store" in response["Cache-Control"]
        assert AuditEvent.objects.filter(action="sellers.document_read").count() == 2

    def test_packers_do_not(self, client_for: Any) -> None:
        seller = make_seller()
        response = client_for(make_member(seller, "packer")).get(path_of(seller, add_paper(seller)))
        assert response.status_code == 403

    def test_everyone_else_gets_a_404(self, client_for: Any) -> None:
        seller = make_seller()
        paper = add_paper(seller)
        other_owner = make_user()
        other = make_seller(owner=other_owner)
        assert client_for(make_user()).get(path_of(seller, paper)).status_code == 404
        assert client_for(other_owner).get(path_of(seller, paper)).status_code == 404
        assert client_for(other_owner).get(path_of(other, paper)).status_code == 404
        assert client_for(make_staff(Role.REVIEWER)).get(path_of(seller, paper)).status_code == 404
        assert not AuditEvent.objects.filter(action="sellers.document_read").exists()

    def test_nobody_signed_in_gets_a_401(self, anonymous_client: Any) -> None:
        seller = make_seller()
        assert anonymous_client.get(path_of(seller, add_paper(seller))).status_code == 401

    def test_reviewers_read_it_at_their_desk(self, client_for: Any) -> None:
        seller = make_seller()
        paper = add_paper(seller)
        reviewer = make_staff(Role.REVIEWER)
        response = client_for(reviewer).get(path_of(seller, paper, staff=True))
        assert response.status_code == 200
        assert AuditEvent.objects.get(action="sellers.document_read").actor == reviewer

    def test_other_staff_and_other_states_do_not(self, client_for: Any) -> None:
        seller = make_seller()
        paper = add_paper(seller)
        elsewhere = make_user()
        RoleGrant.objects.create(user=elsewhere, role=Role.REVIEWER, state=make_state("Rajasthan"))
        owner = seller.members.get(role="owner").user
        assert client_for(make_staff(Role.FINANCE)).get(path_of(seller, paper, staff=True)).status_code == 403
        assert client_for(owner).get(path_of(seller, paper, staff=True)).status_code == 403
        assert client_for(elsewhere).get(path_of(seller, paper, staff=True)).status_code == 404
        draft = make_seller(status="draft")
        hidden = add_paper(draft)
        assert client_for(make_staff(Role.REVIEWER)).get(path_of(draft, hidden, staff=True)).status_code == 404
