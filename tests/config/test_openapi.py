"""Every operation says how it refuses, and no refusal of the project comes with a status that is not described."""

from __future__ import annotations

from typing import Any

import pytest
from drf_spectacular.generators import SchemaGenerator
from jsonschema import Draft202012Validator

from common.errors import InternalError, Refusal, all_refusals
from config.openapi import METHODS
from config.openapi_examples import JSON, load_examples
from config.pages.loading import load_all_modules


@pytest.fixture(scope="module")
def description() -> dict[str, Any]:
    return SchemaGenerator().get_schema(request=None, public=True)


def operations_of(description: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """By operation id, with the method put in."""
    return {
        operation["operationId"]: {**operation, "method": method}
        for methods in description["paths"].values()
        for method, operation in methods.items()
        if method in METHODS
    }


def header_of(operation: dict[str, Any]) -> dict[str, Any] | None:
    found = [row for row in operation.get("parameters", []) if row["name"] == "Idempotency-Key"]
    return found[0] if found else None


class TestIdempotencyKey:
    def test_is_described_on_every_post_of_ours(self, description: dict[str, Any]) -> None:
        for name, operation in operations_of(description).items():
            if operation["method"] == "post" and not name.startswith(("auth", "account", "config")):
                assert header_of(operation) is not None, name
            if operation["method"] == "get":
                assert header_of(operation) is None, name

    def test_is_required_where_money_moves(self, description: dict[str, Any]) -> None:
        required = {
            name
            for name, operation in operations_of(description).items()
            if (header_of(operation) or {}).get("required")
        }
        assert required == {
            "checkouts_place",
            "purchases_cancel",
            "seller_orders_cancel",
            "seller_orders_refund_line",
            "staff_payout_runs_start",
            "staff_refunds_make",
        }


class TestAddExamples:
    @pytest.mark.parametrize("name", sorted(load_examples()))
    def test_fits_the_schemas_of_its_operation(self, name: str, description: dict[str, Any]) -> None:
        operation, example = operations_of(description)[name], load_examples()[name]
        whole = {"components": description["components"]}
        answer = operation["responses"][str(example["status"])]["content"][JSON]
        assert answer["example"] == example["response"]
        Draft202012Validator({**whole, **answer["schema"]}).validate(example["response"])
        if "request" in example:
            body = operation["requestBody"]["content"][JSON]
            assert body["example"] == example["request"]
            Draft202012Validator({**whole, **body["schema"]}).validate(example["request"])


class TestDescribeRefusals:
    def test_every_operation_refers_to_the_one_problem(self, description: dict[str, Any]) -> None:
        operations = {
            (method, path): operation
            for path, methods in description["paths"].items()
            for method, operation in methods.items()
            if method in METHODS
        }
        assert len(operations) > 80
        for (method, path), operation in operations.items():
            responses, headers = operation["responses"], [p["name"] for p in operation.get("parameters", [])]
            assert {"400", "401", "403", "404", "429", "503"} <= responses.keys(), (method, path)
            assert method == "get" or {"409", "415", "422"} <= responses.keys(), (method, path)
            assert ("If-Match" in headers) == ("412" in responses), (method, path)
        problem = description["components"]["responses"]["InvalidInput"]["content"]["application/problem+json"]
        assert problem["schema"] == {"$ref": "#/components/schemas/Problem"}

    def test_no_refusal_has_a_status_of_its_own(self, description: dict[str, Any]) -> None:
        load_all_modules()
        described = {int(s) for m in description["paths"].values() for o in m.values() for s in o["responses"]}
        met = {r.status for r in all_refusals() if r is not Refusal and not r.__module__.startswith("test")}
        assert met - described == {405, InternalError.status}  # no operation is described under a wrong method
