"""The cache stays up while Redis is away."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import caches
from django.core.management import call_command
from factories.accounts import make_user
from rest_framework.test import APIClient

from common import cache as cache_module

MEMORY = "django.core.cache.backends.locmem.LocMemCache"


@pytest.fixture
def dead_redis(settings: Any) -> Any:
    """Settings as in production, with a Redis where nobody listens."""
    settings.CACHES = {
        "default": {"BACKEND": "common.cache.FallbackCache", "OPTIONS": {"PRIMARY": "redis", "FALLBACK": "table"}},
        "throttle": {"BACKEND": MEMORY, "LOCATION": "throttle"},
        "table": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "bazaar_cache"},
        "redis": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
            "OPTIONS": {"socket_connect_timeout": 1},
        },
    }
    call_command("createcachetable", verbosity=0)
    return caches["default"]


@pytest.mark.django_db
class TestFallbackCache:
    def test_serves_from_the_table_while_redis_is_away(self, dead_redis: Any) -> None:
        assert dead_redis.add("key", 1, timeout=60) is True
        assert dead_redis.add("key", 2, timeout=60) is False
        assert dead_redis.incr("key") == 2
        dead_redis.set("key", [1.5], 60)
        assert dead_redis.get("key") == [1.5]
        assert dead_redis.touch("key", 10)
        assert dead_redis.delete("key")
        assert dead_redis.get("key", "gone") == "gone"
        with pytest.raises(ValueError, match="key"):
            dead_redis.incr("key")

    def test_asks_redis_again_after_a_pause(self, dead_redis: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        dead_redis.set("key", "from the table", 60)
        monkeypatch.setattr(cache_module, "PAUSE_SECONDS", 0.0)
        dead_redis._resting_until = 0.0
        monkeypatch.setattr(dead_redis, "_primary", "throttle")
        assert dead_redis.get("key") is None

    def test_sign_in_limits_hold_without_redis(self, dead_redis: Any) -> None:
        make_user("asha@example.org")
        said = [
            APIClient().post("/_allauth/app/v1/auth/code/request", {"email": "asha@example.org"}).status_code
            for _ in range(4)
        ]
        assert said == [401, 401, 401, 429]
