"""Every route × every method with empty and senseless bodies: refused in order, never a fault, nothing private told."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from factories.routes import METHODS, Route, every_route

ROUTES = every_route()
SIGN_OUT = "/auth/session"  # allauth tells by a 401 that nobody is signed in any more: no error
WRITES = ("POST", "PUT", "PATCH", "DELETE")
BODIES: dict[str, tuple[str, bytes]] = {
    "nothing": ("application/json", b""),
    "object": ("application/json", b"{}"),
    "list": ("application/json", b"[]"),
    "null": ("application/json", b"null"),
    "text": ("application/json", b'"text"'),
    "number": ("application/json", b"1e999"),
    "cut off": ("application/json", b'{"a": '),
    "not UTF-8": ("application/json", b"\xff\xfe\x00"),
    "a form": ("application/x-www-form-urlencoded", b"a=1&b=%00"),
    "an upload without boundary": ("multipart/form-data", b"--x\r\n"),
    "an upload cut off": ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="file"'),
    "plain text": ("text/plain", b"hello"),
    "no known type": ("\x7f/;;=", b"{}"),
    "UTF-16": ("application/json; charset=utf-16", '{"a": 1}'.encode("utf-16")),
}


@pytest.mark.django_db
@pytest.mark.parametrize("route", ROUTES, ids=str)
class TestEveryRoute:
    def test_answers_anybody_with_anything_in_order(self, route: Route, faults: list[str]) -> None:
        client = Client(raise_request_exception=False)
        for method in METHODS:
            for name, (content_type, body) in BODIES.items() if method in WRITES else [("nothing", ("", b""))]:
                answer = client.generic(method, route.path, body, content_type, headers={"Idempotency-Key": "k" * 8})
                told = f"{method} {route.path} with {name}: {answer.status_code}"
                assert not faults, f"{told}\n{faults[0]}"
                assert answer.status_code < 500, told
                is_sign_out = method == "DELETE" and route.path.endswith(SIGN_OUT) and answer.status_code == 401
                if route.is_api and answer.status_code >= 400 and not is_sign_out:
                    assert answer["Content-Type"] == "application/problem+json", told
                    if method != "HEAD":
                        problem = json.loads(answer.content)
                        assert problem["status"] == answer.status_code, told
                        assert problem["code"], told
                if route.is_private:
                    assert answer.status_code in {401, 405}, told
