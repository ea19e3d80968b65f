"""Put files into either storage so that a repeated or interrupted step does no harm."""

from __future__ import annotations

from django.core.files.base import ContentFile
from django.core.files.storage import Storage


def put_once(storage: Storage, name: str, content: bytes) -> None:
    """Store `content` under exactly `name`; do nothing when it is there already.

    For names made from the content itself: two workers that write the same name write the same bytes.
    """
    if storage.exists(name):
        return
    stored_as = storage.save(name, ContentFile(content))
    if stored_as != name:  # somebody else was faster between the look and the write: theirs is identical
        storage.delete(stored_as)
