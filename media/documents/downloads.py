"""Hand a private paper to a viewer whose right to it has been checked."""

from __future__ import annotations

from pathlib import PurePath

from django.http import FileResponse
from drf_spectacular.types import OpenApiTypes

from media.documents.models import Document, DocumentKind
from media.documents.selectors import open_document

_CONTENT_TYPES = {
    DocumentKind.PDF: ("application/pdf", ".pdf"),
    DocumentKind.JPEG: ("image/jpeg", ".jpg"),
    DocumentKind.PNG: ("image/png", ".png"),
}
# What `document_response` answers, for the API description.
DOCUMENT_ANSWERS = {(200, content_type): OpenApiTypes.BINARY for content_type, _ in _CONTENT_TYPES.values()}


def document_response(document: Document) -> FileResponse:
    """Stream the paper as an attachment that no cache keeps and no browser interprets.

    The file name's ending is that of the real content, whatever the uploader called it.
    """
    content_type, ending = _CONTENT_TYPES[DocumentKind(document.kind)]
    response = FileResponse(
        open_document(document),
        as_attachment=True,
        filename=f"{PurePath(document.original_name).stem}{ending}",
        content_type=content_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
