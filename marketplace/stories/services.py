"""Write a story, publish it, take it back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from common import outbox
from common.errors import FieldIssue, StaleEdit
from common.states import StateMachine
from marketplace.catalogue.models import Product
from marketplace.stories.errors import StoryIncomplete, StoryUnprintable
from marketplace.stories.models import StoryCard, StoryMove, StoryText
from marketplace.stories.selectors import product_for_story
from marketplace.stories.states import STORY_MOVES, StoryStatus
from media.typesetting import GlyphMissing, missing_glyphs
from sellers.members.rights import Right
from sellers.members.selectors import require_member_right

STORY_PUBLISHED = "marketplace.story_published"

machine = StateMachine(STORY_MOVES, StoryMove)


@dataclass(frozen=True)
class TextDraft:
    """A story in one language, as the seller wrote it; empty fields are not shown."""

    title: str
    local_names: tuple[str, ...] = ()
    place: str = ""
    community: str = ""
    makers: str = ""
    technique: str = ""
    materials: str = ""
    time_to_make: str = ""
    heritage: str = ""
    distinctive_quality: str = ""
    care: str = ""


@dataclass(frozen=True)
class StoryDraft:
    """A whole story; it replaces what was there. `texts` is keyed by language."""

    texts: Mapping[str, TextDraft]
    sources: tuple[str, ...] = ()
    approver: str = ""
    makers_consented: bool = False
    status: StoryStatus = field(default=StoryStatus.DRAFT)


@transaction.atomic
def write_story(
    *, user: User, product_id: UUID, draft: StoryDraft, expected_revision: int | None = None, now: datetime
) -> StoryCard:
    """Write the story of a product of the user's seller, whole, and publish it or take it back.

    `expected_revision` is the revision the writer has seen (0: none yet). Raises NotFound, MemberRightMissing,
    StaleEdit, StoryIncomplete (when it is to be published) and StoryUnprintable; then nothing is written.
    """
    product = product_for_story(user, product_id)
    require_member_right(user, product.seller, Right.MANAGE_LISTINGS)
    Product.objects.select_for_update(of=("self",)).get(pk=product.pk)
    card = StoryCard.objects.select_for_update().filter(product=product).first()
    if expected_revision is not None and expected_revision != (card.revision if card else 0):
        raise StaleEdit()
    if draft.status == StoryStatus.PUBLISHED:
        require_complete(draft)
    require_printable(draft)
    if card is not None and draft.status == StoryStatus.DRAFT != card.status:
        machine.move_to(card, StoryStatus.DRAFT, now=now, actor=user)
    card = _write_card(card, product, draft, now)
    _write_texts(card, draft)
    if draft.status == StoryStatus.PUBLISHED != card.status:
        machine.move_to(card, StoryStatus.PUBLISHED, now=now, actor=user)
    if card.status == StoryStatus.PUBLISHED:
        outbox.enqueue(topic=STORY_PUBLISHED, payload={"card_id": str(card.pk)}, key=str(card.pk))
    return card


def require_complete(draft: StoryDraft) -> None:
    """Raise StoryIncomplete unless somebody answers for the text and each language tells how and what."""
    issues = list(_gaps(draft))
    if issues:
        raise StoryIncomplete(errors=issues)


def require_printable(draft: StoryDraft) -> None:
    """Raise StoryUnprintable, naming each field and character, unless our fonts can draw everything."""
    issues = [
        FieldIssue(pointer, GlyphMissing.code, GlyphMissing(missing).detail)
        for pointer, words in _printed(draft)
        if (missing := missing_glyphs(words))
    ]
    if issues:
        raise StoryUnprintable(errors=issues)


def _gaps(draft: StoryDraft) -> Iterator[FieldIssue]:
    if not draft.texts:
        yield FieldIssue("/texts", "required", "Write the story in at least one language.")
    if not draft.approver:
        yield FieldIssue("/approver", "required", "Name the person who has approved the text.")
    for language, text in draft.texts.items():
        if not text.technique:
            yield FieldIssue(f"/texts/{language}/technique", "required", "Tell how it is made.")
        if not (text.heritage or text.distinctive_quality):
            yield FieldIssue(
                f"/texts/{language}/distinctive_quality", "required", "Tell what sets it apart, or its heritage."
            )


def _printed(draft: StoryDraft) -> Iterator[tuple[str, str]]:
    yield "/approver", draft.approver
    for index, source in enumerate(draft.sources):
        yield f"/sources/{index}", source
    for language, text in draft.texts.items():
        for name, value in vars(text).items():
            if isinstance(value, str):
                yield f"/texts/{language}/{name}", value
            else:
                yield from ((f"/texts/{language}/{name}/{index}", part) for index, part in enumerate(value))


def _write_card(card: StoryCard | None, product: Product, draft: StoryDraft, now: datetime) -> StoryCard:
    card = card or StoryCard(product=product, revision=0)
    if draft.makers_consented and not card.makers_consented:
        card.makers_consented_at = now
    card.makers_consented = draft.makers_consented
    card.sources = list(draft.sources)
    card.approver = draft.approver
    card.revision += 1
    if draft.status == StoryStatus.PUBLISHED and card.published_at is None:
        card.published_at = now
    card.save()
    return card


def _write_texts(card: StoryCard, draft: StoryDraft) -> None:
    StoryText.objects.filter(card=card).exclude(language__in=list(draft.texts)).delete()
    for language, text in draft.texts.items():
        values = {**vars(text), "local_names": list(text.local_names)}
        StoryText.objects.update_or_create(card=card, language=language, defaults=values)
