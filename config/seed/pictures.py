"""Draws the photographs of the seeded bazaar and of the demo: JPEG files as a phone would send them.

Each has EXIF with a camera, an orientation and a GPS position, so that stripping them can be seen.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from io import BytesIO

from PIL import Image, ImageChops, ImageDraw, ImageFilter
from PIL.TiffImagePlugin import IFDRational

SIZE = (2000, 1500)
RGB = tuple[int, int, int]


def photo(motif: str, seed: int = 1) -> bytes:
    """A 2000 × 1500 JPEG of one motif: painting, turmeric, pottery, toys or weave. Same seed, same picture."""
    rng = random.Random(seed)  # noqa: S311 - drawing, not secrets
    picture = _light(MOTIFS[motif](rng))
    grain = Image.effect_noise(SIZE, 14).convert("RGB")
    picture = Image.blend(picture, ImageChops.overlay(picture, grain), 0.35)
    out = BytesIO()
    picture.save(out, "JPEG", quality=88, exif=_exif())
    return out.getvalue()


def _exif() -> bytes:
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0112] = "Bazaar", "Phone camera", 1
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2] = "N", (IFDRational(26), IFDRational(21), IFDRational(0))
    gps[3], gps[4] = "E", (IFDRational(86), IFDRational(4), IFDRational(0))
    return exif.tobytes()


def _light(picture: Image.Image) -> Image.Image:
    """A soft window light from the upper left and a darker edge."""
    shade = Image.new("L", (200, 150))
    for y in range(150):
        for x in range(200):
            away = math.hypot((x - 70) / 170, (y - 50) / 140)
            shade.putpixel((x, y), max(0, min(255, int(255 - 120 * away**1.7))))
    return ImageChops.multiply(picture, shade.resize(SIZE, Image.Resampling.BICUBIC).convert("RGB"))


def _table(colour: RGB, rng: random.Random) -> Image.Image:
    """A wooden or stone surface."""
    surface = Image.new("RGB", SIZE, colour)
    draw = ImageDraw.Draw(surface)
    for y in range(0, SIZE[1], 5):
        shift = rng.randint(-9, 9)
        tone: RGB = (
            max(0, min(255, colour[0] + shift)),
            max(0, min(255, colour[1] + shift)),
            max(0, min(255, colour[2] + shift)),
        )
        draw.line([(0, y), (SIZE[0], y + rng.randint(-14, 14))], fill=tone, width=6)
    return surface.filter(ImageFilter.GaussianBlur(2))


def _drop(base: Image.Image, layer: Image.Image, offset: tuple[int, int] = (26, 34), blur: int = 30) -> Image.Image:
    """Lay an RGBA layer on the base with its shadow."""
    alpha = layer.getchannel("A")
    shadow = Image.new("RGBA", SIZE, (0, 0, 0, 0))
    shadow.paste((10, 6, 4, 150), offset, alpha)
    out = Image.alpha_composite(base.convert("RGBA"), shadow.filter(ImageFilter.GaussianBlur(blur)))
    return Image.alpha_composite(out, layer).convert("RGB")


def _petals(
    draw: ImageDraw.ImageDraw,
    centre: tuple[float, float],
    ring: tuple[float, float],
    n: int,
    fill: RGB,
    line: RGB | None = None,
) -> None:
    cx, cy = centre
    inner, outer = ring
    for k in range(n):
        a, half = 2 * math.pi * k / n, math.pi / n * 0.82
        tip = (cx + outer * math.cos(a), cy + outer * math.sin(a))
        mid = (inner + outer) / 2
        left = (cx + mid * math.cos(a - half), cy + mid * math.sin(a - half))
        right = (cx + mid * math.cos(a + half), cy + mid * math.sin(a + half))
        root = (cx + inner * math.cos(a), cy + inner * math.sin(a))
        draw.polygon([root, left, tip, right], fill=fill, outline=line, width=4 if line else 0)


def _painting(rng: random.Random) -> Image.Image:
    """A folk painting on handmade paper: a sun with a ring of fish inside a double border."""
    base = _table((120, 84, 58), rng)
    sheet = Image.new("RGBA", SIZE, (0, 0, 0, 0))
    draw = ImageDraw.Draw(sheet)
    ink, red, green, yellow, blue = (38, 24, 20), (178, 34, 40), (42, 112, 62), (232, 168, 38), (34, 72, 132)
    draw.rectangle((330, 110, 1670, 1390), fill=(240, 226, 196))
    _border(draw, rng, ink, (red, green, yellow, blue))
    centre = (1000, 750)
    _petals(draw, centre, (120, 260), 24, red, ink)
    _petals(draw, centre, (90, 200), 16, yellow, ink)
    draw.ellipse((890, 640, 1110, 860), fill=(246, 200, 90), outline=ink, width=8)
    for dx in (-36, 36):
        draw.ellipse((1000 + dx - 22, 716, 1000 + dx + 22, 744), fill=(255, 255, 255), outline=ink, width=5)
        draw.ellipse((1000 + dx - 9, 720, 1000 + dx + 9, 740), fill=ink)
    draw.arc((955, 755, 1045, 815), 20, 160, fill=red, width=9)
    for k in range(8):
        _fish(sheet, centre, 400, 2 * math.pi * k / 8, (red, green, blue, yellow)[k % 4], ink)
    for x, y in ((540, 290), (1460, 290), (540, 1210), (1460, 1210)):
        _petals(draw, (x, y), (14, 82), 10, green, ink)
        draw.ellipse((x - 26, y - 26, x + 26, y + 26), fill=red, outline=ink, width=5)
    return _drop(base, sheet)


def _border(draw: ImageDraw.ImageDraw, rng: random.Random, ink: RGB, colours: tuple[RGB, ...]) -> None:
    for inset, colour in ((26, ink), (40, ink), (112, ink), (126, ink)):
        draw.rectangle((330 + inset, 110 + inset, 1670 - inset, 1390 - inset), outline=colour, width=6)
    for x in range(400, 1610, 44):
        for y in (184, 1316):
            draw.polygon([(x, y - 24), (x + 18, y), (x, y + 24), (x - 18, y)], fill=rng.choice(colours))
    for y in range(228, 1290, 44):
        for x in (406, 1594):
            draw.polygon([(x, y - 18), (x + 24, y), (x, y + 18), (x - 24, y)], fill=rng.choice(colours))


def _fish(sheet: Image.Image, centre: tuple[int, int], radius: int, angle: float, fill: RGB, ink: RGB) -> None:
    tile = Image.new("RGBA", (320, 160), (0, 0, 0, 0))
    draw = ImageDraw.Draw(tile)
    draw.polygon([(226, 80), (300, 30), (284, 80), (300, 130)], fill=fill, outline=ink, width=5)
    draw.ellipse((30, 30, 250, 130), fill=fill, outline=ink, width=6)
    for x in range(100, 230, 26):
        draw.arc((x - 30, 44, x + 10, 116), 280, 80, fill=(250, 240, 215), width=5)
    draw.ellipse((58, 58, 90, 90), fill=(255, 255, 255), outline=ink, width=4)
    draw.ellipse((68, 68, 80, 80), fill=ink)
    turned = tile.rotate(-math.degrees(angle) - 90, expand=True, resample=Image.Resampling.BICUBIC)
    x = int(centre[0] + radius * math.cos(angle) - turned.width / 2)
    y = int(centre[1] + radius * 0.92 * math.sin(angle) - turned.height / 2)
    sheet.alpha_composite(turned, (x, y))


def _turmeric(rng: random.Random) -> Image.Image:
    """A brass bowl of turmeric powder with rhizomes beside it, on slate."""
    base = _table((58, 60, 62), rng)
    layer = Image.new("RGBA", SIZE, (0, 0, 0, 0))
    draw = ImageDraw.Draw(layer)
    for step in range(60):
        tone = int(120 + 100 * math.sin(math.pi * step / 60))
        draw.ellipse(
            (520 + step, 330 + step, 1480 - step, 1230 - step), fill=(tone, int(tone * 0.72), int(tone * 0.28))
        )
    for step in range(190):
        t = step / 190
        r = int(420 * (1 - t) ** 0.8)
        x, y = 1000 - int(60 * t), 780 - int(90 * t)
        draw.ellipse(
            (x - r, y - int(r * 0.9), x + r, y + int(r * 0.9)),
            fill=(int(206 + 40 * t), int(118 + 52 * t), int(8 + 14 * t)),
        )
    for _ in range(5200):
        a, away = rng.uniform(0, 2 * math.pi), 405 * math.sqrt(rng.random())
        gx, gy, s = 1000 + away * math.cos(a), 780 + away * 0.9 * math.sin(a), rng.randint(2, 7)
        light = rng.randint(-34, 34)
        draw.ellipse((gx, gy, gx + s, gy + s), fill=(222 + light // 2, 140 + light, 20))
    for x, y in ((250, 1130), (430, 1290), (1590, 1190), (1700, 990), (1560, 380)):
        for k in range(5):
            dx, dy, r = rng.randint(-70, 70), rng.randint(-36, 36), rng.randint(46, 78)
            draw.ellipse(
                (x + dx - r, y + dy - r // 2, x + dx + r, y + dy + r // 2),
                fill=(168 + 9 * k, 112 + 8 * k, 52),
                outline=(106, 66, 30),
                width=4,
            )
    return _drop(base, layer)


def _pottery(rng: random.Random) -> Image.Image:
    """A glazed plate with rings of cobalt and turquoise petals."""
    base = _table((196, 178, 150), rng)
    layer = Image.new("RGBA", SIZE, (0, 0, 0, 0))
    draw = ImageDraw.Draw(layer)
    cobalt, sky, green, white, ochre = (22, 52, 140), (40, 150, 190), (34, 120, 96), (244, 246, 242), (214, 160, 52)
    c = (1000, 750)
    rings = [
        (620, cobalt),
        (596, white),
        (560, sky),
        (548, white),
        (420, cobalt),
        (410, white),
        (250, cobalt),
        (238, white),
    ]
    for radius, colour in rings:
        draw.ellipse((c[0] - radius, c[1] - radius, c[0] + radius, c[1] + radius), fill=colour)
        if radius == 548:
            _petals(draw, c, (430, 540), 28, cobalt)
            _petals(draw, c, (440, 510), 28, sky)
        if radius == 410:
            _petals(draw, c, (256, 404), 14, green, cobalt)
            _petals(draw, c, (268, 360), 14, ochre, cobalt)
    _petals(draw, c, (40, 226), 12, cobalt)
    _petals(draw, c, (50, 170), 12, sky)
    draw.ellipse((c[0] - 54, c[1] - 54, c[0] + 54, c[1] + 54), fill=ochre, outline=cobalt, width=8)
    gloss = Image.new("RGBA", SIZE, (0, 0, 0, 0))
    ImageDraw.Draw(gloss).pieslice((470, 220, 1530, 1280), 200, 262, fill=(255, 255, 255, 96))
    layer = Image.alpha_composite(layer, gloss.filter(ImageFilter.GaussianBlur(46)))
    return _drop(base, layer)


def _toys(rng: random.Random) -> Image.Image:
    """Three lacquered wooden dolls of rings and balls, glossy, on a pale table."""
    base = _table((222, 206, 178), rng)
    layer = Image.new("RGBA", SIZE, (0, 0, 0, 0))
    palettes = [((198, 32, 38), (242, 178, 30)), ((24, 116, 92), (238, 120, 32)), ((60, 58, 150), (236, 196, 60))]
    for index, (first, second) in enumerate(palettes):
        x = 520 + index * 480
        widths = [190, 168, 146, 124]
        for level, half in enumerate(widths):
            top = 1180 - level * 120
            _lacquer(layer, (x - half, top, x + half, top + 130), first if level % 2 == 0 else second, rounded=62)
        _lacquer(layer, (x - 128, 596, x + 128, 852), (230, 190, 140), rounded=128)
        _lacquer(layer, (x - 100, 510, x + 100, 646), first, rounded=66)
        draw = ImageDraw.Draw(layer)
        for dx in (-44, 44):
            draw.ellipse((x + dx - 14, 706, x + dx + 14, 734), fill=(30, 20, 20))
        draw.arc((x - 46, 736, x + 46, 798), 20, 160, fill=(150, 30, 30), width=8)
        draw.ellipse((x - 10, 664, x + 10, 684), fill=(198, 32, 38))
    return _drop(base, layer)


def _lacquer(layer: Image.Image, box: tuple[int, int, int, int], colour: RGB, *, rounded: int) -> None:
    mask = Image.new("L", SIZE, 0)
    ImageDraw.Draw(mask).rounded_rectangle(box, rounded, fill=255)
    left, top, right, bottom = box
    tone = Image.new("RGBA", SIZE, (0, 0, 0, 0))
    draw = ImageDraw.Draw(tone)
    for x in range(left, right + 1):
        t = (x - left) / max(1, right - left)
        k = 0.55 + 0.6 * math.sin(math.pi * min(1.0, t * 0.9 + 0.12)) ** 1.2
        draw.line([(x, top), (x, bottom)], fill=(*(min(255, int(ch * k)) for ch in colour), 255))
    gleam = left + int((right - left) * 0.3)
    draw.rounded_rectangle((gleam, top + 16, gleam + 22, bottom - 22), 11, fill=(255, 255, 255, 255))
    layer.paste(tone.filter(ImageFilter.GaussianBlur(5)), (0, 0), mask)


def _weave(rng: random.Random) -> Image.Image:
    """Folded handloom cloth with ikat lozenges and a zari border."""
    cloth = Image.new("RGB", SIZE, (110, 16, 44))
    draw = ImageDraw.Draw(cloth)
    gold, cream, deep = (206, 160, 72), (238, 222, 190), (64, 8, 34)
    _lozenges(draw, rng, (cream, deep, gold, cream))
    for y, height in ((1180, 26), (1226, 150), (1396, 26)):
        draw.rectangle((0, y, SIZE[0], y + height), fill=gold)
    for x in range(0, SIZE[0], 80):
        _petals(draw, (x + 40, 1300), (8, 58), 8, deep)
    for y in range(0, SIZE[1], 4):
        draw.line([(0, y), (SIZE[0], y)], fill=(40, 6, 22), width=1)
    for x in range(0, SIZE[0], 4):
        draw.line([(x, 0), (x, SIZE[1])], fill=(150, 60, 70), width=1)
    folds = Image.new("L", (SIZE[0], 1))
    for x in range(SIZE[0]):
        folds.putpixel((x, 0), int(205 + 50 * math.sin(x / 130) * math.sin(x / 61 + 1)))
    return ImageChops.multiply(cloth.filter(ImageFilter.GaussianBlur(1.6)), folds.resize(SIZE).convert("RGB"))


def _lozenges(draw: ImageDraw.ImageDraw, rng: random.Random, colours: tuple[RGB, RGB, RGB, RGB]) -> None:
    for row in range(-1, 9):
        for column in range(-1, 12):
            x, y = column * 190 + (95 if row % 2 else 0), row * 190
            for size, colour in zip((84, 62, 36, 14), colours, strict=True):
                edge = [(x, y - size), (x + size, y), (x, y + size), (x - size, y)]
                draw.polygon([(px + rng.randint(-5, 5), py + rng.randint(-5, 5)) for px, py in edge], fill=colour)


MOTIFS: dict[str, Callable[[random.Random], Image.Image]] = {
    "painting": _painting,
    "turmeric": _turmeric,
    "pottery": _pottery,
    "toys": _toys,
    "weave": _weave,
}
