"""Photos in, renditions out: what is refused, what is kept private, what is made public."""

import hashlib
import io
import time
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import Storage
from factories import hostile_files as hostile
from factories.media import make_image, upload
from PIL import Image as Pillow
from PIL import ImageCms

from common import clock
from common.models import OutboxMessage
from common.storage import private_storage, public_storage
from media.images import errors, renditions
from media.images.selectors import image_urls, ordered_renditions
from media.images.services import render_image, request_overdue_renditions, store_image
from media.models import Image, Rendition

pytestmark = pytest.mark.django_db


def stored_files(storage: Storage, folder: str = "") -> list[str]:
    if folder and not storage.exists(folder):
        return []
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return []
    return [f"{folder}/{name}" for name in files] + [
        name for inner in folders for name in stored_files(storage, f"{folder}/{inner}".strip("/"))
    ]


def opened(rendition: Rendition) -> Pillow.Image:
    with public_storage().open(rendition.path) as file:
        return Pillow.open(io.BytesIO(file.read()))


REFUSED = [
    ("empty", lambda: b"", errors.ImageFileEmpty),
    ("over 15 MB", lambda: hostile.photo(64, 64) + b"\0" * (15 * 1024 * 1024), errors.ImageFileTooLarge),
    ("HTML named .jpg", lambda: hostile.HTML, errors.ImageFormatRefused),
    ("SVG", lambda: hostile.SVG, errors.ImageFormatRefused),
    ("EPS", lambda: hostile.EPS, errors.ImageFormatRefused),
    ("PDF", hostile.pdf, errors.ImageFormatRefused),
    ("GIF", lambda: hostile.photo(file_format="GIF"), errors.ImageFormatRefused),
    ("TIFF", lambda: hostile.photo(file_format="TIFF"), errors.ImageFormatRefused),
    ("BMP", lambda: hostile.photo(file_format="BMP"), errors.ImageFormatRefused),
    ("144 megapixel PNG", lambda: hostile.huge_png(12000, 12000), errors.ImagePixelsExceeded),
    ("30,000 × 30,000 PNG", lambda: hostile.huge_png(30000, 30000), errors.ImagePixelsExceeded),
    ("60 megapixel PNG", lambda: hostile.huge_png(10000, 6000), errors.ImagePixelsExceeded),
    ("30,000 × 30,000 JPEG", hostile.huge_jpeg, errors.ImagePixelsExceeded),
    ("100 megapixel JPEG", lambda: hostile.huge_jpeg(10000, 10000), errors.ImagePixelsExceeded),
    ("256 megapixel WebP", hostile.huge_webp, errors.ImagePixelsExceeded),
    ("animated PNG", lambda: hostile.animated("PNG"), errors.ImageAnimated),
    ("animated WebP", lambda: hostile.animated("WEBP"), errors.ImageAnimated),
    ("truncated JPEG", lambda: hostile.photo()[:-3000], errors.ImageDamaged),
    ("truncated PNG", lambda: hostile.photo(file_format="PNG")[:-60], errors.ImageDamaged),
    ("truncated WebP", lambda: hostile.photo(file_format="WEBP")[:-60], errors.ImageDamaged),
    ("JPEG of three bytes", lambda: b"\xff\xd8\xff", errors.ImageDamaged),
    ("PNG of its first line", lambda: b"\x89PNG\r\n\x1a\n", errors.ImageDamaged),
    ("WebP of its first line", lambda: b"RIFF\0\0\0\0WEBP", errors.ImageDamaged),
    ("JPEG of 2000 scans", hostile.many_scans, errors.ImageTooComplex),
]


