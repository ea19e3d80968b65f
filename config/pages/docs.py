"""The API description as a page to read and try."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from drf_spectacular.views import SpectacularSwaggerView

_page = SpectacularSwaggerView.as_view(url_name="openapi")


@require_safe  # the view behind has no page for anything else
def api_docs(request: HttpRequest) -> HttpResponse:
    """GET /api/docs/: Swagger UI over /api/openapi.yml."""
    response: HttpResponse = _page(request)
    return response
