"""Every operation says how it refuses, and no refusal of the project comes with a status that is not described."""

from __future__ import annotations

from typing import Any

import pytest
from drf_spectacular.generators import SchemaGenerator

from common.errors import InternalError, Refusal, all_refusals
from config.openapi import METHODS
from config.pages.loading import load_all_modules


@pytest.fixture(scope="module")
def description() -> dict[str, Any]:
    return SchemaGenerator().get_schema(request=None, public=True)


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
