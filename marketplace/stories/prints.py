"""The story as a picture (PNG, 1200 × 630) and as a card to print (A6 PDF), typeset once per content.

A finished print is kept in the private storage under a name made of everything that is on it, so that a
changed story, badge, photo or design gives a new name and an unchanged one is never set twice.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import UUID

from PIL import Image as Pillow
from PIL import ImageOps

from common.storage import private_storage
from marketplace.stories.selectors import public_stories
from marketplace.stories.telling import DEFAULT_TONE, Telling, tell
from media.files import put_once
from media.images.selectors import read_rendition
from media.typesetting import qr_svg, render_pdf, render_png
from media.typesetting.engine import template_path

BRAND = "ODOP bazaar"
A6_TEMPLATE = "marketplace/stories/card_a6"
WIDE_TEMPLATE = "marketplace/stories/card_wide"
PARTS = "marketplace/stories/card_parts"
# Pixels of the photo on each card: 105 × 82 mm at 300 dots an inch, and one to one on the screen.
A6_PHOTO = (1240, 968)
WIDE_PHOTO = (510, 630)
_LONGEST_RUN = 24
_CODE_FILES = ("labels.py", "prints.py", "telling.py")


@dataclass(frozen=True)
class Print:
    """A finished file and the name of its content (also its ETag)."""

    content: bytes
    digest: str


def story_pdf(telling: Telling) -> Print:
    """The A6 card, two sides; GlyphMissing when a name beside the story cannot be drawn."""
    return _kept(telling, "pdf", A6_PHOTO, _set_pdf)


def story_png(telling: Telling) -> Print:
    """The picture for sharing; GlyphMissing when a name beside the story cannot be drawn."""
    return _kept(telling, "png", WIDE_PHOTO, _set_png)


def prepare_prints(*, card_id: UUID) -> int:
    """Set every print of a public story that is not there yet; returns how many languages it has (0: not public)."""
    card = public_stories().filter(pk=card_id).first()
    if card is None:
        return 0
    languages = [text.language for text in card.texts.all()]
    for language in languages:
        telling = tell(card, language)
        story_pdf(telling)
        story_png(telling)
    return len(languages)


def digest_of(telling: Telling, ending: str) -> str:
    """SHA-256 over all that a print shows: words, photo, design."""
    photo = telling.photos[0].largest.path if telling.photos else ""
    seen = json.dumps([card_data(telling), photo, ending, _design_digest()], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(seen.encode()).hexdigest()


def card_data(telling: Telling) -> dict[str, Any]:
    """What the templates are given: plain JSON, long unbroken runs made breakable."""
    photo = telling.photos[0] if telling.photos else None
    data = {
        "lang": telling.language,
        "title": telling.title,
        "names": " · ".join(telling.names),
        "place": telling.place,
        "locality": telling.locality,
        "badges": [{"kind": each.kind, "label": each.label, "evidence": each.evidence} for each in telling.badges],
        "makers": telling.makers or telling.seller,
        "community": telling.community,
        "sections": [{"label": part.label, "words": part.words} for part in telling.sections],
        "facts": [{"label": part.label, "words": part.words} for part in telling.facts],
        "summary": telling.summary,
        "credit": credit(telling),
        "labels": {
            "made_by": telling.labels.made_by if telling.makers else telling.labels.sold_by,
            "scan": telling.labels.scan,
            "qr": telling.labels.qr,
        },
        "brand": BRAND,
        "keywords": [telling.place, *telling.names],
        "tone": photo.tone if photo else DEFAULT_TONE,
        "photo": "photo.jpg" if photo else None,
        "photo_alt": (photo.alt if photo else "") or telling.title,
    }
    return {**{key: _each_text(value, breakable) for key, value in data.items()}, "address": telling.printed_address}


def credit(telling: Telling) -> str:
    """Who answers for the text, and where it comes from."""
    said = f"{telling.labels.approved_by}: {telling.approver.rstrip('.')}."
    return f"{said} {telling.labels.sources}: {'; '.join(telling.sources).rstrip('.')}." if telling.sources else said


def breakable(text: str) -> str:
    """Let a run of more than 24 characters without a space break across lines, never inside a sign."""
    return re.sub(rf"\S{{{_LONGEST_RUN + 1},}}", lambda run: _with_breaks(run.group()), text)


def _with_breaks(run: str) -> str:
    parts = [run[0]]
    for before, after in pairwise(run):
        joined = unicodedata.category(after).startswith("M") or unicodedata.combining(before) == 9
        if not joined and before not in "\u200d\u200c" and after not in "\u200d\u200c":
            parts.append("\u200b")
        parts.append(after)
    return "".join(parts)


def _each_text(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_each_text(each, change) for each in value]
    if isinstance(value, dict):
        return {key: _each_text(each, change) for key, each in value.items()}
    return value


def _kept(
    telling: Telling, ending: str, photo_size: tuple[int, int], typeset: Callable[[Telling, dict[str, bytes]], bytes]
) -> Print:
    digest = digest_of(telling, ending)
    name = f"story-cards/{digest[:2]}/{digest[2:]}.{ending}"
    storage = private_storage()
    if storage.exists(name):
        with storage.open(name) as file:
            return Print(file.read(), digest)
    content = typeset(telling, _assets(telling, photo_size))
    put_once(storage, name, content)
    return Print(content, digest)


def _set_pdf(telling: Telling, assets: dict[str, bytes]) -> bytes:
    return render_pdf(A6_TEMPLATE, card_data(telling), assets=assets)


def _set_png(telling: Telling, assets: dict[str, bytes]) -> bytes:
    """256 colours with dithering: a third of the bytes, so that messengers show the preview."""
    made = render_png(WIDE_TEMPLATE, card_data(telling), ppi=72, assets=assets)
    with Pillow.open(io.BytesIO(made)) as picture:
        fewer = picture.convert("RGB").quantize(256, Pillow.Quantize.MEDIANCUT, dither=Pillow.Dither.FLOYDSTEINBERG)
    buffer = io.BytesIO()
    fewer.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _assets(telling: Telling, photo_size: tuple[int, int]) -> dict[str, bytes]:
    assets = {"qr.svg": qr_svg(telling.url).encode()}
    if telling.photos:
        assets["photo.jpg"] = _cropped(read_rendition(telling.photos[0].largest), photo_size)
    return assets


def _cropped(content: bytes, size: tuple[int, int]) -> bytes:
    """The middle of the photo in the card's proportions, never enlarged; JPEG, which PDF keeps as it is."""
    with Pillow.open(io.BytesIO(content), formats=("WEBP",)) as photo:
        paper = Pillow.new("RGB", photo.size, "white")
        paper.paste(photo, mask=photo.getchannel("A") if photo.mode == "RGBA" else None)
    scale = min(1.0, paper.width / size[0], paper.height / size[1])
    fitted = ImageOps.fit(paper, (max(1, round(size[0] * scale)), max(1, round(size[1] * scale))))
    buffer = io.BytesIO()
    fitted.save(buffer, "JPEG", quality=84)
    return buffer.getvalue()


@lru_cache(maxsize=1)
def _design_digest() -> str:
    """Over templates and the code that fills them, so that a new design is set anew."""
    here = Path(__file__).parent
    templates = [template_path(name) for name in ("media/typesetting/house", A6_TEMPLATE, WIDE_TEMPLATE, PARTS)]
    files = [*templates, *(here / name for name in _CODE_FILES)]
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in files)).hexdigest()
