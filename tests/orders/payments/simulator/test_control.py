"""The switches over HTTP, and senseless requests."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
CONTROL, API = "/stripe-simulator/control", "/stripe-simulator/v1/payment_intents"


def post(address: str, body: bytes, content_type: str = "application/json") -> Any:
    return Client(raise_request_exception=False).post(address, body, content_type)


class TestSetSwitches:
    def test_sets_and_reads_them(self) -> None:
        answer = post(CONTROL, json.dumps({"switches": {"drops": 2, "is_reordering": True}}).encode())
        assert answer.status_code == 200
        assert Client().get(CONTROL).json()["switches"]["drops"] == 2

    @pytest.mark.parametrize(
        "body",
        [
            b"[]",
            b"null",
            b"{",
            b"\xff",
            b'{"switches": []}',
            b'{"switches": {"colour": 1}}',
            b'{"switches": {"drops": "many"}}',
            b'{"switches": {"drops": -1}}',
            b'{"switches": {"drops": 99999999999999999999}}',
            b'{"switches": {"payout_outcome": "a very long word indeed"}}',
            b'{"action": "account.complete", "params": 5}',
            b'{"action": "account.complete"}',
            b'{"action": "none"}',
        ],
    )
    def test_says_what_is_unfit(self, body: bytes) -> None:
        before = Client().get(CONTROL).json()
        answer = post(CONTROL, body)
        assert (answer.status_code, answer.json()["error"]["type"]) == (400, "invalid_request_error")
        assert Client().get(CONTROL).json() == before


class TestAnswer:
    @pytest.mark.parametrize("body", [b"\xff\xfe", b"a=1&a[b]=2"])
    def test_refuses_what_it_cannot_read(self, body: bytes) -> None:
        answer = post(API, body, "application/x-www-form-urlencoded")
        assert (answer.status_code, answer.json()["error"]["type"]) == (400, "invalid_request_error")
