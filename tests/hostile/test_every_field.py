"""Every field of every body that the API describes, with values that no honest app sends.

The body around the field is of the right shape, the ids are of things that are there, and the caller gets past the
door: so the value reaches as deep as it can.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from factories.bazaar import Bazaar, make_bazaar
from factories.operations import Field, Operation, every_operation, kind_of, put
from factories.refusals import undone

LONG = "x" * 100_000
BOUNDARIES = [-1, 0, 2**31, 2**63 - 1, 2**63, 10**30]
WRONG_TYPES: dict[str, list[Any]] = {
    "integer": ["1", 1.5, True, None, [1]],
    "number": ["x", [], {}],
    "boolean": ["perhaps", 7, {}],
    "string": [{}],
    "array": ["a", {"0": "a"}, [None], [[[]]]],
    "object": ["a", [{}]],
}
ODD_TEXTS = ["", "\u202e\u200b \x1b[2J", "'; DROP TABLE orders_purchase; -- %s%n{0} ../../etc/passwd"]
ODD_BY_FORMAT: dict[str, list[str]] = {
    "uuid": ["x", "0" * 32, "{}", "-1"],
    "date": ["0000-00-00", "0001-01-01", "9999-12-31", "2026-02-30", "+10000-01-01", "today", "2026-W01-1"],
    "date-time": ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-02-30T25:61:61Z", "now"],
    "decimal": ["NaN", "Infinity", "-0", "1e400", "0.0000001", "1" * 400],
    "email": ["a@b", "a@b@c", "a\r\nBcc: all@example.org", "x" * 300 + "@example.org"],
}


def odd_values(field: Field) -> Iterator[tuple[Any, bool]]:
    """Values for a field, and whether the description rules each out."""
    schema = field.schema
    kind, nullable = kind_of(schema), "null" in (schema.get("type") or [])
    yield from ((value, not (value is None and nullable)) for value in WRONG_TYPES.get(kind, []))
    if kind in {"integer", "number"}:
        low, high = schema.get("minimum", 0), schema.get("maximum", 2**62)
        yield from ((value, not low <= value <= high) for value in BOUNDARIES)
    if kind == "string":
        yield LONG, True
        yield from ((value, False) for value in ODD_TEXTS)
        yield from ((value, False) for value in ODD_BY_FORMAT.get(schema.get("format", ""), []))
        if "enum" in schema:
            yield "no such choice", True


def caller(path: str) -> str:
    """Who gets past the door there."""
    if path.startswith("/api/v1/staff/"):
        return "chief"
    if path.startswith("/api/v1/seller/"):
        return "owner"
    return "guest" if path.startswith(("/api/v1/baskets", "/api/v1/quotes", "/api/v1/checkouts")) else "buyer"


WRITES = [operation for operation in every_operation() if operation.body is not None]


@pytest.mark.slow
@pytest.mark.django_db
class TestEveryField:
    def test_is_refused_by_name_when_it_is_odd(self, faults: list[str], subtests: Any) -> None:
        bazaar = make_bazaar()
        for operation in WRITES:
            with subtests.test(str(operation)):
                for field in operation.fields():
                    attack(operation, field, bazaar, faults)


def attack(operation: Operation, field: Field, bazaar: Bazaar, faults: list[str]) -> None:
    """Send every odd value in one field; each request is undone."""
    client = Client(raise_request_exception=False)
    headers = {**bazaar.headers(caller(operation.path)), "Idempotency-Key": "hostile-key"}
    ids = bazaar.ids_for(operation.method, operation.path)
    body, address = operation.fit_body(ids), operation.address(ids)
    for value, is_ruled_out in odd_values(field):
        sent = json.dumps(put(body, field.keys, value))
        with undone():
            answer = client.generic(operation.method, address, sent, "application/json", headers=headers)
        told = f"{operation} {field.pointer} = {str(value)[:60]!r}: {answer.status_code}"
        assert not faults, f"{told}\n{faults[0]}"
        assert answer.status_code < 500, told
        if answer.status_code >= 400:
            assert answer["Content-Type"] == "application/problem+json", told
            assert len(answer.content) < 10_000, told
        if is_ruled_out:
            assert_ruled_out(answer, field, told)


def assert_ruled_out(answer: Any, field: Field, told: str) -> None:
    """Refused; and when the input is to blame, this field is among what is named."""
    assert answer.status_code >= 400, told
    problem = answer.json()
    if problem["code"] == "invalid_input":
        pointers = [issue["pointer"] for issue in problem["errors"]]
        assert any(field.pointer.startswith(p) or p.startswith(field.pointer) for p in pointers), f"{told} {pointers}"
