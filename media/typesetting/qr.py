"""QR codes as SVG: sharp at any size, printed or on a screen."""

import io

import segno

# Level M survives 15 % damage: enough for a paper tag, and keeps the modules of a short URL large.
_ERROR_CORRECTION = "m"
_QUIET_ZONE_MODULES = 4


def qr_svg(text: str, *, dark: str = "#1c1a17") -> str:
    """Return a standalone SVG of `text` with the 4-module quiet zone that ISO/IEC 18004 asks for.

    The SVG has a viewBox and no fixed size, so that CSS or typst sizes it. Raises ValueError when
    the text is empty or longer than a QR code can hold (about 2,300 bytes at this level).
    """
    if not text:
        raise ValueError("A QR code needs a text.")
    try:
        code = segno.make(text, error=_ERROR_CORRECTION, micro=False, boost_error=False)
    except segno.DataOverflowError as overflow:
        raise ValueError(f"Too long for a QR code: {len(text)} characters.") from overflow
    buffer = io.BytesIO()
    code.save(
        buffer,
        kind="svg",
        border=_QUIET_ZONE_MODULES,
        dark=dark,
        light="#ffffff",
        omitsize=True,
        xmldecl=False,
        svgclass=None,
        lineclass=None,
    )
    return buffer.getvalue().decode("utf-8")
