"""Doors of stories: the seller writes, anybody reads. The pages for people are in `pages.py`."""

from __future__ import annotations

from typing import Any, ClassVar, cast
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.permissions import IsSignedIn
from accounts.models import User
from common import clock
from common.api.etag import etag_of, etag_response, require_if_match
from common.api.fields import CleanCharField
from common.api.views import BazaarView
from common.errors import NotFound
from marketplace.stories.models import StoryCard
from marketplace.stories.selectors import public_story_of, story_for
from marketplace.stories.services import StoryDraft, TextDraft, write_story
from marketplace.stories.states import StoryLanguage, StoryStatus
from marketplace.stories.telling import badge_line, story_url

IF_MATCH = OpenApiParameter(
    "If-Match", str, OpenApiParameter.HEADER, description="ETag of the story as last read; 412 if it has changed"
)


class StoryTextBody(serializers.Serializer[Any]):
    """A story in one language; empty fields are not shown."""

    title = CleanCharField(max_length=120)
    local_names = serializers.ListField(child=CleanCharField(max_length=60), max_length=6, default=list)
    place = CleanCharField(max_length=120, allow_blank=True, default="")
    community = CleanCharField(max_length=200, allow_blank=True, default="")
    makers = CleanCharField(max_length=200, allow_blank=True, default="")
    technique = CleanCharField(multiline=True, max_length=600, allow_blank=True, default="")
    materials = CleanCharField(multiline=True, max_length=300, allow_blank=True, default="")
    time_to_make = CleanCharField(max_length=80, allow_blank=True, default="")
    heritage = CleanCharField(multiline=True, max_length=1500, allow_blank=True, default="")
    distinctive_quality = CleanCharField(multiline=True, max_length=800, allow_blank=True, default="")
    care = CleanCharField(multiline=True, max_length=500, allow_blank=True, default="")


class StoryTextsBody(serializers.Serializer[Any]):
    """The story by language."""

    en = StoryTextBody(required=False)
    hi = StoryTextBody(required=False)


class StoryInput(serializers.Serializer[Any]):
    """A whole story; it replaces what was there."""

    texts = StoryTextsBody()
    sources = serializers.ListField(child=CleanCharField(max_length=300), max_length=10, default=list)
    approver = CleanCharField(max_length=160, allow_blank=True, default="")
    makers_consented = serializers.BooleanField(default=False)
    status = serializers.ChoiceField(choices=StoryStatus.choices, default=StoryStatus.DRAFT)


class StoryBadgeBody(serializers.Serializer[Any]):
    """A computed badge and its proof, in English."""

    kind = serializers.CharField()
    name = serializers.CharField()
    evidence = serializers.CharField()


class PublicStoryBody(serializers.Serializer[Any]):
    """A published story; `makers` is empty unless they consent."""

    product = serializers.UUIDField()
    code = serializers.CharField()
    page_url = serializers.URLField()
    picture_url = serializers.URLField(help_text="PNG, 1200 × 630; add ?lang=hi for Hindi")
    print_url = serializers.URLField(help_text="A6 PDF; add ?lang=hi for Hindi")
    texts = StoryTextsBody()
    sources = serializers.ListField(child=serializers.CharField())
    approver = serializers.CharField()
    published_at = serializers.DateTimeField(allow_null=True)
    badges = StoryBadgeBody(many=True)


class SellerStoryBody(PublicStoryBody):
    """A story as its seller sees it."""

    status = serializers.ChoiceField(choices=StoryStatus.choices)
    makers_consented = serializers.BooleanField()
    revision = serializers.IntegerField()


def public_story_body(card: StoryCard) -> dict[str, Any]:
    """Render for anybody."""
    return dict(PublicStoryBody(_values(card, makers_shown=card.makers_consented)).data)


def seller_story_body(card: StoryCard) -> dict[str, Any]:
    """Render for the seller."""
    values = {
        **_values(card, makers_shown=True),
        "status": card.status,
        "makers_consented": card.makers_consented,
        "revision": card.revision,
    }
    return dict(SellerStoryBody(values).data)


def _values(card: StoryCard, *, makers_shown: bool) -> dict[str, Any]:
    texts = {text.language: {**vars(text), "makers": text.makers if makers_shown else ""} for text in card.texts.all()}
    lines = [badge_line(badge, card, StoryLanguage.ENGLISH) for badge in card.product.badges.all()]
    url = story_url(card.code)
    return {
        "product": card.product_id,
        "code": card.code,
        "page_url": url,
        "picture_url": f"{url}.png",
        "print_url": f"{url}.pdf",
        "texts": texts,
        "sources": card.sources,
        "approver": card.approver,
        "published_at": card.published_at,
        "badges": [{"kind": line.kind, "name": line.label, "evidence": line.evidence} for line in lines],
    }


def story_etag(card: StoryCard | None) -> str:
    """The ETag of the seller's view: its revision; that of nothing before the first write."""
    return etag_of(["story", str(card.pk), card.revision] if card else None)


class SellerStory(BazaarView):
    """The story of one of the seller's products."""

    permission_classes = (IsSignedIn,)
    paginated: ClassVar[bool] = False

    @extend_schema(operation_id="seller_story_retrieve", responses={200: SellerStoryBody}, tags=["stories"])
    def get(self, request: Request, product_id: UUID) -> Response:
        """The story, draft or published; 404 until it has been written."""
        card = story_for(cast(User, request.user), product_id)
        if card is None:
            raise NotFound("This product has no story yet. Write one with PUT.")
        return etag_response(request, seller_story_body(card), story_etag(card))

    @extend_schema(
        operation_id="seller_story_write",
        request=StoryInput,
        parameters=[IF_MATCH],
        responses={200: SellerStoryBody, 201: SellerStoryBody},
        tags=["stories"],
    )
    def put(self, request: Request, product_id: UUID) -> Response:
        """Write the whole story; `status` published puts it before the public once the product is."""
        user = cast(User, request.user)
        draft = draft_of(self.valid(StoryInput, request))
        before = story_for(user, product_id)
        require_if_match(request, story_etag(before))
        revision = before.revision if before else 0
        write_story(user=user, product_id=product_id, draft=draft, expected_revision=revision, now=clock.now())
        card = story_for(user, product_id)
        response = Response(
            seller_story_body(cast(StoryCard, card)), status=status.HTTP_200_OK if before else status.HTTP_201_CREATED
        )
        response["ETag"] = story_etag(card)
        return response


class ProductStory(BazaarView):
    """The public story of a product."""

    permission_classes = (AllowAny,)
    paginated: ClassVar[bool] = False

    @extend_schema(operation_id="product_story_retrieve", responses={200: PublicStoryBody}, tags=["stories"])
    def get(self, request: Request, product_id: UUID) -> Response:
        """The story in all its languages, with the addresses of its page, picture and printed card."""
        return etag_response(request, public_story_body(public_story_of(product_id)))


def draft_of(values: dict[str, Any]) -> StoryDraft:
    """The validated body as the service wants it."""
    texts = {
        language: TextDraft(**{**text, "local_names": tuple(text["local_names"])})
        for language, text in values["texts"].items()
    }
    return StoryDraft(
        texts=texts,
        sources=tuple(values["sources"]),
        approver=values["approver"],
        makers_consented=values["makers_consented"],
        status=StoryStatus(values["status"]),
    )
