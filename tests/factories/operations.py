"""The operations of the API description, with a fit body for each and every field within it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from drf_spectacular.generators import SchemaGenerator
from factories.routes import NOBODY

Ids = Mapping[str, list[str]]
METHODS = ("get", "post", "put", "patch", "delete")
JSON = "application/json"
BY_NAME = {
    "phone": "+919876543210",
    "grievance_phone": "+919876543210",
    "consumer_care_phone": "+919876543210",
    "pin": "847211",
    "country": "IN",
    "country_of_origin": "IN",
    "currency": "INR",
    "hsn": "9701",
    "ifsc": "SBIN0001234",
    "number": "32112345678",
    "pan": "",
    "gstin": "",
    "udyam_number": "",
    "cin": "",
    "fssai_number": "",
    "purpose": "marketing",
    "version": "2026-11-01",
    "tracking_number": "EM123456789IN",
}
# Where a body takes one of two members, the one that is left out.
OMITTED = {"/api/v1/baskets/{basket_id}/quotes": "address", "/refunds": "amount"}
SCALARS = {"integer": 1, "number": 1, "boolean": True}
BY_FORMAT = {
    "uuid": NOBODY,
    "date": "2024-03-01",
    "date-time": "2026-03-01T10:00:00Z",
    "email": "asha@example.org",
    "uri": "https://example.org/",
    "decimal": "1",
}


@dataclass(frozen=True)
class Field:
    """A place in a body: the keys that lead there, and what the description says of it."""

    keys: tuple[str | int, ...]
    schema: Mapping[str, Any]

    @property
    def pointer(self) -> str:
        """The JSON pointer of this place."""
        return "".join(f"/{key}" for key in self.keys)


@dataclass(frozen=True)
class Operation:
    """A method on a path."""

    method: str
    path: str
    parameters: list[dict[str, Any]] = field(default_factory=list)
    body: Mapping[str, Any] | None = None

    def __str__(self) -> str:
        """What names it in a test."""
        return f"{self.method} {self.path}"

    def address(self, ids: Ids) -> str:
        """The path with the first known id of each parameter, else an id of nothing."""
        address = self.path
        for parameter in self.parameters:
            if parameter["in"] == "path":
                name = name_of(parameter["name"], self.path)
                address = address.replace(f"{{{parameter['name']}}}", ids.get(name, [NOBODY])[0])
        return address

    def query_parameters(self) -> list[str]:
        """The names of the filters that it knows."""
        return [parameter["name"] for parameter in self.parameters if parameter["in"] == "query"]

    def fit_body(self, ids: Ids) -> Any:
        """A body of the right shape, with ids of things that are there."""
        return sample(self.body, ids, "") if self.body is not None else None

    def fields(self) -> Iterator[Field]:
        """Every place in that body."""
        if self.body is not None:
            yield from _fields(self.body, ())


def name_of(parameter: str, path: str) -> str:
    """Which of the bazaar's ids a path parameter takes; some names mean two things."""
    if parameter == "number":
        return "order_number" if "/seller/orders/" in path else "purchase_number"
    if parameter == "line_id":
        return "basket_line_id" if "/baskets/" in path else "order_line_id"
    if parameter == "kind":
        return "badge_kind"
    if parameter == "entry_id":
        return "gi_entry" if "/gi-entries/" in path else "odop_entry"
    return parameter


@cache
def description() -> dict[str, Any]:
    """The OpenAPI description."""
    return SchemaGenerator().get_schema(request=None, public=True)


@cache
def every_operation() -> list[Operation]:
    """All of them, by path."""
    return [
        Operation(
            method=method.upper(),
            path=path,
            parameters=[_resolved(parameter) for parameter in operation.get("parameters", [])],
            body=_body(operation, path),
        )
        for path, methods in sorted(description()["paths"].items())
        for method, operation in methods.items()
        if method in METHODS
    ]


def _body(operation: dict[str, Any], path: str) -> Mapping[str, Any] | None:
    content = operation.get("requestBody", {}).get("content", {})
    if JSON not in content:
        return None
    schema = _resolved(content[JSON]["schema"])
    left_out = {name for ending, name in OMITTED.items() if path.endswith(ending)}
    members = {name: inner for name, inner in schema.get("properties", {}).items() if name not in left_out}
    return {**schema, "properties": members}


def _resolved(schema: Mapping[str, Any]) -> dict[str, Any]:
    while "$ref" in schema:
        found: Any = description()
        for part in schema["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        schema = found
    for choice in ("allOf", "oneOf", "anyOf"):
        if choice in schema:
            rest = {name: value for name, value in schema.items() if name != choice}
            return {**_resolved(schema[choice][0]), **rest}
    return dict(schema)


def kind_of(schema: Mapping[str, Any]) -> str:
    """The one type that is not null."""
    kinds = schema.get("type", "string")
    return str(next(kind for kind in kinds if kind != "null") if isinstance(kinds, list) else kinds)


def sample(schema: Mapping[str, Any], ids: Ids, name: str) -> Any:
    """A value of the right shape for a field of this name."""
    schema = _resolved(schema)
    if name in ids:
        return ids[name][0]
    if name in BY_NAME:
        return BY_NAME[name]
    kind = kind_of(schema)
    if kind == "object":
        return {key: sample(inner, ids, key) for key, inner in schema.get("properties", {}).items()}
    if kind == "array":
        return [sample(schema["items"], ids, "")]
    if "enum" in schema:
        return schema["enum"][0]
    return _scalar(kind, schema)


def _scalar(kind: str, schema: Mapping[str, Any]) -> Any:
    if kind in SCALARS:
        return max(SCALARS[kind], schema.get("minimum", SCALARS[kind]))
    return BY_FORMAT.get(schema.get("format", ""), "Painted by hand"[: schema.get("maxLength", 99)])


def _fields(schema: Mapping[str, Any], keys: tuple[str | int, ...]) -> Iterator[Field]:
    schema = _resolved(schema)
    kind = kind_of(schema)
    if keys:
        yield Field(keys, schema)
    if kind == "object":
        for name, inner in schema.get("properties", {}).items():
            yield from _fields(inner, (*keys, name))
    elif kind == "array":
        yield from _fields(schema["items"], (*keys, 0))


def put(body: Any, keys: tuple[str | int, ...], value: Any) -> Any:
    """The body with another value in one place."""
    if not keys:
        return value
    if isinstance(body, list):
        return [put(inner, keys[1:], value) if index == keys[0] else inner for index, inner in enumerate(body)]
    return {**body, keys[0]: put(body[keys[0]], keys[1:], value)}
