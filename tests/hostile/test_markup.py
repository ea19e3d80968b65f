"""Markup and formulas in what people write: words everywhere, never code."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.core import mail
from django.test import Client
from django.utils.html import escape
from factories.accounts import make_address, make_user
from factories.marketplace import make_picture, make_product, make_variant
from factories.markup import MARK, PAYLOADS, active_marks
from factories.orders import make_paid_purchase
from factories.sellers import make_seller
from factories.stories import make_story

from accounts.models import User
from common import clock, outbox
from marketplace.models import StoryCard
from marketplace.stories.services import StoryDraft, TextDraft, write_story
from marketplace.stories.states import StoryStatus

pytestmark = pytest.mark.django_db
FOR_THE_CONSOLE = [
    payload
    for payload in PAYLOADS
    if payload.startswith(("</script>", '"><img', "'><img", '" on', "{{", "{%", "<a href=java", "</textarea>"))
]


def told_by(payload: str) -> StoryDraft:
    """A story every field of which holds the payload."""
    words = {name: payload for name in TextDraft.__dataclass_fields__ if name != "local_names"}
    text = TextDraft(**words, local_names=(payload,))
    return StoryDraft(
        texts={"en": text, "hi": text},
        sources=(payload,),
        approver=payload,
        makers_consented=True,
        status=StoryStatus.PUBLISHED,
    )


@pytest.fixture
def story() -> StoryCard:
    """A published story of a product with a picture."""
    card = make_story()
    make_picture(card.product)
    return card


class TestActiveMarks:
    def test_sees_what_a_careless_page_would_run(self) -> None:
        """The control: pasted raw, nearly every payload is seen; escaped, none is."""
        page = "<html><head><title>{0}</title></head><body><p title={1}>{0}</p><a href={1}>x</a></body></html>"
        unseen = []
        for payload in PAYLOADS:
            quoted = payload.replace("'", "&#39;").join("''") if '"' in payload else payload.join("''")
            if not active_marks(page.format(payload, quoted).encode()):
                unseen.append(payload)
            assert active_marks(page.format(escape(payload), '"x"').encode()) == []
        assert len(PAYLOADS) - len(unseen) >= 40, unseen


class TestStoryPage:
    def test_shows_markup_as_words(self, client: Client, story: StoryCard, faults: list[str]) -> None:
        owner = story.product.seller.members.get(role="owner").user
        for payload in filter(str.isascii, PAYLOADS):  # our fonts refuse the full-width one
            write_story(user=owner, product_id=story.product_id, draft=told_by(payload), now=clock.now())
            name_everything(story, payload)
            for language in ("en", "hi"):
                answer = client.get(f"/s/{story.code}", {"lang": language})
                assert not faults, faults[0]
                assert answer.status_code == 200
                assert active_marks(answer.content) == [], payload
                assert "script-src" not in answer["Content-Security-Policy"]
                assert "default-src 'none'" in answer["Content-Security-Policy"]

    @pytest.mark.parametrize("payload", PAYLOADS[-1:] + PAYLOADS[:1] + ["#import sys", '"); #panic(("', "// */ ```"])
    def test_prints_markup_as_words(self, client: Client, story: StoryCard, faults: list[str], payload: str) -> None:
        owner = story.product.seller.members.get(role="owner").user
        write_story(user=owner, product_id=story.product_id, draft=told_by(payload), now=clock.now())
        name_everything(story, payload)
        for ending, kind in (("pdf", "application/pdf"), ("png", "image/png")):
            answer = client.get(f"/s/{story.code}.{ending}")
            assert not faults, faults[0]
            assert (answer.status_code, answer["Content-Type"]) == (200, kind)

    @pytest.mark.parametrize("payload", PAYLOADS)
    def test_repeats_nothing_of_the_address(self, client: Client, payload: str) -> None:
        for address in ("/s/nobody", "/", "/api/docs/", "/accounts/login/", "/api/docs/errors"):
            answer = client.get(address, {"lang": payload, "next": payload, "version": payload})
            assert answer.status_code < 500
            assert active_marks(answer.content) == [], address


def name_everything(story: StoryCard, payload: str) -> None:
    """What stands beside a story on its page, written past the doors that clean it."""
    seller, product = story.product.seller, story.product
    for thing, names in (
        (seller, ("display_name", "legal_name", "story", "locality", "grievance_name")),
        (product, ("title", "description", "generic_name", "maker_name", "maker_address")),
        (product.pictures.get(), ("alt_text",)),
    ):
        for name in names:
            setattr(thing, name, payload)
        thing.save(update_fields=names)


@pytest.fixture
def console(client: Client) -> Client:
    """A superuser's browser."""
    user = make_user("root@example.org", is_staff=True, is_superuser=True)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def furnish(payload: str) -> User:
    """Somebody, a shop, a story and a paid gift, all named by the payload."""
    owner = make_user(name=payload[:120])
    seller = make_seller(owner=owner, display_name=payload, legal_name=payload, story=payload, gst=True)
    product = make_product(seller, title=payload, description=payload, generic_name=payload, maker_name=payload)
    variant = make_variant(product, title=payload, sku=payload[:40])
    make_picture(product)
    write_story(user=owner, product_id=product.pk, draft=told_by(payload), now=clock.now())
    make_address(owner, name=payload, line1=payload, landmark=payload)
    make_paid_purchase({variant: 1}, user=owner, gift_message=payload)
    return owner


