"""Remembers for which code and registers the embedded database was prepared, so that a later start need not ask.

The mark lies beside the data it speaks of: whoever removes the database removes the mark.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from config.env import BASE_DIR

# What the prepared database depends on: migrations, registers, and the code that seeds through the real services.
ROOMS = ("common", "registry", "media", "accounts", "sellers", "marketplace", "orders", "config/seed")
KINDS = {".py", ".csv", ".json", ".typ"}


class PreparedMark:
    """One file that holds a fingerprint of the sources."""

    def __init__(self, path: Path, *, seed: bool) -> None:
        self._path = path
        self._seed = seed

    def is_current(self) -> bool:
        """Whether the database was prepared from exactly these sources."""
        return self._path.is_file() and self._path.read_text(encoding="ascii") == self._fingerprint()

    def set(self) -> None:
        """Note that it is prepared now."""
        self._path.write_text(self._fingerprint(), encoding="ascii")

    def _fingerprint(self) -> str:
        found = hashlib.sha256(str(self._seed).encode())
        paths = [path for room in ROOMS for path in (BASE_DIR / room).rglob("*") if path.suffix in KINDS]
        for path in sorted([*paths, BASE_DIR / "requirements.txt"]):
            found.update(str(path.relative_to(BASE_DIR)).encode())
            found.update(path.read_bytes())
        return found.hexdigest()
