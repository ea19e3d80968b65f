"""Files that are not what they say: nothing of them is kept, neither a row nor a byte."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from factories import hostile_files as files
from factories.accounts import make_user
from factories.refusals import assert_refused, nothing_stored
from factories.sellers import make_seller

pytestmark = pytest.mark.django_db
IMAGES = "/api/v1/images"
IMAGE_FILES = [
    ("page.jpg", files.HTML, "image_format_refused"),
    ("drawing.jpg", files.SVG, "image_format_refused"),
    ("drawing.eps", files.EPS, "image_format_refused"),
    ("paper.jpg", files.pdf(), "image_format_refused"),
    ("moving.jpg", files.animated("GIF"), "image_format_refused"),
    ("moving.png", files.animated("PNG"), "image_animated"),
    ("moving.webp", files.animated("WEBP"), "image_animated"),
    ("huge.png", files.huge_png(30000, 30000), "image_pixels_exceeded"),
    ("huge.jpg", files.huge_jpeg(), "image_pixels_exceeded"),
    ("huge.webp", files.huge_webp(), "image_pixels_exceeded"),
    ("cut.jpg", files.photo()[:2000], "image_damaged"),
    ("layers.jpg", files.many_scans(), "image_too_complex"),
    ("nothing.jpg", b"", "image_file_empty"),
    ("zeros.jpg", b"\0" * 5000, "image_format_refused"),
]
PAPERS = [
    ("paper.pdf", b"not a PDF", "document_format_refused"),
    ("paper.pdf", files.HTML, "document_format_refused"),
    ("paper.pdf", b"%PDF-1.7\n" + files.HTML, "pdf_unreadable"),
    ("paper.pdf", files.pdf()[:120], "pdf_unreadable"),
    ("paper.pdf", files.pdf_bomb(), "pdf_unreadable"),
    ("paper.pdf", files.pdf_with_script(), "pdf_active"),
    ("paper.pdf", files.pdf_with_attachment(), "pdf_active"),
    ("paper.pdf", files.pdf_encrypted(), "pdf_encrypted"),
    ("paper.png", files.huge_png(30000, 30000), "document_image_unfit"),
    ("paper.svg", files.SVG, "document_format_refused"),
    ("paper.pdf", b"", "document_empty"),
]


def kept_files(folder: Path) -> list[str]:
    return [str(path) for path in folder.rglob("*") if path.is_file()]


def upload(content: bytes, name: str, content_type: str = "image/jpeg") -> dict[str, Any]:
    return {"file": SimpleUploadedFile(name, content, content_type)}


@pytest.fixture
def owner() -> Any:
    """Owns a draft to which papers may be added."""
    return make_user("owner@example.org")


@pytest.fixture
def documents(owner: Any) -> str:
    """Where the owner's papers go."""
    return f"/api/v1/seller/profiles/{make_seller('artisan', 'draft', owner=owner).pk}/documents"


class TestImages:
    @pytest.mark.parametrize(("name", "content", "code"), IMAGE_FILES, ids=lambda value: str(value)[:24])
    def test_refuses(self, client_for: Any, owner: Any, tmp_path: Path, name: str, content: bytes, code: str) -> None:
        client = client_for(owner)
        began = time.monotonic()
        with nothing_stored():
            answer = client.post(IMAGES, upload(content, name), format="multipart")
        assert time.monotonic() - began < 5
        assert_refused(answer, 422, code, "/file")
        assert kept_files(tmp_path) == []

    def test_a_polyglot_loses_its_page(self, client_for: Any, owner: Any, tmp_path: Path) -> None:
        answer = client_for(owner).post(IMAGES, upload(files.polyglot(), "x.html"), format="multipart")
        assert answer.status_code == 201
        assert not [path for path in kept_files(tmp_path / "public") if b"<script" in Path(path).read_bytes()]

    @pytest.mark.parametrize(
        "name", ["../../etc/passwd", "a\x00b.jpg", "x" * 500 + ".jpg", "<img src=x>.jpg", "con.jpg"]
    )
    def test_a_name_is_only_a_name(self, client_for: Any, owner: Any, tmp_path: Path, name: str) -> None:
        answer = client_for(owner).post(IMAGES, upload(files.photo(), name), format="multipart")
        assert answer.status_code in {201, 400}
        assert not [path for path in kept_files(tmp_path) if "passwd" in path or "<" in path]


