"""Local storage for private papers."""

from __future__ import annotations

from django.core.files.storage import FileSystemStorage


class PrivateFileSystemStorage(FileSystemStorage):
    """A folder without addresses: asking for a URL is a programming error."""

    def url(self, name: str | None) -> str:
        """Always raises: private files leave only through a checked door."""
        raise ValueError("Private files have no public address; serve them through a view that checks the viewer.")
