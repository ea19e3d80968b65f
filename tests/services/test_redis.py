"""Redis as the shared cache."""

from __future__ import annotations

import os
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import caches

pytestmark = pytest.mark.services


class TestCache:
    def test_counts_once_for_all_processes(self, settings: Any) -> None:
        location = os.environ["TEST_REDIS_URL"]
        shared = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": location}
        settings.CACHES = settings.CACHES | {"default": shared}
        key = f"tests:{uuid4().hex}"
        here, there = caches.create_connection("default"), caches.create_connection("default")
        assert here.add(key, 1, timeout=30) is True
        assert there.add(key, 1, timeout=30) is False
        assert there.incr(key) == 2
        assert here.get(key) == 2
        here.delete(key)
        assert there.get(key) is None