class TestStoreImage:
    @pytest.mark.parametrize(("make", "refusal"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
    def test_refuses_and_stores_nothing(self, make: Any, refusal: type[errors.ImageRefused]) -> None:
        content = make()
        started = time.perf_counter()
        with pytest.raises(errors.ImageRefused) as caught:
            store_image(uploaded_by=None, file=upload(content, "photo.jpg"), now=clock.now())
        assert time.perf_counter() - started < 0.5
        assert type(caught.value) is refusal
        assert [issue.pointer for issue in caught.value.errors] == ["/file"]
        assert not Image.objects.exists()
        assert not OutboxMessage.objects.exists()
        assert stored_files(private_storage()) == []
        assert stored_files(public_storage()) == []

    def test_each_refusal_has_its_own_code(self) -> None:
        codes = [kind.code for kind in errors.ImageRefused.__subclasses__()]
        assert len(codes) == len(set(codes)) == 7

    @pytest.mark.parametrize("file_format", ["JPEG", "PNG", "WEBP"])
    def test_takes_the_three_formats_by_content_alone(self, file_format: str) -> None:
        content = hostile.photo(700, 500, file_format=file_format)
        image = store_image(uploaded_by=None, file=upload(content, "x.exe"), now=clock.now())
        assert (image.status, image.format) == ("received", file_format.lower())
        assert (image.width, image.height, image.byte_size) == (700, 500, len(content))
        assert image.sha256 == hashlib.sha256(content).hexdigest()
        message = OutboxMessage.objects.get()
        assert (message.topic, message.payload) == ("media.image_received", {"image_id": str(image.pk)})

    def test_keeps_the_original_private_only(self) -> None:
        content = hostile.photo_with_metadata()
        image = make_image(content=content)
        assert stored_files(private_storage()) == [image.original_path]
        assert all(name.endswith(".webp") for name in stored_files(public_storage()))
        with pytest.raises(ValueError, match="no public address"):
            private_storage().url(image.original_path)

    def test_takes_a_jpeg_with_a_second_picture_behind_it(self) -> None:
        """Phones write such files (MPO); they are photos, not animations."""
        frames = [Pillow.new("RGB", (300, 200), color) for color in ("red", "blue")]
        buffer = io.BytesIO()
        frames[0].save(buffer, "MPO", save_all=True, append_images=frames[1:])
        image = make_image(content=buffer.getvalue())
        assert (image.status, image.format) == ("ready", "jpeg")


class TestRenderImage:
    @pytest.mark.parametrize(
        ("size", "made"),
        [
            ((4000, 3000), [(320, 320, 240), (800, 800, 600), (1600, 1600, 1200)]),
            ((1600, 900), [(320, 320, 180), (800, 800, 450), (1600, 1600, 900)]),
            ((500, 400), [(320, 320, 256), (800, 500, 400)]),
            ((320, 200), [(320, 320, 200)]),
            ((40, 90), [(320, 40, 90)]),
            ((3000, 20), [(320, 320, 2), (800, 800, 6), (1600, 1600, 11)]),
        ],
    )
    def test_makes_each_step_and_never_enlarges(self, size: tuple[int, int], made: list[tuple[int, int, int]]) -> None:
        image = make_image(content=hostile.photo(*size))
        assert image.status == "ready"
        assert [(each.size, each.width, each.height) for each in ordered_renditions(image)] == made
        for each in ordered_renditions(image):
            picture = opened(each)
            assert (picture.format, picture.size) == ("WEBP", (each.width, each.height))
            assert each.byte_size == public_storage().size(each.path)

    def test_names_files_by_their_content(self) -> None:
        first, second = make_image(), make_image()
        assert first.pk != second.pk
        for each in ordered_renditions(first):
            with public_storage().open(each.path) as file:
                assert hashlib.sha256(file.read()).hexdigest() == each.path[7:].replace("/", "").removesuffix(".webp")
        assert [each.path for each in ordered_renditions(first)] == [each.path for each in ordered_renditions(second)]
        assert len(stored_files(public_storage())) == 3

    @pytest.mark.parametrize("file_format", ["JPEG", "PNG", "WEBP"])
    def test_leaves_no_metadata(self, file_format: str) -> None:
        content = hostile.photo_with_metadata(file_format=file_format)
        assert b"SECRETPHONE" in content
        image = make_image(content=content)
        assert len(image_urls(image)) == 3
        for each in ordered_renditions(image):
            with public_storage().open(each.path) as file:
                raw = file.read()
            assert b"SECRET" not in raw
            assert b"EXIF" not in raw
            assert b"XMP" not in raw
            assert b"ICCP" not in raw
            picture = opened(each)
            assert dict(picture.getexif()) == {}
            assert dict(picture.getexif().get_ifd(0x8825)) == {}

    @pytest.mark.parametrize("turned", range(1, 9))
    def test_turns_the_picture_upright(self, turned: int) -> None:
        """The blue corner of the drawing ends where a viewer that honours EXIF shows it."""
        content = hostile.photo_with_metadata(1200, 800, turned=turned)
        image = make_image(content=content)
        sideways = turned >= 5
        assert (image.width, image.height) == ((800, 1200) if sideways else (1200, 800))
        picture = opened(ordered_renditions(image)[0]).convert("RGB")
        assert picture.size == ((213, 320) if sideways else (320, 213))
        left, top = 20, 20
        right, bottom = picture.width - 20, picture.height - 20
        corner = {1: (left, top), 2: (right, top), 3: (right, bottom), 4: (left, bottom)}
        corner |= {5: (left, top), 6: (right, top), 7: (right, bottom), 8: (left, bottom)}
        red, _, blue = picture.getpixel(corner[turned])
        assert blue > red
        opposite = (left + right - corner[turned][0], top + bottom - corner[turned][1])
        red, _, blue = picture.getpixel(opposite)
        assert red > blue

    def test_loses_the_tail_of_a_polyglot(self) -> None:
        image = make_image(content=hostile.polyglot())
        assert image.status == "ready"
        for name in stored_files(public_storage()):
            with public_storage().open(name) as file:
                assert b"script" not in file.read()

    @pytest.mark.parametrize(
        ("mode", "file_format", "color", "expected"),
        [
            ("CMYK", "JPEG", (0, 255, 255, 0), (254, 0, 0)),
            ("L", "JPEG", 128, (128, 128, 128)),
            ("I;16", "PNG", 32896, (128, 128, 128)),
            ("1", "PNG", 1, (255, 255, 255)),
            ("P", "PNG", 0, (0, 0, 0)),
        ],
    )
    def test_shows_every_colour_mode_rightly(
        self, mode: str, file_format: str, color: Any, expected: tuple[int, int, int]
    ) -> None:
        image = make_image(content=hostile.photo(60, 40, mode=mode, file_format=file_format, color=color))
        pixel = opened(ordered_renditions(image)[0]).convert("RGB").getpixel((30, 20))
        assert all(abs(got - want) <= 3 for got, want in zip(pixel, expected, strict=True))

    def test_keeps_transparency(self) -> None:
        content = hostile.photo(400, 300, mode="RGBA", color=(10, 20, 30, 0), file_format="PNG")
        picture = opened(ordered_renditions(make_image(content=content))[0])
        assert picture.mode == "RGBA"
        assert picture.getpixel((5, 5))[3] == 0

    def test_converts_by_the_embedded_profile_and_survives_a_broken_one(self) -> None:
        lab_like = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
        good = make_image(content=hostile.photo(icc_profile=lab_like))
        broken = make_image(content=hostile.photo(icc_profile=b"not a profile"))
        assert (good.status, broken.status) == ("ready", "ready")

    def test_is_idempotent(self) -> None:
        image = make_image()
        before = list(Rendition.objects.order_by("pk").values())
        assert render_image(image_id=image.pk, now=clock.now()) == "ready"
        assert list(Rendition.objects.order_by("pk").values()) == before
        assert image.moves.count() == 1

    def test_a_second_worker_that_finishes_later_changes_nothing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        image = make_image(ready=False)
        real = renditions.render_steps

        def slow(content: bytes, image_format: str) -> renditions.RenderedImage:
            monkeypatch.setattr("media.images.services.render_steps", real)
            assert render_image(image_id=image.pk, now=clock.now()) == "ready"
            return real(content, image_format)

        monkeypatch.setattr("media.images.services.render_steps", slow)
        assert render_image(image_id=image.pk, now=clock.now()) == "ready"
        assert image.renditions.count() == 3
        assert image.moves.count() == 1

    def test_marks_failed_what_only_decoding_shows_to_be_damaged(self) -> None:
        """The sums of the PNG are right, its pixels are cut short: found when it is decoded."""
        content = hostile.huge_png(2000, 1000)
        start, end = content.index(b"IDAT") - 4, content.index(b"IEND") - 4
        body = content[start + 8 : end - 4]
        content = content[:start] + hostile.png_chunk(b"IDAT", body[: len(body) // 2]) + content[end:]
        image = make_image(content=content)
        assert (image.status, image.failure) == ("failed", "image_damaged")
        assert image_urls(image) == {}
        assert stored_files(public_storage()) == []

    def test_tells_the_mean_colour(self) -> None:
        assert (
            make_image(content=hostile.photo(50, 50, file_format="PNG", mode="L", color=255)).dominant_color
            == "#ffffff"
        )

    def test_answers_small_originals_with_their_largest_rendition(self) -> None:
        urls = image_urls(make_image(content=hostile.photo(500, 400)))
        assert list(urls) == ["320", "800", "1600"]
        assert urls["1600"] == urls["800"] != urls["320"]
        assert urls["320"].startswith("http://127.0.0.1:8000/media-files/images/")


class TestRequestOverdueRenditions:
    def test_asks_again_and_gives_up_in_the_end(self) -> None:
        image = make_image(ready=False)
        OutboxMessage.objects.all().delete()
        assert request_overdue_renditions(now=image.created_at + timedelta(minutes=1)) == 0
        assert request_overdue_renditions(now=image.created_at + timedelta(minutes=3)) == 1
        assert OutboxMessage.objects.get().payload == {"image_id": str(image.pk)}
        assert request_overdue_renditions(now=image.created_at + timedelta(hours=7)) == 1
        image.refresh_from_db()
        assert (image.status, image.failure) == ("failed", "image_rendering_given_up")
        assert request_overdue_renditions(now=image.created_at + timedelta(hours=8)) == 0
