"""Take a private paper in."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime
from typing import IO

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files.base import ContentFile
from django.db import DatabaseError

from common.ids import new_id
from common.storage import private_storage
from common.text import clean_text
from media.documents.inspection import MAX_FILE_BYTES, sound_document
from media.documents.models import Document

_NAME_LENGTH = 120


def store_document(*, uploaded_by: AbstractBaseUser | None, file: IO[bytes], now: datetime) -> Document:
    """Check an uploaded PDF, JPEG or PNG of at most 10 MB by its content and keep it private.

    Raises a DocumentRefused (each kind has its own code) and then stores nothing. `now` names the
    month folder. The caller keeps who may see the paper; it has no address of its own.
    """
    kind, content = sound_document(file.read(MAX_FILE_BYTES + 1))
    document_id = new_id()
    path = private_storage().save(f"documents/{now:%Y/%m}/{document_id}.{kind.value}", ContentFile(content))
    try:
        return Document.objects.create(
            id=document_id,
            uploaded_by_id=uploaded_by.pk if uploaded_by else None,
            kind=kind,
            original_name=shown_name(getattr(file, "name", "") or ""),
            byte_size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            path=path,
        )
    except DatabaseError:
        private_storage().delete(path)
        raise


def shown_name(name: str) -> str:
    """The uploader's file name made fit to show and to save under: no folders, controls or quotes."""
    last = re.split(r"[/\\]", clean_text(name))[-1]
    fit = re.sub(r'[<>:"|?*;%]', "_", last).strip(". ")
    return fit[-_NAME_LENGTH:] or "document"
