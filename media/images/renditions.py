"""Make the public pictures of an original: upright, sRGB, without metadata, WebP.

A step is the longest side in pixels. Steps above the original's own size are not made, except the
first of them, which then holds the picture at its own size: nothing is ever enlarged. An original
of 500 × 400 gives 320 × 256 (step 320) and 500 × 400 (step 800).
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass

from PIL import Image as Pillow
from PIL import ImageCms

from media.images.errors import ImageDamaged
from media.images.inspection import DECODE_ERRORS, open_image, orientation, upright

STEPS = (320, 800, 1600)
_WEBP_QUALITY = 80
_WEBP_METHOD = 4
_DEEP_MODES = frozenset({"I", "I;16", "I;16B", "I;16L", "F"})


@dataclass(frozen=True)
class Rendered:
    """One finished picture; `name` is its public path, made from the SHA-256 of its content."""

    size: int
    width: int
    height: int
    content: bytes

    @property
    def name(self) -> str:
        """Content-addressed, so that the same name never holds another picture."""
        digest = hashlib.sha256(self.content).hexdigest()
        return f"images/{digest[:2]}/{digest[2:]}.webp"


@dataclass(frozen=True)
class RenderedImage:
    """All pictures of one original, smallest first, and its mean colour as `#rrggbb`."""

    renditions: tuple[Rendered, ...]
    dominant_color: str


def render_steps(content: bytes, image_format: str) -> RenderedImage:
    """Decode once and make every step, each from the next larger one; ImageDamaged if it cannot be decoded."""
    try:
        picture = _decoded(content, image_format)
        rendered = []
        for step in reversed(steps_for(*picture.size)):
            picture = _shrunk(picture, step)
            rendered.append(Rendered(step, picture.width, picture.height, _webp(picture)))
        colour = _mean_colour(picture)
    except (*DECODE_ERRORS, MemoryError) as error:
        raise ImageDamaged() from error
    return RenderedImage(tuple(reversed(rendered)), colour)


def steps_for(width: int, height: int) -> tuple[int, ...]:
    """Return the steps made for an original of this size: all below its longest side, and one that holds it."""
    longest = max(width, height)
    below = [step for step in STEPS if step < longest]
    return tuple(below) if len(below) == len(STEPS) else (*below, STEPS[len(below)])


def _decoded(content: bytes, image_format: str) -> Pillow.Image:
    """Decode at about the largest step (JPEG decodes small at once), upright, in sRGB, bare of metadata."""
    with open_image(content, image_format) as image:
        turned = orientation(image)
        profile = image.info.get("icc_profile")
        image.draft("RGB", _twice_largest(*image.size))
        picture = _plain_mode(image)
        picture.thumbnail((STEPS[-1], STEPS[-1]), Pillow.Resampling.LANCZOS, reducing_gap=2.0)
        picture = upright(_srgb(picture, profile), turned)
    bare = Pillow.new(picture.mode, picture.size)
    bare.paste(picture)
    return bare


def _twice_largest(width: int, height: int) -> tuple[int, int]:
    """The picture's shape with a longest side of twice the largest step: all a JPEG needs to be decoded at."""
    longest = max(width, height, 1)
    return max(1, width * 2 * STEPS[-1] // longest), max(1, height * 2 * STEPS[-1] // longest)


def _plain_mode(image: Pillow.Image) -> Pillow.Image:
    """Return the picture as L, RGB, RGBA or CMYK of 8 bits, which can be resized smoothly."""
    if image.mode in _DEEP_MODES:
        # Pillow's plain conversion would clip 16-bit greys to white.
        return image.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    if image.has_transparency_data:
        return image.convert("RGBA")
    return image if image.mode in {"L", "RGB", "CMYK"} else image.convert("RGB")


def _srgb(picture: Pillow.Image, profile: bytes | None) -> Pillow.Image:
    """Return RGB or RGBA in the sRGB colour space, by the embedded ICC profile where it is fit for use."""
    see_through = picture.mode == "RGBA"
    colours = picture.convert("RGB") if see_through else picture
    converted = _by_profile(colours, profile) if profile else None
    result = converted if converted is not None else colours.convert("RGB")
    if see_through:
        result.putalpha(picture.getchannel("A"))
    return result


def _by_profile(picture: Pillow.Image, profile: bytes) -> Pillow.Image | None:
    """Convert by the ICC profile; None when it is damaged or of another kind of colour."""
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return None


def _shrunk(picture: Pillow.Image, step: int) -> Pillow.Image:
    copy = picture.copy()
    copy.thumbnail((step, step), Pillow.Resampling.LANCZOS)
    return copy


def _webp(picture: Pillow.Image) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "WEBP", quality=_WEBP_QUALITY, method=_WEBP_METHOD, exif=b"", xmp=b"", icc_profile=b"")
    return buffer.getvalue()


def _mean_colour(picture: Pillow.Image) -> str:
    red, green, blue = picture.convert("RGB").resize((1, 1), Pillow.Resampling.BOX).tobytes()
    return f"#{red:02x}{green:02x}{blue:02x}"
