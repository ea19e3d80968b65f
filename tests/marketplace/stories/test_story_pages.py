"""The story before people: light, without scripts, in their language, printable, and inert."""

import io
import re
from html import unescape
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from django.conf import settings as configured
from django.test import Client
from factories.marketplace import make_badge, make_picture
from factories.registry import make_gi_entry, make_odop_entry
from factories.stories import ENGLISH, HINDI, make_owned_product, make_story
from PIL import Image as Pillow

from common.storage import private_storage
from marketplace.models import Product, ProductBadge, StoryCard
from marketplace.stories.services import TextDraft
from sellers.models import Seller

pytestmark = pytest.mark.django_db

PAYLOADS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style><script>alert(1)</script>",
    "javascript:alert(1)",
    "{{ 7*7 }} {% now 'Y' %}",
    '#panic("x") #eval("1") $x^2$ @ref <label>',
    "' onmouseover='alert(1)",
    "<svg/onload=alert(1)>",
    "\\u003cscript\\u003e <!-- --> ]]>",
]


@pytest.fixture
def card() -> StoryCard:
    """A published story with two photos and both badges."""
    owner, product = make_owned_product()
    make_picture(product)
    make_picture(product)
    make_badge(product, make_odop_entry(product.origin_district, "Madhubani Painting"))
    gi = make_gi_entry("Madhubani Paintings", districts=[product.origin_district])
    make_badge(product, gi)
    return make_story(product, owner)


