"""Look at an upload without trusting it: format from content, pixels from the header, whole or cut off.

Everything here reads headers and structure only; no pixel buffer of the full size is ever made. A
30,000 × 30,000 picture is refused by its header before a decoder allocates anything for it.
"""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PIL import Image as Pillow

from media.images.errors import (
    ImageAnimated,
    ImageDamaged,
    ImageFileEmpty,
    ImageFileTooLarge,
    ImageFormatRefused,
    ImagePixelsExceeded,
    ImageTooComplex,
)

MAX_FILE_BYTES = 15 * 1024 * 1024
MAX_PIXELS = 50_000_000
# Ordinary progressive JPEGs have about ten scans. Each scan of a large picture costs a pass over all
# of it, so a small file with thousands of scans would hold a worker for minutes.
MAX_JPEG_SCANS = 64

# MPO is a JPEG with further pictures behind the first (many phones write it); the first is the photo.
_FORMATS = {"JPEG": "jpeg", "MPO": "jpeg", "PNG": "png", "WEBP": "webp"}
_MAGIC = {"jpeg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n\x1a\n", "webp": b"RIFF"}
_OPENERS = {"jpeg": "JPEG", "png": "PNG", "webp": "WEBP"}
_EXIF_ORIENTATION = 0x0112
_SIDEWAYS = frozenset({5, 6, 7, 8})
_TURNS = {
    2: Pillow.Transpose.FLIP_LEFT_RIGHT,
    3: Pillow.Transpose.ROTATE_180,
    4: Pillow.Transpose.FLIP_TOP_BOTTOM,
    5: Pillow.Transpose.TRANSPOSE,
    6: Pillow.Transpose.ROTATE_270,
    7: Pillow.Transpose.TRANSVERSE,
    8: Pillow.Transpose.ROTATE_90,
}
# What Pillow's decoders raise on malformed input, beyond its own UnidentifiedImageError (an OSError).
DECODE_ERRORS = (OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError, struct.error, zlib.error)


@dataclass(frozen=True)
class Inspection:
    """What a sound upload is: format `jpeg`, `png` or `webp`; pixels as seen after orientation."""

    format: str
    width: int
    height: int


def inspect_image(content: bytes) -> Inspection:
    """Return what the upload is, or raise the ImageRefused that says why it is not taken."""
    if not content:
        raise ImageFileEmpty()
    if len(content) > MAX_FILE_BYTES:
        raise ImageFileTooLarge()
    found = sniff_format(content)
    if found == "webp":
        # Pillow's WebP opener allocates the whole canvas before its own check of the size.
        _refuse_pixels(*webp_canvas(content))
    if found == "jpeg" and content.count(b"\xff\xda") > MAX_JPEG_SCANS:
        raise ImageTooComplex()
    width, height = _header_checks(content, found)
    _refuse_truncated(content, found)
    return Inspection(format=found, width=width, height=height)


def sniff_format(content: bytes) -> str:
    """Return `jpeg`, `png` or `webp` by the first bytes; ImageFormatRefused for all else."""
    for name, magic in _MAGIC.items():
        if content.startswith(magic) and (name != "webp" or content[8:12] == b"WEBP"):
            return name
    raise ImageFormatRefused()


@contextmanager
def open_image(content: bytes, image_format: str) -> Iterator[Pillow.Image]:
    """Open with that one decoder; raises ImageDamaged, ImagePixelsExceeded, ImageFormatRefused."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Pillow.DecompressionBombWarning)
            image = Pillow.open(io.BytesIO(content), formats=(_OPENERS[image_format],))
    except Pillow.DecompressionBombError as bomb:
        raise ImagePixelsExceeded() from bomb
    except DECODE_ERRORS as error:
        raise ImageDamaged() from error
    with image:
        if image.format not in _FORMATS:
            raise ImageFormatRefused()
        yield image


def webp_canvas(content: bytes) -> tuple[int, int]:
    """Return a WebP's canvas in pixels from its first chunk (RFC 9649); ImageDamaged if cut short."""
    chunk, payload = content[12:16], content[20:30]
    if len(payload) < 10:
        raise ImageDamaged()
    if chunk == b"VP8X":
        return 1 + int.from_bytes(payload[4:7], "little"), 1 + int.from_bytes(payload[7:10], "little")
    if chunk == b"VP8L":
        bits = int.from_bytes(payload[1:5], "little")
        return 1 + (bits & 0x3FFF), 1 + ((bits >> 14) & 0x3FFF)
    if chunk == b"VP8 ":
        width, height = struct.unpack("<HH", payload[6:10])
        return width & 0x3FFF, height & 0x3FFF
    raise ImageDamaged()


def _header_checks(content: bytes, image_format: str) -> tuple[int, int]:
    with open_image(content, image_format) as image:
        width, height = image.size
        _refuse_pixels(width, height)
        if image.format != "MPO" and getattr(image, "is_animated", False):
            raise ImageAnimated()
        return (height, width) if orientation(image) in _SIDEWAYS else (width, height)


def orientation(image: Pillow.Image) -> int:
    """Return the EXIF orientation 1–8; 1 when there is none or the EXIF data is unreadable."""
    if image.format == "PNG" and "exif" not in image.info:
        return 1  # Pillow would decode the whole picture to look for EXIF data behind it
    try:
        found = image.getexif().get(_EXIF_ORIENTATION, 1)
    except DECODE_ERRORS:
        return 1
    return found if found in range(1, 9) else 1


def upright(image: Pillow.Image, turned: int) -> Pillow.Image:
    """Return the picture turned as its EXIF orientation `turned` (1–8) says."""
    return image.transpose(_TURNS[turned]) if turned in _TURNS else image


def _refuse_pixels(width: int, height: int) -> None:
    if width * height > MAX_PIXELS:
        raise ImagePixelsExceeded(
            f"The photo has {width} × {height} pixels; at most 50 megapixels are taken. Send a smaller one."
        )
    if width < 1 or height < 1:
        raise ImageDamaged()


def _refuse_truncated(content: bytes, image_format: str) -> None:
    """Find a cut-off file at the cost of its bytes, not of its pixels."""
    if image_format == "webp":
        # A RIFF file names its own length (8 bytes of header not counted).
        if int.from_bytes(content[4:8], "little") + 8 > len(content):
            raise ImageDamaged()
        return
    with open_image(content, image_format) as image:
        try:
            if image_format == "png":
                image.verify()  # walks the chunks to IEND and checks their sums
            else:
                image.draft("RGB", (max(1, image.width // 8), max(1, image.height // 8)))
                image.load()  # decodes at an eighth: every byte is read, little memory is used
        except DECODE_ERRORS as error:
            raise ImageDamaged() from error