class TestPapers:
    @pytest.mark.parametrize(("name", "content", "code"), PAPERS, ids=lambda value: str(value)[:24])
    def test_refuses(
        self, client_for: Any, owner: Any, documents: str, tmp_path: Path, name: str, content: bytes, code: str
    ) -> None:
        body = {"kind": "pan_card", **upload(content, name, "application/pdf")}
        with nothing_stored():
            answer = client_for(owner).post(documents, body, format="multipart")
        assert_refused(answer, 422, code, "/file")
        assert kept_files(tmp_path) == []

    def test_refuses_an_unknown_kind_of_paper(self, client_for: Any, owner: Any, documents: str) -> None:
        with nothing_stored():
            answer = client_for(owner).post(
                documents, {"kind": "love_letter", **upload(files.pdf(), "a.pdf")}, format="multipart"
            )
        assert_refused(answer, 400, "invalid_input", "/kind")


class TestForms:
    @pytest.fixture(params=[IMAGES, "documents"])
    def address(self, request: pytest.FixtureRequest, documents: str) -> str:
        """Both places that take files."""
        return documents if request.param == "documents" else request.param

    def test_refuses_a_form_without_a_file(self, client_for: Any, owner: Any, address: str) -> None:
        with nothing_stored():
            assert_refused(
                client_for(owner).post(address, {"kind": "pan_card"}, format="multipart"), 400, "invalid_input", "/file"
            )

    def test_refuses_text_in_place_of_the_file(self, client_for: Any, owner: Any, address: str) -> None:
        body = {"kind": "pan_card", "file": "/etc/passwd"}
        with nothing_stored():
            answer = client_for(owner).post(address, body, format="multipart")
        assert_refused(answer, 400, "invalid_input", "/file")

    def test_refuses_json(self, client_for: Any, owner: Any, address: str) -> None:
        with nothing_stored():
            answer = client_for(owner).post(address, {"file": "x"}, format="json")
        assert_refused(answer, 415, "unsupported_media_type")

    @pytest.mark.parametrize(
        ("content_type", "body"),
        [
            ("multipart/form-data", b"--x\r\n"),
            ("multipart/form-data; boundary=", b"--\r\n"),
            ("multipart/form-data; boundary=\xff", b"--x"),
            ("multipart/form-data; boundary=x", b""),
            (
                "multipart/form-data; boundary=x",
                b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"',
            ),
            (
                "multipart/form-data; boundary=x",
                b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n'
                b"Content-Transfer-Encoding: base64\r\n\r\n!!!\r\n--x--\r\n",
            ),
        ],
    )
    def test_refuses_a_broken_form(
        self, client_for: Any, owner: Any, address: str, content_type: str, body: bytes
    ) -> None:
        with nothing_stored():
            answer = client_for(owner).generic("POST", address, body, content_type)
        assert answer.status_code == 400, answer.content
        assert answer["Content-Type"] == "application/problem+json"

    def test_refuses_more_than_we_read(self, client_for: Any, owner: Any, address: str, tmp_path: Path) -> None:
        body = {"kind": "pan_card", **upload(b"%PDF-1.7\n" + b"0" * (21 * 1024 * 1024), "big.pdf")}
        with nothing_stored():
            answer = client_for(owner).post(address, body, format="multipart")
        assert_refused(answer, 413, "body_too_large")
        assert kept_files(tmp_path) == []
