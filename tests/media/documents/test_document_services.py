"""Private papers: what is refused, how pictures are cleaned, how a paper leaves again."""

import io
from typing import Any

import pytest
from django.test import Client
from factories import hostile_files as hostile
from factories.media import make_document, upload
from PIL import Image as Pillow

from common import clock
from common.storage import private_storage, public_storage
from media.documents import errors
from media.documents.downloads import document_response
from media.documents.selectors import open_document
from media.documents.services import shown_name, store_document
from media.models import Document

pytestmark = pytest.mark.django_db

REFUSED = [
    ("empty", lambda: b"", errors.DocumentEmpty),
    ("over 10 MB", lambda: hostile.pdf() + b"\0" * (10 * 1024 * 1024), errors.DocumentTooLarge),
    ("HTML named .pdf", lambda: hostile.HTML, errors.DocumentFormatRefused),
    ("SVG", lambda: hostile.SVG, errors.DocumentFormatRefused),
    ("EPS", lambda: hostile.EPS, errors.DocumentFormatRefused),
    ("WebP", lambda: hostile.photo(file_format="WEBP"), errors.DocumentFormatRefused),
    ("PDF behind other bytes", lambda: b"x" + hostile.pdf(), errors.DocumentFormatRefused),
    ("HTML that begins like a PDF", lambda: b"%PDF-1.7\n" + hostile.HTML, errors.PdfUnreadable),
    ("PDF without its end", lambda: hostile.pdf()[:40], errors.PdfUnreadable),
    ("PDF of no page", lambda: hostile.pdf(0), errors.PdfUnreadable),
    ("PDF of 201 pages", lambda: hostile.pdf(201), errors.PdfUnreadable),
    ("PDF that unpacks to 600 MB", hostile.pdf_bomb, errors.PdfUnreadable),
    ("PDF with a password", hostile.pdf_encrypted, errors.PdfEncrypted),
    ("PDF with JavaScript", hostile.pdf_with_script, errors.PdfActive),
    ("PDF that starts a program", hostile.pdf_with_launch, errors.PdfActive),
    ("PDF with an attached file", hostile.pdf_with_attachment, errors.PdfActive),
    ("truncated JPEG", lambda: hostile.photo()[:-3000], errors.DocumentImageUnfit),
    ("30,000 × 30,000 JPEG", hostile.huge_jpeg, errors.DocumentImageUnfit),
    ("animated PNG", lambda: hostile.animated("PNG"), errors.DocumentImageUnfit),
]


def private_files() -> list[str]:
    return private_storage().listdir("documents")[0] if private_storage().exists("documents") else []


class TestStoreDocument:
    @pytest.mark.parametrize(("make", "refusal"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
    def test_refuses_and_stores_nothing(self, make: Any, refusal: type[errors.DocumentRefused]) -> None:
        with pytest.raises(errors.DocumentRefused) as caught:
            store_document(uploaded_by=None, file=upload(make(), "pan.pdf"), now=clock.now())
        assert type(caught.value) is refusal
        assert [issue.pointer for issue in caught.value.errors] == ["/file"]
        assert not Document.objects.exists()
        assert private_files() == []

    def test_keeps_a_sound_pdf_as_it_is(self) -> None:
        content = hostile.pdf(3)
        document = make_document(content=content, name="Udyam प्रमाणपत्र.pdf")
        assert (document.kind, document.original_name) == ("pdf", "Udyam प्रमाणपत्र.pdf")
        with open_document(document) as file:
            assert file.read() == content
        assert not public_storage().exists(document.path)

    @pytest.mark.parametrize("file_format", ["JPEG", "PNG"])
    def test_encodes_pictures_anew_without_metadata(self, file_format: str) -> None:
        content = hostile.photo_with_metadata(1200, 800, turned=6, file_format=file_format) + b"<script>tail</script>"
        document = make_document(content=content, name="aadhaar.pdf")
        assert document.kind == file_format.lower()
        with open_document(document) as file:
            kept = file.read()
        assert b"SECRET" not in kept
        assert b"script" not in kept
        picture = Pillow.open(io.BytesIO(kept))
        assert (picture.format, picture.size, dict(picture.getexif())) == (file_format, (800, 1200), {})


class TestShownName:
    @pytest.mark.parametrize(
        ("given", "shown"),
        [
            ("../../etc/passwd", "passwd"),
            ("C:\\papers\\pan.pdf", "pan.pdf"),
            ('a"; filename=evil.html', "a__ filename=evil.html"),
            ("", "document"),
            ("...", "document"),
            ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
            ("scan\u202efdp.exe\n", "scanfdp.exe"),
        ],
    )
    def test_is_fit_to_show_and_save_under(self, given: str, shown: str) -> None:
        assert shown_name(given) == shown


class TestDocumentResponse:
    def test_streams_an_attachment_that_nobody_caches_or_sniffs(self) -> None:
        document = make_document(name="evil.html")
        response = document_response(document)
        assert response["Content-Type"] == "application/pdf"
        assert response["Content-Disposition"] == 'attachment; filename="evil.pdf"'
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Cache-Control"] == "private, no-store"
        assert len(response.getvalue()) == document.byte_size

    def test_has_no_public_address(self, client: Client) -> None:
        document = make_document()
        assert client.get(f"/media-files/{document.path}").status_code == 404
        assert client.get(f"/media-files/../private/{document.path}").status_code == 404
        assert client.get(f"/media-files/%2e%2e/private/{document.path}").status_code == 404
