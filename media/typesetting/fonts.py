"""The fonts we set text in: Noto, from Python packages, so every machine prints alike.

System fonts are never used: a card typeset on a laptop and one typeset in a bare container must be
the same. `fontpkg-noto-serif` brings the Latin serif, `pylopdf-fonts-hi` Devanagari in serif and
sans, `manimgx-fonts` Noto Sans for all other scripts of India. All are under the SIL Open Font
License 1.1, which allows embedding in a PDF.
"""

from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import typst

FONT_PACKAGES = ("fontpkg_noto_serif", "manimgx_fonts", "pylopdf_fonts_hi")


@lru_cache(maxsize=1)
def font_files() -> tuple[Path, ...]:
    """Return every font file of the packages, sorted; FileNotFoundError names an empty package."""
    found: list[Path] = []
    for package in FONT_PACKAGES:
        inside = sorted(Path(str(files(package))).rglob("*.ttf"))
        if not inside:
            raise FileNotFoundError(f"The font package {package} holds no .ttf file: reinstall it.")
        found.extend(inside)
    return tuple(found)


@lru_cache(maxsize=1)
def typst_fonts() -> typst.Fonts:
    """Return typst's font book over our packages alone, read once per process."""
    folders = sorted({str(path.parent) for path in font_files()})
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders))
