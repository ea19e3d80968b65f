"""The story for people: a page without scripts, a picture to share, a card to print."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from functools import lru_cache, wraps
from pathlib import Path
from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request
from django.views.decorators.http import require_safe

from common.api.problems import plain_problem
from common.api.throttling import count_address
from common.errors import NotFound, TooManyRequests
from marketplace.stories.labels import LABELS
from marketplace.stories.prints import BRAND, Print, digest_of, story_pdf, story_png
from marketplace.stories.selectors import public_story
from marketplace.stories.states import StoryLanguage
from marketplace.stories.telling import Telling, tell
from media.typesetting import GlyphMissing, qr_svg

CACHE = "public, max-age=300"
_STYLE = Path(__file__).parents[1] / "templates" / "stories" / "story.css"


def _limited(view: Callable[[HttpRequest, str], HttpResponse]) -> Callable[[HttpRequest, str], HttpResponse]:
    """Count the call against the visitor's address, as the API does."""

    @wraps(view)
    def counted(request: HttpRequest, code: str) -> HttpResponse:
        try:
            count_address(request)
        except TooManyRequests as refusal:
            return plain_problem(refusal, request)
        return view(request, code)

    return counted


@require_safe
@_limited
def story_page(request: HttpRequest, code: str) -> HttpResponse:
    """The page: `?lang=` or Accept-Language chooses among the story's languages. Under 50 KB without photos."""
    wanted = wanted_language(request)
    try:
        telling = tell(public_story(code), wanted)
    except NotFound:
        return _missing_page(request, wanted)
    context = {
        "story": telling,
        "language": telling.language,
        "labels": telling.labels,
        "brand": BRAND,
        "qr": "data:image/svg+xml;base64," + base64.b64encode(qr_svg(telling.url).encode()).decode(),
        "others": [(each, LABELS[each].other_language) for each in telling.languages if each != telling.language],
        "has_gi": any(badge.kind == "gi_registered" for badge in telling.badges),
    }
    response = render(request, "stories/story.html", context)
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    if request.headers.get("If-None-Match") == etag:
        return _finished(HttpResponseNotModified(), telling.language, etag)
    _guard(response, telling)
    return _finished(response, telling.language, etag)


@require_safe
@_limited
def story_picture(request: HttpRequest, code: str) -> HttpResponse:
    """PNG, 1200 × 630."""
    return _print(request, code, "png", "image/png", story_png)


@require_safe
@_limited
def story_card(request: HttpRequest, code: str) -> HttpResponse:
    """A6 PDF."""
    return _print(request, code, "pdf", "application/pdf", story_pdf)


def wanted_language(request: HttpRequest) -> str:
    """`?lang=en|hi`, else the browser's preference, else English."""
    asked = request.GET.get("lang", "")
    found = asked if asked in StoryLanguage.values else get_language_from_request(request)
    return found if found in StoryLanguage.values else StoryLanguage.ENGLISH.value


@lru_cache(maxsize=1)
def style_source() -> str:
    """The style sheet's hash as a Content-Security-Policy source: the page allows this sheet and no other."""
    digest = hashlib.sha256(_STYLE.read_bytes()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _print(
    request: HttpRequest, code: str, ending: str, content_type: str, make: Callable[[Telling], Print]
) -> HttpResponse:
    try:
        telling = tell(public_story(code), wanted_language(request))
    except NotFound as missing:
        raise Http404("There is no story with this code.") from missing
    etag = f'"{digest_of(telling, ending)[:32]}"'
    if request.headers.get("If-None-Match") == etag:
        return _finished(HttpResponseNotModified(), telling.language, etag)
    try:
        made = make(telling)
    except GlyphMissing as refusal:
        return plain_problem(refusal, request)
    response = HttpResponse(made.content, content_type=content_type)
    response["Content-Disposition"] = f'inline; filename="story-{telling.code}-{telling.language}.{ending}"'
    response["X-Content-Type-Options"] = "nosniff"
    return _finished(response, telling.language, etag)


def _finished(response: HttpResponse, language: str, etag: str) -> HttpResponse:
    response["Content-Language"] = language
    response["Cache-Control"] = CACHE
    response["ETag"] = etag
    patch_vary_headers(response, ["Accept-Language"])
    return response


def _guard(response: HttpResponse, telling: Telling | None) -> None:
    """No script, no form, no frame; pictures from us and from where the renditions lie."""
    pictures = {"'self'", "data:"}
    if telling is not None:
        for photo in telling.photos:
            address = urlsplit(photo.src)
            pictures.add(f"{address.scheme}://{address.netloc}")
    response["Content-Security-Policy"] = (
        f"default-src 'none'; img-src {' '.join(sorted(pictures))}; style-src {style_source()}; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def _missing_page(request: HttpRequest, language: str) -> HttpResponse:
    context = {"labels": LABELS[language], "language": language, "brand": BRAND}
    response = render(request, "stories/missing.html", context, status=404)
    _guard(response, None)
    response["Content-Language"] = language
    return response
