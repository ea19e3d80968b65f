"""JSON bodies, read strictly: what PostgreSQL could not store never gets past the door."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser


class StrictJSONParser(JSONParser):
    """DRF's parser, which also refuses endless nesting, lone surrogates, NUL characters and doubled keys."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Mapping[str, Any] | None = None) -> Any:
        """Parse one JSON value; raises ParseError (400) with the reason."""
        try:
            text = stream.read().decode("utf-8")
            data = json.loads(text, object_pairs_hook=_unique, parse_constant=_no_constant)
        except RecursionError as error:
            raise ParseError("The JSON is nested too deeply.") from error
        except UnicodeDecodeError as error:
            raise ParseError("The body is not UTF-8.") from error
        except ValueError as error:
            raise ParseError(f"The JSON is malformed: {error}.") from error
        if "\\u" in text:
            _refuse_unstorable(data)
        return data


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) != len(pairs):
        raise ValueError("an object names the same member twice")
    return data


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not a JSON number")


def _refuse_unstorable(data: Any) -> None:
    try:
        flat = json.dumps(data, ensure_ascii=False)
        flat.encode("utf-8")
    except UnicodeEncodeError as error:
        raise ParseError("A text holds half of a surrogate pair.") from error
    if "\\u0000" in flat:
        raise ParseError("A text holds a NUL character.")
