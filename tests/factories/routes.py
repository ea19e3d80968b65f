"""Every address the project serves, read from the URL resolver: a new route is in every test that walks them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RegexPattern
from django.utils.regex_helper import normalize

METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
NOBODY = "00000000-0000-7000-8000-000000000000"  # a well-formed id of nothing
SAMPLES = {"uuid": NOBODY, "int": "1", "slug": "nobody", "str": "nobody", "path": "nobody"}
DOCS = "/api/docs/"


@dataclass(frozen=True)
class Route:
    """One line of the table of contents, its parameters filled with samples."""

    pattern: str
    path: str
    view: Any

    def __str__(self) -> str:
        """The pattern, which names the test."""
        return self.pattern

    @property
    def is_api(self) -> bool:
        """Whether its errors are problem documents; the rest are pages for people."""
        return self.path.startswith(("/api/", "/_allauth/", "/webhooks/")) and not self.path.startswith(DOCS)

    @property
    def is_private(self) -> bool:
        """Whether it belongs to somebody: a seller, the staff, the signed-in person."""
        return self.path.startswith(("/api/v1/seller/", "/api/v1/staff/", "/api/v1/me"))


def every_route() -> list[Route]:
    """All of them, by path; the admin's once per model."""
    return sorted(_walk(get_resolver().url_patterns, "", ""), key=lambda route: route.pattern)


def fill(text: str, **values: str) -> str:
    """A path pattern with a value for each of its parameters: by name, else a sample of its kind."""

    def value(found: re.Match[str]) -> str:
        return values.get(found["name"], SAMPLES[found["kind"] or "str"])

    return re.sub(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>", value, text)


def _walk(patterns: list[URLPattern | URLResolver], pattern: str, path: str) -> Iterator[Route]:
    for entry in patterns:
        text = str(entry.pattern)
        step = _normal(text) if isinstance(entry.pattern, RegexPattern) else fill(text)
        if isinstance(entry, URLResolver):
            yield from _walk(entry.url_patterns, pattern + text, path + step)
        else:
            yield Route(pattern=pattern + text or "/", path="/" + path + step, view=entry.callback)


def _normal(regex: str) -> str:
    text, names = normalize(regex.removeprefix("^"))[0]
    return text % {name: "nobody" for name in names}
