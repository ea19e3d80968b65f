"""Typesetting: right letters or a refusal, the same bytes every time, and no text that runs."""

import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from factories.hostile_files import photo
from PIL import Image as Pillow

from media.typesetting import (
    GlyphMissing,
    TypesettingFailed,
    missing_glyphs,
    qr_svg,
    render_pdf,
    render_png,
    require_glyphs,
)

TEMPLATE = """
#import "house.typ": *
#set document(title: data.title)
#set page(width: 200pt, height: 100pt, margin: 8pt)
#set text(lang: "hi", font: sans, size: 12pt)
#data.title
#if "photo" in data { image(data.photo, width: 20pt, alt: "photo") }
"""
SCRIPTS = {
    "Hindi": "क्षत्रिय विद्या ज्ञान श्रृंगार द्वार स्त्री हृदय उद्योग र्‍य ₹१,२५,०००",
    "Marathi": "महाराष्ट्र पैठणी ळ ऱ्या",
    "Bengali": "মুর্শিদাবাদ রেশম ক্ষ",
    "Assamese": "মুগা ৰেচম ৱ",
    "Tamil": "காஞ்சிபுரம் பட்டு ஸ்ரீ",
    "Telugu": "పోచంపల్లి ఇక్కత్",
    "Kannada": "ಚನ್ನಪಟ್ಟಣ ಆಟಿಕೆ",
    "Malayalam": "ആറന്മുള കണ്ണാടി",
    "Gujarati": "પાટણ પટોળું",
    "Punjabi": "ਫੁਲਕਾਰੀ",
    "Odia": "ସମ୍ବଲପୁରୀ ଶାଢ଼ୀ",
    "Urdu": "بیدری کام",
    "English": "Zafran — “red gold” at 1,600 m, 18 °C",
}


@pytest.fixture
def templates(settings: Any, tmp_path: Path) -> Path:
    """A project whose room `room/cards` has one template, `plain`."""
    settings.BASE_DIR = tmp_path
    folder = tmp_path / "room" / "cards" / "templates_typ"
    folder.mkdir(parents=True)
    (folder / "plain.typ").write_text(TEMPLATE)
    return folder


def text_of(pdf: bytes) -> str:
    page = pypdfium2.PdfDocument(pdf)[0]
    return page.get_textpage().get_text_range()


def ink(png: bytes) -> set[tuple[int, int]]:
    picture = Pillow.open(io.BytesIO(png)).convert("L")
    return {(x, y) for x in range(picture.width) for y in range(picture.height) if picture.getpixel((x, y)) < 128}


class TestRenderPdf:
    @pytest.mark.parametrize("text", SCRIPTS.values(), ids=SCRIPTS)
    def test_sets_every_script_of_the_bazaar(self, templates: Path, text: str) -> None:
        made = render_pdf("room/cards/plain", {"title": text})
        with pikepdf.open(io.BytesIO(made)) as pdf:
            assert len(pdf.pages) == 1
            fonts = {str(font.BaseFont) for font in pdf.pages[0].Resources.Font.values()}
        assert fonts
        assert all("Noto" in name for name in fonts)

    def test_gives_equal_bytes_for_equal_input(self, templates: Path) -> None:
        first, second = (render_pdf("room/cards/plain", {"title": "मधुबनी"}) for _ in range(2))
        dated = render_pdf("room/cards/plain", {"title": "मधुबनी"}, made_at=datetime(2026, 11, 22, tzinfo=UTC))
        assert first == second != dated

    @pytest.mark.parametrize(
        "text", ['#panic("x")', "$x^2$", '#image("/etc/passwd")', "*bold* _it_ = head", '"); #panic(', "\\", "<b>"]
    )
    def test_prints_markup_as_text(self, templates: Path, text: str) -> None:
        printed = text_of(render_pdf("room/cards/plain", {"title": text}))
        assert "".join(printed.split()) == "".join(text.split())

    def test_refuses_a_character_without_a_glyph(self, templates: Path) -> None:
        with pytest.raises(GlyphMissing) as caught:
            render_pdf("room/cards/plain", {"title": "Saree", "more": [{"deep": "ꯃꯤꯇꯩ and 漢"}]})
        assert caught.value.code == "glyph_missing"
        assert set(caught.value.characters) == set("ꯃꯤꯇꯩ漢")
        assert "U+6F22 CJK UNIFIED IDEOGRAPH-6F22" in caught.value.detail

    def test_reads_only_its_own_folder(self, templates: Path, tmp_path: Path) -> None:
        (tmp_path / "secret.txt").write_text("secret")
        (templates / "nosy.typ").write_text(f'#set document(title: "x")\n#read("{tmp_path}/secret.txt")')
        with pytest.raises(TypesettingFailed):
            render_pdf("room/cards/nosy", {})
        (templates / "climber.typ").write_text('#set document(title: "x")\n#read("../../../../etc/passwd")')
        with pytest.raises(TypesettingFailed):
            render_pdf("room/cards/climber", {})

    def test_refuses_asset_names_that_are_paths(self, templates: Path) -> None:
        with pytest.raises(ValueError, match="plain file name"):
            render_pdf("room/cards/plain", {"title": "x"}, assets={"../x": b""})

    def test_names_a_template_that_is_not_there(self, templates: Path) -> None:
        with pytest.raises(TypesettingFailed, match="no typst template"):
            render_pdf("room/cards/absent", {})


class TestRenderPng:
    def test_is_one_pixel_a_point_at_72(self, templates: Path) -> None:
        made = render_png("room/cards/plain", {"title": "नमस्ते"}, ppi=72)
        assert Pillow.open(io.BytesIO(made)).size == (200, 100)

    def test_shapes_conjuncts(self, templates: Path) -> None:
        """क्ष is one sign: it differs from क् and ष side by side, which a joiner forces apart."""
        joined = ink(render_png("room/cards/plain", {"title": "क्ष"}, ppi=144))
        apart = ink(render_png("room/cards/plain", {"title": "क्\u200cष"}, ppi=144))
        assert max(x for x, _ in joined) < max(x for x, _ in apart)

    def test_draws_photos_handed_in_as_assets(self, templates: Path) -> None:
        data = {"title": "x", "photo": "photo.webp"}
        made = render_png("room/cards/plain", data, ppi=72, assets={"photo.webp": photo(80, 60, file_format="WEBP")})
        colours = Pillow.open(io.BytesIO(made)).convert("RGB").getcolors(100_000)
        assert any(blue > 100 > red for _, (red, _, blue) in colours)


class TestMissingGlyphs:
    def test_knows_ink_from_layout(self) -> None:
        assert missing_glyphs("a\n\tक्\u200d\u200c \u00a0\ufe0f") == ""
        assert missing_glyphs("x漢y漢") == "漢"

    def test_points_at_the_field(self) -> None:
        with pytest.raises(GlyphMissing) as caught:
            require_glyphs("漢", pointer="/texts/en/title")
        assert [issue.pointer for issue in caught.value.errors] == ["/texts/en/title"]


class TestQrSvg:
    def test_is_sharp_scalable_and_quiet(self) -> None:
        made = qr_svg("https://bazaar.example/s/7K3MX9QZTW")
        assert made.startswith("<svg ")
        assert "viewBox" in made
        assert "width=" not in made.split(">", 1)[0]

    @pytest.mark.parametrize("text", ["", "x" * 4000])
    def test_refuses_what_no_code_holds(self, text: str) -> None:
        with pytest.raises(ValueError, match="QR code"):
            qr_svg(text)