def longest_story() -> StoryCard:
    """Every field as long as it may be, in the script that takes most bytes."""
    owner, product = make_owned_product()
    sign = "क्षत्रिय "
    long = {"title": 120, "place": 120, "community": 200, "makers": 200, "technique": 600, "materials": 300}
    long |= {"time_to_make": 80, "heritage": 1500, "distinctive_quality": 800, "care": 500}
    text = TextDraft(**{name: (sign * 200)[:size] for name, size in long.items()}, local_names=(sign * 6,) * 6)
    return make_story(product, owner, texts={"hi": text}, sources=((sign * 40)[:300],) * 10, approver=(sign * 20)[:160])


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, as WCAG 2.2 defines it."""

    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return sum(part * weight for part, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def pdf_text(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


class TestStoryPage:
    def test_shows_the_story_with_its_evidence(self, client: Client, card: StoryCard) -> None:
        answer = client.get(f"/s/{card.code}")
        page = unescape(answer.content.decode())
        assert (answer.status_code, answer["Content-Language"]) == (200, "en")
        for said in (
            ENGLISH.title,
            f"{card.product.title} · Mithila painting · Madhubani chitrakala",
            "Jitwarpur village · Madhubani, Bihar",
            ENGLISH.makers,
            ENGLISH.heritage,
            "One District One Product",
            "“Madhubani Painting” stands on the list",
            "Registered GI",
            "“Madhubani Paintings” is a registered geographical indication whose area holds Madhubani",
            "not that the seller is an authorised user",
            "Dulari Jha, Mithila Lok Chitra Samiti",
            "Bihar Museum catalogue, 2019",
            f'href="/s/{card.code}.pdf?lang=en"',
            f'property="og:image" content="http://127.0.0.1:8000/s/{card.code}.png?lang=en"',
            'alt="The piece from above"',
        ):
            assert said in page
        assert page.count("<img") == 3

    def test_speaks_hindi_when_asked_or_preferred(self, client: Client, card: StoryCard) -> None:
        asked = client.get(f"/s/{card.code}?lang=hi")
        preferred = client.get(f"/s/{card.code}", headers={"Accept-Language": "hi-IN,hi;q=0.9,en;q=0.5"})
        other = client.get(f"/s/{card.code}", headers={"Accept-Language": "fr"})
        assert asked["Content-Language"] == preferred["Content-Language"] == "hi"
        assert other["Content-Language"] == "en"
        assert "Accept-Language" in preferred["Vary"]
        page = asked.content.decode()
        assert '<html lang="hi">' in page
        assert HINDI.title in page
        assert "एक ज़िला एक उत्पाद" in page
        assert "How it is made" not in page

    def test_falls_back_to_a_language_the_story_has(self, client: Client) -> None:
        owner, product = make_owned_product()
        made = make_story(product, owner, texts={"hi": HINDI})
        assert client.get(f"/s/{made.code}?lang=en")["Content-Language"] == "hi"
        assert client.get(f"/s/{made.code}?lang=xx")["Content-Language"] == "hi"

    def test_weighs_less_than_50_kilobytes(self, client: Client, card: StoryCard) -> None:
        ordinary = client.get(f"/s/{card.code}?lang=hi")
        longest = client.get(f"/s/{longest_story().code}")
        assert len(ordinary.content) < 25_000
        assert len(longest.content) < 50_000

    def test_needs_nothing_but_itself_and_photos(self, client: Client, card: StoryCard) -> None:
        answer = client.get(f"/s/{card.code}")
        page = answer.content.decode()
        assert not re.search(r"<script|<link rel=\"?stylesheet|<iframe|<form|@import|url\(| on[a-z]+=", page)
        policy = answer["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "script-src" not in policy
        assert "unsafe" not in policy

    def test_is_readable_by_its_contrast(self, client: Client) -> None:
        """Every colour of text against paper and white: at least 4.5 to 1 (WCAG 2.2, 1.4.3)."""
        sheet = (Path(configured.BASE_DIR) / "marketplace/templates/stories/story.css").read_text()
        texts = set(re.findall(r"[{;]color:(#[0-9a-f]{6})", sheet))
        assert texts >= {"#1c1a17", "#5b534a", "#8c2f1b", "#1f3a5f"}
        assert all(contrast(text, ground) >= 4.5 for text in texts for ground in ("#fbf7ef", "#ffffff"))

    def test_asks_a_fixed_number_of_queries(
        self, client: Client, card: StoryCard, django_assert_num_queries: Any
    ) -> None:
        with django_assert_num_queries(5):
            assert client.get(f"/s/{card.code}").status_code == 200

    def test_is_kept_by_caches_until_it_changes(self, client: Client, card: StoryCard) -> None:
        first = client.get(f"/s/{card.code}")
        assert client.get(f"/s/{card.code}", headers={"If-None-Match": first["ETag"]}).status_code == 304
        card.texts.filter(language="en").update(title="Changed")
        assert client.get(f"/s/{card.code}", headers={"If-None-Match": first["ETag"]}).status_code == 200

    def test_reads_the_code_as_people_type_it(self, client: Client, card: StoryCard) -> None:
        StoryCard.objects.filter(pk=card.pk).update(code="A01BCDEFGH")
        assert client.get("/s/aoibcdefgh").status_code == 200

    @pytest.mark.parametrize("payload", PAYLOADS)
    def test_shows_hostile_text_as_text(self, client: Client, payload: str) -> None:
        owner, product = make_owned_product()
        picture = make_picture(product)
        type(picture).objects.filter(pk=picture.pk).update(alt_text=payload[:200])
        Seller.objects.filter(pk=product.seller_id).update(display_name=payload[:120])
        fields = ("title", "place", "community", "makers", "technique", "materials", "time_to_make", "heritage", "care")
        text = TextDraft(**dict.fromkeys(fields, payload), local_names=(payload,))
        made = make_story(product, owner, texts={"en": text}, approver=payload, sources=(payload,))
        page = client.get(f"/s/{made.code}").content.decode()
        assert not re.search(r"<script|<svg|onerror=alert\(1\)>|<img src=x", page)
        tags = re.findall(r"<[a-z][^>]*>", page)
        assert not any(re.search(r"\son\w+\s*=", re.sub(r'"[^"]*"', '""', tag)) for tag in tags)
        assert payload in unescape(page)
        printed = pdf_text(client.get(f"/s/{made.code}.pdf").content)
        squeezed = re.sub(r"[\s\u200b\ufffe-]", "", printed)
        assert re.sub(r"[\s-]", "", payload)[:20] in squeezed

    def test_tells_kindly_that_there_is_nothing(self, client: Client) -> None:
        answer = client.get("/s/ZZZZZZZZZZ?lang=hi")
        assert answer.status_code == 404
        assert "यहाँ कोई कहानी नहीं है" in answer.content.decode()
        assert client.get("/s/ZZZZZZZZZZ.pdf").status_code == 404
        assert client.get("/s/ZZZZZZZZZZ.png").status_code == 404

    def test_limits_calls_per_address(self, client: Client, card: StoryCard, settings: Any) -> None:
        settings.THROTTLE_RATES = {"address": "2/m"}
        answers = [client.get(f"/s/{card.code}{ending}") for ending in ("", ".png", ".pdf")]
        assert [answer.status_code for answer in answers] == [200, 200, 429]
        assert answers[2]["Retry-After"]

    def test_takes_no_writes(self, client: Client, card: StoryCard) -> None:
        assert client.post(f"/s/{card.code}").status_code == 405


class TestVisibility:
    @pytest.mark.parametrize(
        ("product_status", "seller_status", "seen"),
        [
            ("published", "approved", 200),
            ("unpublished", "approved", 200),
            ("submitted", "approved", 404),
            ("published", "suspended", 404),
        ],
    )
    def test_follows_product_and_seller(
        self, client: Client, card: StoryCard, product_status: str, seller_status: str, seen: int
    ) -> None:
        Product.objects.filter(pk=card.product_id).update(status=product_status)
        Seller.objects.filter(pk=card.product.seller_id).update(status=seller_status)
        answers = [client.get(f"/s/{card.code}{ending}").status_code for ending in ("", ".png", ".pdf")]
        assert answers == [seen] * 3

    def test_names_no_maker_without_consent(self, client: Client, card: StoryCard) -> None:
        StoryCard.objects.filter(pk=card.pk).update(makers_consented=False)
        assert ENGLISH.makers not in client.get(f"/s/{card.code}").content.decode()
        assert ENGLISH.makers not in pdf_text(client.get(f"/s/{card.code}.pdf").content)

    def test_drops_a_badge_that_has_ended(self, client: Client, card: StoryCard) -> None:
        before = client.get(f"/s/{card.code}.pdf")["ETag"]
        badge = ProductBadge.objects.get(kind="odop")
        badge.ended_at = badge.awarded_at
        badge.save()
        assert "One District One Product" not in client.get(f"/s/{card.code}").content.decode()
        after = client.get(f"/s/{card.code}.pdf")
        assert after["ETag"] != before
        assert "One District" not in pdf_text(after.content)


class TestPrints:
    def test_the_picture_is_1200_by_630(self, client: Client, card: StoryCard) -> None:
        for language in ("en", "hi"):
            answer = client.get(f"/s/{card.code}.png?lang={language}")
            assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
            assert answer["Content-Language"] == language
            picture = Pillow.open(io.BytesIO(answer.content))
            assert (picture.format, picture.size) == ("PNG", (1200, 630))
            assert len(answer.content) < 300_000

    def test_the_card_is_a6_on_two_sides(self, client: Client, card: StoryCard) -> None:
        answer = client.get(f"/s/{card.code}.pdf?lang=en")
        assert answer["Content-Type"] == "application/pdf"
        assert len(answer.content) < 600_000
        with pikepdf.open(io.BytesIO(answer.content)) as pdf:
            sizes = {tuple(round(float(side) / 72 * 25.4) for side in page.mediabox[2:]) for page in pdf.pages}
            assert (len(pdf.pages), sizes) == (2, {(105, 148)})
            assert str(pdf.Root.Lang) == "en"
        printed = re.sub(r"\s+", " ", pdf_text(answer.content))
        assert ENGLISH.title in printed
        assert "Madhubani, Bihar" in printed
        assert f"127.0.0.1:8000/s/{card.code}" in printed

    def test_the_code_leads_to_the_page(self, client: Client, card: StoryCard) -> None:
        from marketplace.stories.prints import _assets
        from marketplace.stories.selectors import public_story
        from marketplace.stories.telling import tell
        from media.typesetting import qr_svg

        svg = _assets(tell(public_story(card.code), "en"), (100, 100))["qr.svg"].decode()
        assert svg == qr_svg(f"http://127.0.0.1:8000/s/{card.code}")

    def test_is_set_once_per_content(self, client: Client, card: StoryCard, monkeypatch: pytest.MonkeyPatch) -> None:
        first = client.get(f"/s/{card.code}.pdf")
        monkeypatch.setattr("marketplace.stories.prints.render_pdf", None)
        second = client.get(f"/s/{card.code}.pdf")
        assert (first.content, first["ETag"]) == (second.content, second["ETag"])
        assert client.get(f"/s/{card.code}.pdf", headers={"If-None-Match": first["ETag"]}).status_code == 304
        assert len(private_storage().listdir("story-cards")[0]) == 1

    @pytest.mark.parametrize("language", ["en", "hi"])
    def test_holds_without_photo_and_badges(self, client: Client, language: str) -> None:
        made = make_story()
        assert client.get(f"/s/{made.code}.pdf?lang={language}").status_code == 200
        assert client.get(f"/s/{made.code}.png?lang={language}").status_code == 200
        assert "cloth" in client.get(f"/s/{made.code}").content.decode()

    def test_shortens_what_is_too_long_and_stays_on_two_sides(self, client: Client) -> None:
        answer = client.get(f"/s/{longest_story().code}.pdf")
        assert len(pypdfium2.PdfDocument(answer.content)) == 2
        printed = pdf_text(answer.content)
        assert "…" in printed
        assert "Madhubani, Bihar" in printed

    def test_breaks_words_without_end(self, client: Client) -> None:
        owner, product = make_owned_product()
        endless = TextDraft(title="W" * 120, technique="Z" * 600, heritage="क्ष" * 200)
        made = make_story(product, owner, texts={"en": endless})
        page = pypdfium2.PdfDocument(client.get(f"/s/{made.code}.pdf").content)[1]
        text = page.get_textpage()
        rights = [text.get_charbox(index)[2] for index in range(text.count_chars())]
        assert max(rights) < 105 / 25.4 * 72 - 15

    def test_says_which_name_beside_the_story_cannot_be_drawn(self, client: Client, card: StoryCard) -> None:
        Seller.objects.filter(pk=card.product.seller_id).update(display_name="漢")
        StoryCard.objects.filter(pk=card.pk).update(makers_consented=False)
        answer = client.get(f"/s/{card.code}.png")
        assert (answer.status_code, answer.json()["code"]) == (422, "glyph_missing")
        assert client.get(f"/s/{card.code}").status_code == 200
