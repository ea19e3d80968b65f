"""Reading Stripe's form encoding: ``a[b][0]=1`` becomes ``{"a": {"b": ["1"]}}``."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from .errors import SimulatedError, missing_param

Params = dict[str, Any]
_PART = re.compile(r"\[([^\]]*)\]")


def decode(encoded: str) -> Params:
    """Nest the pairs of a form body or a query string; a later pair wins over an earlier one.

    Raises:
        SimulatedError: one name is a value in one pair and an object in another.
    """
    nested: Params = {}
    for name, value in parse_qsl(encoded, keep_blank_values=True):
        head, *_ = name.split("[", 1)
        _put(nested, [head, *_PART.findall(name)], value)
    return {name: _as_lists(value) for name, value in nested.items()}


def _put(target: Params, path: list[str], value: str) -> None:
    for part in path[:-1]:
        target = target.setdefault(part or str(len(target)), {})
        if not isinstance(target, dict):
            raise SimulatedError(f"Invalid object: {path[0]} is sent both as a value and as an object.", param=path[0])
    target[path[-1] or str(len(target))] = value


def _as_lists(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    inner = {name: _as_lists(part) for name, part in value.items()}
    if inner and all(name.isdigit() for name in inner):
        return [inner[name] for name in sorted(inner, key=int)]
    return inner


def text(params: Mapping[str, Any], name: str) -> str:
    """A required string parameter.

    Raises:
        SimulatedError: ``parameter_missing``.
    """
    value = params.get(name)
    if not isinstance(value, str) or not value:
        raise missing_param(name)
    return value


def amount(params: Mapping[str, Any], name: str = "amount", default: int | None = None) -> int:
    """A positive integer of minor units; ``default`` when it was not sent.

    Raises:
        SimulatedError: the parameter is missing without a default, no integer, or not positive.
    """
    value = params.get(name)
    if value is None:
        if default is None:
            raise missing_param(name)
        return default
    if not re.fullmatch(r"-?\d{1,15}", str(value)):
        raise SimulatedError(f"Invalid integer: {value}", code="parameter_invalid_integer", param=name)
    if int(value) < 1:
        raise SimulatedError(
            "This value must be greater than or equal to 1.",
            code="parameter_invalid_integer",
            param=name,
        )
    return int(value)


def currency(params: Mapping[str, Any]) -> str:
    """A three-letter currency in lower case, as Stripe answers it."""
    value = text(params, "currency").lower()
    if not re.fullmatch(r"[a-z]{3}", value):
        raise SimulatedError(f"Invalid currency: {value}", param="currency")
    return value


def flag(params: Mapping[str, Any], name: str) -> bool:
    """A boolean parameter; absent means false."""
    return str(params.get(name, "false")).lower() == "true"


def metadata(params: Mapping[str, Any]) -> dict[str, str]:
    """The metadata map; absent or blank means empty."""
    value = params.get("metadata")
    return {str(k): str(v) for k, v in value.items()} if isinstance(value, dict) else {}
