"""Read private papers. Who may read one is decided by the room that holds it."""

from __future__ import annotations

from django.core.files.base import File

from common.storage import private_storage
from media.documents.models import Document


def open_document(document: Document) -> File[bytes]:
    """Open the stored file for reading; the caller closes it. FileNotFoundError if it has been lost."""
    return private_storage().open(document.path, "rb")
