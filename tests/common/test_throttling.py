"""Limits per address, account and action, and what the answers say about them."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import caches
from factories.accounts import make_user
from rest_framework.test import APIClient

from common.api.client_address import client_address
from common.api.throttling import ActionThrottle, Rate, count_call, parse_rate

pytestmark = pytest.mark.django_db


class TestParseRate:
    def test_reads_count_and_window(self) -> None:
        assert parse_rate("1200/m") == Rate(1200, 60)
        assert parse_rate("3/15m") == Rate(3, 900)
        assert parse_rate("60/h") == Rate(60, 3600)

    def test_refuses_anything_else(self) -> None:
        for text in ("", "5", "x/m"):
            with pytest.raises((ValueError, IndexError, KeyError)):
                parse_rate(text)


class TestCountCall:
    def test_counts_within_a_window_and_starts_anew(self) -> None:
        rate = Rate(2, 60)
        used = [
            count_call(scope="s", caller="a", rate=rate, cache="default", now=now).used for now in (60, 61, 119.5, 120)
        ]
        assert used == [1, 2, 3, 1]
        assert count_call(scope="s", caller="b", rate=rate, cache="default", now=61).used == 1


class TestThrottledAnswers:
    def test_name_the_limits_and_end_in_429(self, settings: Any) -> None:
        settings.THROTTLE_RATES = {"address": "3/m"}
        client = APIClient()
        answers = [client.get("/api/v1/consent-texts") for _ in range(4)]
        assert [a.status_code for a in answers] == [200, 200, 200, 429]
        assert answers[0]["RateLimit-Policy"] == '"address";q=3;w=60'
        assert answers[0]["RateLimit"].startswith('"address";r=2;t=')
        refused = answers[3]
        assert refused["Content-Type"] == "application/problem+json"
        assert refused.json()["code"] == "too_many_requests"
        assert 1 <= int(refused["Retry-After"]) <= 60
        assert refused["RateLimit"].startswith('"address";r=0;t=')

    def test_count_accounts_apart(self, settings: Any, client_for: Any) -> None:
        settings.THROTTLE_RATES = {"account": "1/m"}
        first, second = client_for(make_user()), client_for(make_user())
        assert [c.get("/api/v1/me").status_code for c in (first, first, second)] == [200, 429, 200]

    def test_a_forged_address_is_no_way_around(self, settings: Any) -> None:
        settings.THROTTLE_RATES = {"address": "1/m"}
        said = [
            APIClient().get("/api/v1/consent-texts", headers={"X-Forwarded-For": f"203.0.113.{n}"}).status_code
            for n in range(2)
        ]
        assert said == [200, 429]


class TestSignInAddresses:
    def test_share_the_limit_per_address(self, settings: Any) -> None:
        settings.THROTTLE_RATES = {"address": "2/m"}
        said = [APIClient().get("/_allauth/app/v1/auth/session") for _ in range(3)]
        assert [a.status_code for a in said] == [401, 401, 429]
        assert said[0]["RateLimit"].startswith('"address";r=1;t=')
        assert said[2].json()["code"] == "too_many_requests"
        assert int(said[2]["Retry-After"]) <= 60


class TestActionThrottle:
    def test_counts_writing_only_in_the_shared_cache(self, settings: Any, rf: Any) -> None:
        from rest_framework.request import Request

        settings.THROTTLE_RATES = {"upload": "1/h"}
        throttle = ActionThrottle("upload")
        post, get = Request(rf.post("/")), Request(rf.get("/"))
        assert [throttle().allow_request(r, None) for r in (get, get, post, post)] == [True, True, True, False]
        caches["throttle"].clear()
        assert not throttle().allow_request(post, None)


class TestClientAddress:
    @pytest.mark.parametrize(
        ("trusted", "forwarded", "remote", "expected"),
        [
            (0, "203.0.113.9", "198.51.100.1", "198.51.100.1"),
            (1, "10.0.0.1, 203.0.113.9", "127.0.0.1", "203.0.113.9"),
            (2, "203.0.113.9", "198.51.100.1", "198.51.100.1"),
            (0, "", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
            (0, "", "::ffff:203.0.113.9", "203.0.113.9"),
            (0, "", "nonsense", "0.0.0.0"),
        ],
    )
    def test_trusts_our_own_proxies_only(
        self, settings: Any, rf: Any, trusted: int, forwarded: str, remote: str, expected: str
    ) -> None:
        settings.TRUSTED_PROXY_COUNT = trusted
        request = rf.get("/", REMOTE_ADDR=remote, headers={"X-Forwarded-For": forwarded} if forwarded else {})
        assert client_address(request) == expected
