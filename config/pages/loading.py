"""Imports every module of the rooms, so that no refusal class is missing from the catalogue."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

ROOMS = ("common", "registry", "media", "accounts", "sellers", "marketplace", "orders", "config")
LEFT_OUT = ("migrations", "commands", "__main__", "wsgi", "asgi")


def load_all_modules() -> None:
    """Import what defines refusals; programs, commands and migrations are left out."""
    for name in _module_names():
        importlib.import_module(name)


def _module_names() -> Iterator[str]:
    for room in ROOMS:
        package = importlib.import_module(room)
        for found in pkgutil.walk_packages(package.__path__, prefix=f"{room}."):
            parts = found.name.split(".")
            if not set(parts) & set(LEFT_OUT) and not found.name.startswith("config.dev"):
                yield found.name
