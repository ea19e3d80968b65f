"""Keyset pages: flat cost at any depth, stable under inserts, cursors that only we can make."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.core import signing
from django.db.models import Q, QuerySet
from django.utils.dateparse import parse_datetime
from rest_framework.request import Request

from common.errors import FieldIssue, InvalidCursor, UnknownParameter

DEFAULT_LIMIT, MAX_LIMIT = 20, 100
PARAMETERS = frozenset({"limit", "cursor"})


@dataclass(frozen=True)
class Position:
    """Where a page starts: after (or before) the row with these ordering values."""

    values: tuple[Any, ...]
    backwards: bool


@dataclass(frozen=True)
class Keyset:
    """Pages over a queryset whose ordering ends in a unique column, such as ``("-created_at", "-id")``.

    Every ordering column must be non-null and present on the rows (attributes, or keys of ``.values()``).
    """

    ordering: tuple[str, ...]

    def page(self, queryset: QuerySet[Any, Any], request: Request) -> tuple[list[Any], str | None, str | None]:
        """Rows of the asked page and the addresses of the next and the previous one. One query."""
        limit, position = read_limit(request), self._read_cursor(request)
        backwards = position is not None and position.backwards
        order = [flip(name) for name in self.ordering] if backwards else list(self.ordering)
        rows_query = queryset.order_by(*order)
        if position is not None:
            rows_query = rows_query.filter(after(order, position.values))
        rows = list(rows_query[: limit + 1])
        more, rows = len(rows) > limit, rows[:limit]
        if backwards:
            rows.reverse()
        has_next = bool(rows) and (backwards or more)
        has_previous = bool(rows) and (more if backwards else position is not None)
        following = self._link(request, rows[-1], backwards=False) if has_next else None
        preceding = self._link(request, rows[0], backwards=True) if has_previous else None
        return rows, following, preceding

    def _salt(self) -> str:
        return "keyset:" + ",".join(self.ordering)

    def _read_cursor(self, request: Request) -> Position | None:
        text = request.query_params.get("cursor")
        if text is None:
            return None
        try:
            raw = signing.loads(text, salt=self._salt())
        except signing.BadSignature as error:
            raise InvalidCursor(pointer="/cursor") from error
        return Position(values=tuple(_thaw(v) for v in raw["v"]), backwards=bool(raw["b"]))

    def _link(self, request: Request, row: Any, *, backwards: bool) -> str:
        values = [_freeze(read(row, name.lstrip("-"))) for name in self.ordering]
        cursor = signing.dumps({"v": values, "b": int(backwards)}, salt=self._salt(), compress=True)
        kept = [(k, v) for k, vs in request.query_params.lists() for v in vs if k != "cursor"]
        return request.build_absolute_uri(f"{request.path}?{urlencode([*kept, ('cursor', cursor)])}")


def read_limit(request: Request) -> int:
    """The asked page size, 1 to 100; raises InvalidLimit for anything else."""
    text = request.query_params.get("limit", str(DEFAULT_LIMIT))
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:6]) <= MAX_LIMIT):
        raise InvalidLimit(pointer="/limit")
    return int(text)


class InvalidLimit(UnknownParameter):
    """The page size is not a number from 1 to 100."""

    code = "invalid_limit"
    title = "The limit is out of range"
    detail = f"Send limit as a whole number from 1 to {MAX_LIMIT}."


class RepeatedParameter(UnknownParameter):
    """A query parameter is sent twice; which one is meant, nobody knows."""

    code = "repeated_parameter"
    title = "A query parameter is sent twice"
    detail = "Send each query parameter once."


def refuse_unknown(request: Request, allowed: frozenset[str] | set[str]) -> None:
    """Refuse query parameters outside ``allowed`` or sent twice: neither may be silently ignored.

    Raises UnknownParameter or RepeatedParameter.
    """
    unknown = sorted(set(request.query_params) - set(allowed))
    if unknown:
        known = ", ".join(sorted(allowed)) or "none"
        raise UnknownParameter(
            f"Unknown here: {', '.join(name[:40] for name in unknown[:10])}. Known: {known}.",
            errors=[FieldIssue(f"/{name[:40]}", "unknown_parameter", "Not known here.") for name in unknown[:10]],
        )
    repeated = [name for name, values in request.query_params.lists() if len(values) > 1]
    if repeated:
        raise RepeatedParameter(pointer=f"/{repeated[0]}")


def after(order: Sequence[str], values: Sequence[Any]) -> Q:
    """Rows strictly after ``values`` in this order, as an indexable OR of prefixes."""
    condition = Q()
    for depth, name in enumerate(order):
        column = name.lstrip("-")
        step = Q(**{f"{column}__{'lt' if name.startswith('-') else 'gt'}": values[depth]})
        for earlier in range(depth):
            step &= Q(**{order[earlier].lstrip("-"): values[earlier]})
        condition |= step
    first = order[0].lstrip("-")
    bound = "lte" if order[0].startswith("-") else "gte"
    return Q(**{f"{first}__{bound}": values[0]}) & condition


def flip(name: str) -> str:
    """The opposite direction of an ordering column."""
    return name[1:] if name.startswith("-") else f"-{name}"


def read(row: Any, name: str) -> Any:
    """A column of a model instance (following ``__``) or of a ``.values()`` row."""
    if isinstance(row, dict):
        return row[name]
    for part in name.split("__"):
        row = getattr(row, part)
    return row


Render = Callable[[Any], Any]


def _freeze(value: Any) -> Any:
    if isinstance(value, datetime):
        return {"dt": value.isoformat()}
    if isinstance(value, date):
        return {"d": value.isoformat()}
    return value if isinstance(value, int | float | str) else str(value)


def _thaw(value: Any) -> Any:
    if isinstance(value, dict):
        return parse_datetime(value["dt"]) if "dt" in value else date.fromisoformat(value["d"])
    return value
