"""Bodies that are no JSON, too large, too deep or of another kind, sent to every operation that reads one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import pytest
from django.test import Client
from factories.bazaar import make_bazaar
from factories.operations import Operation, every_operation
from factories.refusals import assert_refused, nothing_stored

MALFORMED = {
    "nothing but a brace": b"{",
    "a trailing comma": b'{"a": 1,}',
    "single quotes": b"{'a': 1}",
    "not a number": b'{"a": NaN}',
    "endless": b'{"a": Infinity}',
    "a comment": b"/* a */ {}",
    "two values": b"{} {}",
    "the same member twice": b'{"a": 1, "a": 2}',
    "NUL": b'{"a": "b\\u0000c"}',
    "NUL in a name": b'{"a\\u0000": 1}',
    "a bare NUL": b'{"a": "\x00"}',
    "half a surrogate pair": b'{"a": "\\ud800"}',
    "half a surrogate pair in a name": b'{"\\udfff": 1}',
    "not UTF-8": b'{"a": "\xff"}',
    "UTF-16": '{"a": 1}'.encode("utf-16"),
    "a byte order mark": b"\xef\xbb\xbf{}",
    "deep lists": b"[" * 100_000,
    "deep objects": b'{"a":' * 50_000,
    "a number of 5,000 digits": b'{"a": ' + b"9" * 5000 + b"}",
}
OTHER_KINDS = ["text/plain", "text/html", "application/xml", "application/x-www-form-urlencoded", "image/svg+xml", "x"]
NOT_OBJECTS = [b"[]", b'"text"', b"1", b"true", b"[{}]"]
READERS = [
    operation
    for operation in every_operation()
    if operation.body is not None and operation.fit_body({}) and not operation.path.startswith("/webhooks/")
]


def caller(path: str) -> str:
    """Who gets past the door there."""
    if path.startswith("/api/v1/staff/"):
        return "chief"
    if path.startswith("/api/v1/seller/"):
        return "owner"
    return "buyer" if path.startswith("/api/v1/me") else "guest"


@pytest.mark.slow
@pytest.mark.django_db
class TestEveryBody:
    def test_is_read_strictly_and_leaves_nothing(self, faults: list[str], subtests: Any) -> None:
        bazaar = make_bazaar()
        with nothing_stored():
            for operation in READERS:
                with subtests.test(str(operation)):
                    send = Sender(operation, operation.address(bazaar.ids), bazaar.headers(caller(operation.path)))
                    for body in MALFORMED.values():
                        assert_refused(send(body), 400, "malformed_request")
                    for kind in OTHER_KINDS:
                        assert_refused(send(b"{}", kind), 415, "unsupported_media_type")
                    for body in NOT_OBJECTS:
                        assert_refused(send(body), 400, "invalid_input")
                    assert_refused(send(b'{"a":"' + b"x" * 5_000_000 + b'"}'), 413, "body_too_large")
                    assert not faults, faults[0]


@dataclass
class Sender:
    """Sends bodies to one operation, each under an idempotency key of its own."""

    operation: Operation
    address: str
    headers: dict[str, str]
    keys: Iterator[int] = field(default_factory=count)

    def __call__(self, body: bytes, kind: str = "application/json") -> Any:
        """One request."""
        headers = {**self.headers, "Idempotency-Key": f"hostile-key-{next(self.keys)}"}
        client = Client(raise_request_exception=False)
        return client.generic(self.operation.method, self.address, body, kind, headers=headers)


@pytest.mark.django_db
class TestContentLength:
    @pytest.mark.parametrize("length", ["-1", "x", "²", "9" * 5000, "1e3", "0x10", "9" * 18])
    def test_that_is_none_is_refused(self, length: str) -> None:
        client = Client(raise_request_exception=False)
        with nothing_stored():
            answer = client.post("/api/v1/baskets", b"{}", "application/json", CONTENT_LENGTH=length)
        assert answer.status_code in {400, 413}, answer.content
        assert answer["Content-Type"] == "application/problem+json"


QUANTITIES = [-1, 0, 1.5, "1", "١", True, None, [], {}, 1e3, 10**9, 2**31, 2**63, 10**40, "1; DROP TABLE"]


@pytest.mark.django_db
class TestQuantities:
    @pytest.fixture
    def bazaar(self) -> Any:
        """Stalls, baskets and orders."""
        return make_bazaar()

    def places(self, bazaar: Any) -> list[tuple[str, str, str, dict[str, Any]]]:
        """Person, method, address and the rest of the body, wherever pieces are counted."""
        basket = f"/api/v1/baskets/{bazaar.ids['basket_id'][0]}"
        order = bazaar.paid.orders.get(seller=bazaar.stall.seller)
        refunds = f"/api/v1/seller/orders/{order.number}/lines/{order.lines.get().pk}/refunds"
        product, variant = bazaar.stall.product, bazaar.stall.variant
        stock = f"/api/v1/seller/products/{product.pk}/variants/{variant.pk}/stock"
        return [
            ("guest", "POST", f"{basket}/lines", {"variant": str(variant.pk)}),
            ("guest", "PATCH", f"{basket}/lines/{bazaar.ids['basket_line_id'][0]}", {}),
            ("owner", "POST", refunds, {"reason": "Broken on the way"}),
            ("owner", "POST", stock, {"kind": "received"}),
        ]

    def test_that_are_none_are_refused_by_name(self, bazaar: Any, faults: list[str]) -> None:
        client = Client(raise_request_exception=False)
        for person, method, address, rest in self.places(bazaar):
            for number, quantity in enumerate(QUANTITIES):
                headers = {**bazaar.headers(person), "Idempotency-Key": f"hostile-key-{number}"}
                with nothing_stored():
                    answer = client.generic(
                        method, address, json.dumps({**rest, "quantity": quantity}), "application/json", headers=headers
                    )
                assert not faults, faults[0]
                assert answer.status_code in {400, 409, 422}, (address, quantity, answer.content)
                if answer.status_code != 409:
                    assert "/quantity" in [issue["pointer"] for issue in answer.json()["errors"]], answer.content
