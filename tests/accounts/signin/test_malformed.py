"""What nobody should send to the sign-in addresses is refused cleanly."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db

PATHS = [
    *(f"auth/{end}" for end in ("signup", "login", "session", "reauthenticate", "2fa/authenticate")),
    *(f"auth/{end}" for end in ("code/request", "code/confirm", "code/resend", "password/request", "password/reset")),
    *(f"auth/{end}" for end in ("email/verify", "phone/verify", "phone/verify/resend", "email/verify/resend")),
    *(f"account/{end}" for end in ("email", "phone", "password/change", "authenticators")),
    *(f"account/authenticators/{end}" for end in ("totp", "recovery-codes")),
]
BAD = [
    b"{",
    b"[]",
    b"null",
    b'"text"',
    b"\xff\xfe",
    b'{"email": "\\ud800"}',
    b'{"email": "a\\u0000b"}',
    b'{"a": NaN}',
    b'{"a": 1, "a": 2}',
    b"[" * 15_000,
]


class TestMalformedBody:
    @pytest.mark.parametrize("path", PATHS)
    @pytest.mark.parametrize("client", ["app", "browser"])
    def test_is_a_problem(self, path: str, client: str) -> None:
        http = Client(raise_request_exception=False)
        for body in BAD:
            answer = http.post(f"/_allauth/{client}/v1/{path}", body, content_type="application/json")
            assert answer.status_code == 400, body[:20]
            assert answer["Content-Type"] == "application/problem+json"
            assert answer.json()["code"] == "malformed_request"

    def test_too_large_is_413(self) -> None:
        body = b'{"email": "' + b"a" * 5_000_000 + b'"}'
        answer = Client().post("/_allauth/app/v1/auth/signup", body, content_type="application/json")
        assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")
        answer = Client().post("/_allauth/app/v1/auth/signup", body[:20_000], content_type="application/json")
        assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")

    @pytest.mark.parametrize("path", PATHS)
    @pytest.mark.parametrize(
        "value", [None, True, 0, -1, 1e308, "", "x" * 5000, "\u202e\u200f", [], ["a"], {}, {"a": {"b": []}}]
    )
    def test_odd_values_never_break_it(self, path: str, value: Any) -> None:
        names = "email phone code key password new_password current_password name language accept_terms marketing"
        body = dict.fromkeys([*names.split(), "authenticators", "primary"], value)
        http = Client(raise_request_exception=False)
        for method in (http.post, http.put, http.patch, http.delete):
            answer = method(f"/_allauth/app/v1/{path}", body, content_type="application/json")
            assert answer.status_code < 500, answer.content
            assert answer["Content-Type"].startswith("application/")

    @pytest.mark.parametrize("token", ["", "x", "é" * 10, "a" * 5000, "' OR 1=1 --"])
    def test_a_wrong_token_is_refused(self, token: str) -> None:
        answer = Client().get("/_allauth/app/v1/auth/session", headers={"X-Session-Token": token})
        assert answer.status_code in {401, 410}
        assert answer.json()["code"] in {"not_signed_in", "session_token_invalid"}
