"""Typesetting: PDF and PNG from typst templates, with every Indian script of the bazaar."""

from media.typesetting.engine import render_pdf, render_png
from media.typesetting.errors import GlyphMissing, TypesettingFailed
from media.typesetting.glyphs import missing_glyphs, require_glyphs
from media.typesetting.qr import qr_svg

__all__ = [
    "GlyphMissing",
    "TypesettingFailed",
    "missing_glyphs",
    "qr_svg",
    "render_pdf",
    "render_png",
    "require_glyphs",
]
