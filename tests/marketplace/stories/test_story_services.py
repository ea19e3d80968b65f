"""Writing stories: complete, printable, by the right people, without losing another's edit."""

from typing import Any

import pytest
from factories.accounts import make_user
from factories.sellers import make_seller
from factories.stories import ENGLISH, make_owned_product, make_story, story_draft

from common import clock, outbox
from common.errors import NotFound, Refusal, StaleEdit
from common.models import OutboxMessage
from common.storage import private_storage, public_storage
from marketplace.models import StoryCard, StoryText
from marketplace.stories.errors import StoryIncomplete, StoryUnprintable
from marketplace.stories.services import TextDraft, write_story
from marketplace.stories.states import StoryStatus
from sellers.members.errors import MemberRightMissing
from sellers.models import SellerMember

pytestmark = pytest.mark.django_db


def written(user: Any, product: Any, **kw: Any) -> StoryCard:
    return write_story(user=user, product_id=product.pk, draft=story_draft(**kw), now=clock.now())


def pointers(refusal: Refusal) -> list[tuple[str, str]]:
    return [(issue.pointer, issue.code) for issue in refusal.errors]


def prints() -> list[str]:
    storage = private_storage()
    if not storage.exists("story-cards"):
        return []
    folders = storage.listdir("story-cards")[0]
    return [name for folder in folders for name in storage.listdir(f"story-cards/{folder}")[1]]


class TestWriteStory:
    def test_publishes_a_complete_story(self) -> None:
        owner, product = make_owned_product()
        card = written(owner, product)
        assert (card.status, card.revision, len(card.code)) == ("published", 1, 10)
        assert card.published_at is not None
        assert card.makers_consented_at is not None
        assert list(card.texts.order_by("language").values_list("language", flat=True)) == ["en", "hi"]
        assert list(card.moves.values_list("from_status", "to_status", "actor")) == [("draft", "published", owner.pk)]

    def test_replaces_the_whole_story_and_keeps_the_code(self) -> None:
        owner, product = make_owned_product()
        first = written(owner, product)
        text = TextDraft(title="Short", technique="By hand.", heritage="Old.")
        second = written(owner, product, texts={"en": text}, sources=(), makers_consented=False)
        assert (second.pk, second.code, second.revision) == (first.pk, first.code, 2)
        assert list(second.texts.values_list("language", "title", "makers")) == [("en", "Short", "")]
        assert (second.sources, second.makers_consented) == ([], False)
        assert second.moves.count() == 1

    def test_takes_a_story_back_even_when_emptied(self) -> None:
        owner, product = make_owned_product()
        written(owner, product)
        card = written(owner, product, status=StoryStatus.DRAFT, texts={}, approver="")
        card.refresh_from_db()
        assert (card.status, card.approver, card.texts.count()) == ("draft", "", 0)
        assert list(card.moves.order_by("moved_at").values_list("to_status", flat=True)) == ["published", "draft"]

    def test_saves_an_incomplete_draft(self) -> None:
        owner, product = make_owned_product(status="draft")
        card = written(owner, product, status=StoryStatus.DRAFT, texts={"en": TextDraft(title="Pot")}, approver="")
        assert (card.status, card.published_at) == ("draft", None)
        assert not OutboxMessage.objects.filter(topic="marketplace.story_published").exists()

    def test_refuses_to_publish_what_is_incomplete(self) -> None:
        owner, product = make_owned_product()
        with pytest.raises(StoryIncomplete) as caught:
            written(owner, product, texts={"en": ENGLISH, "hi": TextDraft(title="शीर्षक")}, approver="")
        assert pointers(caught.value) == [
            ("/approver", "required"),
            ("/texts/hi/technique", "required"),
            ("/texts/hi/distinctive_quality", "required"),
        ]
        with pytest.raises(StoryIncomplete) as caught:
            written(owner, product, texts={})
        assert pointers(caught.value) == [("/texts", "required")]
        assert not StoryCard.objects.exists()

    def test_refuses_characters_no_font_draws(self) -> None:
        owner, product = make_owned_product()
        strange = TextDraft(title="Vase 漢", local_names=("ok", "ꯃꯤ"), technique="x", heritage="y")
        with pytest.raises(StoryUnprintable) as caught:
            written(owner, product, texts={"en": strange}, sources=("fine", "字"))
        assert pointers(caught.value) == [
            ("/sources/1", "glyph_missing"),
            ("/texts/en/title", "glyph_missing"),
            ("/texts/en/local_names/1", "glyph_missing"),
        ]
        assert not StoryCard.objects.exists()

    def test_is_only_for_the_sellers_own_people_with_the_right(self) -> None:
        _, product = make_owned_product()
        stranger, packer = make_user(), make_user()
        make_seller(owner=stranger)
        SellerMember.objects.create(seller=product.seller, user=packer, role="packer")
        with pytest.raises(NotFound):
            written(stranger, product)
        with pytest.raises(MemberRightMissing):
            written(packer, product)
        assert not StoryCard.objects.exists()

    def test_refuses_an_edit_of_an_older_revision(self) -> None:
        owner, product = make_owned_product()
        written(owner, product)
        draft = story_draft(approver="Somebody else")
        for seen in (0, 2):
            with pytest.raises(StaleEdit):
                write_story(user=owner, product_id=product.pk, draft=draft, expected_revision=seen, now=clock.now())
        card = write_story(user=owner, product_id=product.pk, draft=draft, expected_revision=1, now=clock.now())
        assert (card.revision, StoryText.objects.count()) == (2, 2)


class TestPrepareStoryPrints:
    def test_sets_picture_and_card_in_each_language(self) -> None:
        make_story()
        outbox.drain_now()
        assert sorted(name.rsplit(".")[-1] for name in prints()) == ["pdf", "pdf", "png", "png"]
        assert not public_storage().exists("story-cards")

    def test_sets_nothing_while_the_product_is_not_public(self) -> None:
        owner, product = make_owned_product(status="draft")
        written(owner, product)
        outbox.drain_now()
        assert prints() == []
