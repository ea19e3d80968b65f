"""Compile a typst template with data into PDF or PNG.

Data reaches the template only as JSON text in `sys.inputs.data`, so a title such as `#panic()` is
printed, never run: no text from a person is ever pasted into typst source. Assets (photos, QR
codes) are files in a throw-away folder that is also the compiler's root, so a template can read
nothing else of the machine. Equal input gives equal bytes.
"""

import json
import logging
import tempfile
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import typst
from django.conf import settings

from media.typesetting.errors import TypesettingFailed
from media.typesetting.fonts import typst_fonts
from media.typesetting.glyphs import require_glyphs, texts_of

logger = logging.getLogger(__name__)

TEMPLATE_FOLDER = "templates_typ"
# Checked by the compiler: tagged for screen readers, titled, every picture described.
_PDF_STANDARD: Literal["ua-1"] = "ua-1"
_UNDATED = datetime(2000, 1, 1, tzinfo=UTC)


def render_pdf(
    template: str,
    data: Mapping[str, Any],
    *,
    assets: Mapping[str, bytes] | None = None,
    made_at: datetime | None = None,
) -> bytes:
    """Typeset a tagged PDF (PDF/UA-1).

    `template` is `room/capability/name`, the file `room/capability/templates_typ/name.typ`. `data`
    must be JSON-serialisable; `assets` maps plain file names to bytes that the template may read.
    `made_at` is the document's date (aware); without it a fixed date keeps the bytes reproducible.
    Raises GlyphMissing before drawing when a character has no glyph, and TypesettingFailed when
    the template does not compile.
    """
    return _compile(template, data, assets or {}, made_at, image_format="pdf", ppi=None)


def render_png(
    template: str,
    data: Mapping[str, Any],
    *,
    ppi: float,
    assets: Mapping[str, bytes] | None = None,
) -> bytes:
    """Typeset a one-page PNG at `ppi` pixels an inch (72 makes one typst point one pixel).

    The other parameters and the errors are those of `render_pdf`; more than one page is a
    TypesettingFailed.
    """
    return _compile(template, data, assets or {}, None, image_format="png", ppi=ppi)


def template_path(template: str) -> Path:
    """Return the file of `room/capability/name`; TypesettingFailed when there is none."""
    room, _, name = template.rpartition("/")
    path = Path(settings.BASE_DIR) / room / TEMPLATE_FOLDER / f"{name}.typ"
    if not path.is_file():
        raise TypesettingFailed(f"There is no typst template {path}.")
    return path


def _compile(
    template: str,
    data: Mapping[str, Any],
    assets: Mapping[str, bytes],
    made_at: datetime | None,
    *,
    image_format: Literal["pdf", "png"],
    ppi: float | None,
) -> bytes:
    source = template_path(template)
    for text in texts_of(data):
        require_glyphs(text)
    started = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="typeset-") as folder:
        root = Path(folder)
        _lay_out(root, source, assets)
        made = _run(root / source.name, root, data, made_at or _UNDATED, image_format, ppi)
    milliseconds = (time.perf_counter() - started) * 1000
    logger.info("typeset %s as %s: %d bytes in %.0f ms", template, image_format, len(made), milliseconds)
    return made


def _lay_out(root: Path, source: Path, assets: Mapping[str, bytes]) -> None:
    """Copy the house style, the template's folder and the assets into the throw-away root."""
    house = Path(__file__).parent / TEMPLATE_FOLDER
    for folder in (house, source.parent):
        for part in sorted(folder.glob("*.typ")):
            (root / part.name).write_bytes(part.read_bytes())
    for name, content in assets.items():
        if Path(name).name != name:
            raise ValueError(f"An asset's name is a plain file name, not {name!r}.")
        (root / name).write_bytes(content)


def _run(
    main: Path,
    root: Path,
    data: Mapping[str, Any],
    made_at: datetime,
    image_format: Literal["pdf", "png"],
    ppi: float | None,
) -> bytes:
    try:
        compiler = typst.Compiler(
            main,
            root=root,
            font_paths=typst_fonts(),
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        )
        made, warnings = compiler.compile_with_warnings(
            format=image_format,
            ppi=ppi,
            timestamp=made_at,
            pdf_standards=[_PDF_STANDARD] if image_format == "pdf" else [],
        )
    except typst.TypstError as error:
        raise TypesettingFailed(f"{main.name}: {error.message} {error.diagnostic}") from error
    for warning in warnings:
        logger.warning("typst warns about %s: %s", main.name, warning.message)
    if not isinstance(made, bytes):
        raise TypesettingFailed(f"{main.name}: a {image_format} of several pages was not expected.")
    return made
