"""Which function does the work of which topic."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

Handler = Callable[[dict[str, Any]], None]

_handlers: dict[str, list[Handler]] = defaultdict(list)


def handler(topic: str) -> Callable[[Handler], Handler]:
    """Register an idempotent function for a topic; use it in a room's tasks module."""

    def register(function: Handler) -> Handler:
        if function not in _handlers[topic]:
            _handlers[topic].append(function)
        return function

    return register


def handlers_of(topic: str) -> list[Handler]:
    """The functions registered for a topic, in order of registration."""
    return list(_handlers.get(topic, ()))
