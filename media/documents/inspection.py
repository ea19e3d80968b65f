"""Look at a paper without trusting it: kind from content, PDFs opened in a bounded child process."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

from PIL import Image as Pillow

from media.documents.errors import (
    DocumentEmpty,
    DocumentFormatRefused,
    DocumentImageUnfit,
    DocumentRefused,
    DocumentTooLarge,
    PdfActive,
    PdfEncrypted,
    PdfUnreadable,
)
from media.documents.models import DocumentKind
from media.images.errors import ImageRefused
from media.images.inspection import DECODE_ERRORS, inspect_image, open_image, orientation, upright

MAX_FILE_BYTES = 10 * 1024 * 1024
# A4 at 400 dots an inch: small print stays readable.
MAX_PAGE_PIXELS = 4700
PDF_SECONDS = 20
_INSPECTOR = Path(__file__).with_name("pdf_inspector.py")
_PDF_REFUSALS: dict[str, type[DocumentRefused]] = {"encrypted": PdfEncrypted, "active": PdfActive}


def sound_document(content: bytes) -> tuple[DocumentKind, bytes]:
    """Return the kind and the bytes to keep, or raise the DocumentRefused that says why not.

    A PDF is kept as it is once it has been found sound. A picture is encoded anew, upright, without
    metadata (no place, no camera) and without whatever hid behind it.
    """
    if not content:
        raise DocumentEmpty()
    if len(content) > MAX_FILE_BYTES:
        raise DocumentTooLarge()
    if content.startswith(b"%PDF-"):
        require_sound_pdf(content)
        return DocumentKind.PDF, content
    if content.startswith(b"\xff\xd8\xff"):
        return DocumentKind.JPEG, _encoded_anew(content, "jpeg")
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return DocumentKind.PNG, _encoded_anew(content, "png")
    raise DocumentFormatRefused()


def require_sound_pdf(content: bytes) -> None:
    """Raise PdfUnreadable, PdfEncrypted or PdfActive unless the PDF opens and holds nothing active."""
    try:
        child = subprocess.run(
            [sys.executable, "-I", str(_INSPECTOR)],
            input=content,
            capture_output=True,
            timeout=PDF_SECONDS,
            check=False,
            env={},
        )
    except subprocess.TimeoutExpired as too_slow:
        raise PdfUnreadable() from too_slow
    said = child.stdout.decode("ascii", "replace")
    if child.returncode == 0 and said == "sound":
        return
    raise _PDF_REFUSALS.get(said, PdfUnreadable)()


def _encoded_anew(content: bytes, image_format: str) -> bytes:
    try:
        inspect_image(content)
        with open_image(content, image_format) as image:
            turned = orientation(image)
            image.thumbnail((MAX_PAGE_PIXELS, MAX_PAGE_PIXELS), Pillow.Resampling.LANCZOS, reducing_gap=2.0)
            page = upright(image.convert("RGB"), turned)
        bare = Pillow.new("RGB", page.size, "white")
        bare.paste(page)
        buffer = io.BytesIO()
        bare.save(buffer, image_format.upper(), quality=88, optimize=False)
    except (ImageRefused, *DECODE_ERRORS, MemoryError) as error:
        raise DocumentImageUnfit() from error
    return buffer.getvalue()