def console_pages() -> Iterator[str]:
    """Every list of the console, and the first few pages behind it."""
    for model in admin.site._registry:
        base = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        yield base
        yield from (f"{base}{row.pk}/change/" for row in model._default_manager.order_by("-pk")[:2])
        yield f"{base}?q={MARK}%22%3E%3Cimg+src%3Dx+onerror%3D{MARK}%28%29%3E"


@pytest.mark.slow
class TestConsole:
    @pytest.mark.parametrize("payload", FOR_THE_CONSOLE)
    def test_shows_markup_as_words(self, console: Client, faults: list[str], payload: str) -> None:
        furnish(payload)
        seen = 0
        for address in console_pages():
            answer = console.get(address)
            assert not faults, f"{address}\n{faults[0]}"
            assert answer.status_code in {200, 302, 403, 404}, address
            if answer.status_code == 200:
                seen += answer.content.count(MARK.encode())
                assert active_marks(answer.content) == [], address
        assert seen > 20


class TestAnswers:
    def test_json_is_never_sniffed(self, client: Client, faults: list[str]) -> None:
        furnish(PAYLOADS[0])
        for address in ("/api/v1/products", "/api/v1/sellers", "/api/v1/districts?colour=<script>", "/nowhere<script>"):
            answer = client.get(address)
            assert answer["Content-Type"] in {"application/json", "application/problem+json"}
            assert answer["X-Content-Type-Options"] == "nosniff"

    @pytest.mark.parametrize(
        "name", ["Asha\r\nBcc: all@example.org", "Asha\nSubject: x", "Asha\u2028x", "=?utf-8?q?x?="]
    )
    def test_a_name_adds_no_header_to_a_mail(self, client_for: Any, name: str) -> None:
        owner = make_user("owner@example.org")
        answer = client_for(owner).patch("/api/v1/me", {"name": name})
        assert "\n" not in answer.json()["name"]
        seller = make_seller(owner=owner, gst=True, display_name=name)
        variant = make_variant(make_product(seller, title=name))
        make_paid_purchase({variant: 1}, user=owner, gift_message=name)
        outbox.drain_now()
        assert mail.outbox
        for message in mail.outbox:
            assert "\n" not in message.subject
            assert [*message.to, *message.cc, *message.bcc] == [message.to[0]]
            assert message.content_subtype == "plain"
            assert not getattr(message, "alternatives", [])


class TestStatement:
    @pytest.mark.parametrize("title", ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", '=HYPERLINK("//x")', "|cmd"])
    def test_csv_starts_no_formula(self, client_for: Any, title: str) -> None:
        owner = make_user("owner@example.org")
        seller = make_seller(owner=owner, gst=True, display_name=title, legal_name=title)
        variant = make_variant(make_product(seller, title=title), title=title, sku=title)
        make_paid_purchase({variant: 1})
        answer = client_for(owner).get(f"/api/v1/seller/statements.csv?seller={seller.pk}")
        assert answer.status_code == 200
        assert answer["Content-Disposition"].startswith("attachment")
        cells = [cell for row in csv.reader(io.StringIO(answer.content.decode(), newline="")) for cell in row]
        assert any(title.strip() in cell for cell in cells)
        assert [cell for cell in cells if cell[:1] in {"=", "+", "@", "\t", "\r", "|"}] == []
        assert all(cell[1:2].isdigit() for cell in cells if cell.startswith("-"))
