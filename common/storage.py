"""The two storages: public renditions and private papers never share a bucket, prefix or URL form."""

from __future__ import annotations

from django.core.files.storage import Storage, storages


def public_storage() -> Storage:
    """Storage whose files anyone may fetch by their address."""
    return storages["public"]


def private_storage() -> Storage:
    """Storage without public addresses; files leave it only through a checked door."""
    return storages["private"]
