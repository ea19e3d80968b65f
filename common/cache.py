"""A cache that stays up: Redis while it answers, the database table while it does not.

Sign-in limits live here, so losing Redis must neither switch them off nor bring the site down. After a
failure Redis is left alone for a few seconds: no request waits for a dead server twice in a row.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any

from django.core.cache import caches
from django.core.cache.backends.base import BaseCache
from redis.exceptions import RedisError

log = logging.getLogger(__name__)

PAUSE_SECONDS = 5.0


class FallbackCache(BaseCache):
    """Passes every call to the cache named by OPTIONS ``PRIMARY``, or to ``FALLBACK`` while that is down."""

    def __init__(self, location: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        options = params.get("OPTIONS", {})
        self._primary, self._fallback = options["PRIMARY"], options["FALLBACK"]
        self._resting_until = 0.0

    def _run(self, call: Callable[[BaseCache], Any]) -> Any:
        if time.monotonic() >= self._resting_until:
            try:
                return call(caches[self._primary])
            except (RedisError, OSError) as error:
                self._resting_until = time.monotonic() + PAUSE_SECONDS
                log.warning("cache %s does not answer, using %s: %s", self._primary, self._fallback, error)
        return call(caches[self._fallback])

    def add(self, key: str, value: Any, timeout: Any = BaseCache, version: int | None = None) -> bool:
        """Store unless there; atomic in both caches."""
        return bool(self._run(lambda c: c.add(key, value, **_given(timeout), version=version)))

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        """The value or the default."""
        return self._run(lambda c: c.get(key, default, version=version))

    def set(self, key: str, value: Any, timeout: Any = BaseCache, version: int | None = None) -> None:
        """Store."""
        self._run(lambda c: c.set(key, value, **_given(timeout), version=version))

    def touch(self, key: str, timeout: Any = BaseCache, version: int | None = None) -> bool:
        """Prolong."""
        return bool(self._run(lambda c: c.touch(key, **_given(timeout), version=version)))

    def delete(self, key: str, version: int | None = None) -> bool:
        """Forget."""
        return bool(self._run(lambda c: c.delete(key, version=version)))

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """Add to a number; raises ``ValueError`` when the key is not there."""
        return int(self._run(lambda c: c.incr(key, delta, version=version)))

    def clear(self) -> None:
        """Empty the cache in use."""
        self._run(lambda c: c.clear())


def _given(timeout: Any) -> dict[str, Any]:
    return {} if timeout is BaseCache else {"timeout": timeout}
