"""Query parameters that no honest client sends: unknown ones, doubled ones, senseless values, forged cursors."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import signing
from django.test import Client
from factories.bazaar import make_bazaar
from factories.operations import Operation, every_operation
from factories.refusals import assert_refused, nothing_stored
from factories.registry import DISTRICTS, make_district

GETS = [operation for operation in every_operation() if operation.method == "GET"]
VALUES = [
    "",
    " ",
    "null",
    "-1",
    "0",
    "1.5",
    "1e400",
    "9" * 30,
    "0001-01-01",
    "9999-12-31T23:59:59Z",
    "x" * 5000,
    "%",
    "_%_",
    "\\",
    "'\"--;",
    "(((&|!:*",
    "\u202e\u200b",
    "\ud7ff\uffff",
    "🐘" * 300,
    "ａ" * 50,
    "true",
    "[]",
    "00000000-0000-7000-8000-000000000000",
    "../..",
]
RAW = ["%00", "%ff%fe", "%ed%a0%80", "%u0000", "a=b=c", "&&&", "%", "[]=1", "="]
LISTS = [operation for operation in GETS if "cursor" in operation.query_parameters() or operation.path.endswith("s")]


def caller(operation: Operation) -> str:
    if operation.path.startswith("/api/v1/staff/"):
        return "chief"
    return "owner" if operation.path.startswith("/api/v1/seller/") else "buyer"


@pytest.mark.slow
@pytest.mark.django_db
class TestEveryQueryParameter:
    def test_is_understood_or_refused(self, faults: list[str], subtests: Any) -> None:
        bazaar = make_bazaar()
        client = Client(raise_request_exception=False)
        for operation in GETS:
            headers = bazaar.headers(caller(operation))
            address = operation.address(bazaar.ids)
            required = {"seller": str(bazaar.stall.seller.pk)} if "statements" in operation.path else {}
            with subtests.test(str(operation)), nothing_stored():
                for name in operation.query_parameters():
                    for value in VALUES:
                        answer = client.get(address, {**required, name: value}, headers=headers)
                        told = f"{operation} {name}={value[:40]!r}: {answer.status_code}"
                        assert not faults, f"{told}\n{faults[0]}"
                        assert answer.status_code in {200, 304, 400, 404}, told
                        if answer.status_code >= 400:
                            assert answer["Content-Type"] == "application/problem+json", told
                            assert answer.json()["errors"] or answer.status_code == 404, told
                unknown = client.get(address, {**required, "colour": "red"}, headers=headers)
                assert_refused(unknown, 400, "unknown_parameter", "/colour")
                for raw in RAW:
                    answer = client.get(f"{address}?{raw}", headers=headers)
                    assert not faults, f"{operation} ?{raw}\n{faults[0]}"
                    assert answer.status_code < 500, f"{operation} ?{raw}"


@pytest.mark.django_db
class TestLists:
    @pytest.mark.parametrize(
        "query",
        ["state=x&state=y", "limit=5&limit=6", "q=a&q=b", "cursor=a&cursor=b", "price_min=1&price_min=2"],
    )
    def test_refuse_a_doubled_parameter(self, anonymous_client: Any, query: str) -> None:
        name = query.split("=")[0]
        assert_refused(anonymous_client.get(f"/api/v1/products?{query}"), 400, "repeated_parameter", f"/{name}")

    @pytest.mark.parametrize("limit", ["0", "-1", "101", "1.0", "1e1", "٣", "", "9" * 5000, "null"])
    def test_refuse_a_limit_out_of_range(self, anonymous_client: Any, limit: str) -> None:
        for address in ("/api/v1/products", "/api/v1/districts", "/api/v1/sellers"):
            assert_refused(anonymous_client.get(address, {"limit": limit}), 400, "invalid_limit", "/limit")

    @pytest.mark.parametrize(
        "cursor",
        [
            "",
            "x",
            ":::",
            "eyJ2IjpbXX0:1a:x",
            signing.dumps({"v": ["x"], "b": 0}),  # signed by us, for something else
            signing.dumps({"v": [1, 2, 3, 4, 5], "b": 1}, salt="keyset:"),
            "x" * 20_000,
        ],
    )
    def test_refuse_a_forged_cursor(self, anonymous_client: Any, cursor: str) -> None:
        for address in ("/api/v1/products", "/api/v1/districts", "/api/v1/sellers", "/api/v1/gi-entries"):
            assert_refused(anonymous_client.get(address, {"cursor": cursor}), 400, "invalid_cursor", "/cursor")

    def test_refuse_the_cursor_of_another_list(self, client_for: Any, anonymous_client: Any) -> None:
        for name in DISTRICTS:
            make_district(name)
        following = anonymous_client.get("/api/v1/districts?limit=2").json()["next"]
        cursor = following.split("cursor=")[1]
        assert anonymous_client.get(f"/api/v1/districts?cursor={cursor}").status_code == 200
        assert_refused(anonymous_client.get(f"/api/v1/products?cursor={cursor}"), 400, "invalid_cursor", "/cursor")

    @pytest.mark.parametrize(
        ("address", "query", "pointer"),
        [
            ("/api/v1/products", {"price_min": "-1"}, "/price_min"),
            ("/api/v1/products", {"price_max": "9" * 30}, "/price_max"),
            ("/api/v1/products", {"sort": "password"}, "/sort"),
            ("/api/v1/products", {"badge": "handmade"}, "/badge"),
            ("/api/v1/products", {"seller__pan": "x"}, "/seller__pan"),
            ("/api/v1/gi-entries", {"goods_type": "weapons"}, "/goods_type"),
            ("/api/v1/odop-entries", {"scheme": "x"}, "/scheme"),
            ("/api/v1/districts", {"state": "not-an-id"}, "/state"),
        ],
    )
    def test_refuse_a_senseless_filter(
        self, anonymous_client: Any, address: str, query: dict[str, str], pointer: str
    ) -> None:
        problem = anonymous_client.get(address, query)
        assert problem.status_code == 400, problem.content
        assert pointer in [issue["pointer"] for issue in problem.json()["errors"]]


class TestPathParameters:
    @pytest.mark.django_db
    @pytest.mark.parametrize("value", ["%00", "..", "%2e%2e%2f", "x" * 5000, "😀", "%ff", "a%0d%0aSet-Cookie:x=1", "*"])
    def test_are_only_names(self, anonymous_client: Any, faults: list[str], value: str) -> None:
        for address in (
            "/api/v1/pincodes/",
            "/api/v1/purchases/",
            "/api/v1/sellers/",
            "/api/v1/products/",
            "/s/",
            "/media-files/",
        ):
            answer = anonymous_client.get(address + value)
            assert not faults, faults[0]
            assert answer.status_code in {400, 404}, (address, answer.status_code)
            assert "Set-Cookie" not in answer
