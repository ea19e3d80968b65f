"""The page behind every problem document's ``type``: what each code means and what to do."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control

from common.errors import Refusal, all_refusals


@dataclass(frozen=True)
class CatalogueRow:
    """One error code as a person reads it."""

    code: str
    status: int
    title: str
    detail: str
    meaning: str
    room: str


def catalogue() -> list[CatalogueRow]:
    """Every code of the project with the refusal that defines it.

    Refusals that only reword an inherited code (another tenant's order is `not_found` like any other) share its row.
    The base class itself is not handed out.
    """
    rows = [
        CatalogueRow(
            code=refusal.code,
            status=refusal.status,
            title=refusal.title,
            detail=refusal.detail,
            meaning=(refusal.__doc__ or "").strip().splitlines()[0],
            room=refusal.__module__.partition(".")[0],
        )
        for refusal in set(all_refusals())
        if refusal is not Refusal and "code" in vars(refusal) and not refusal.__module__.startswith(("test", "tests"))
    ]
    return sorted(rows, key=lambda row: (row.code, row.status))


@cache_control(public=True, max_age=3600)
def errors_page(request: HttpRequest) -> HttpResponse:
    """GET /api/docs/errors: the catalogue with an anchor a code."""
    return render(request, "config/errors.html", {"rows": catalogue()})
