"""Reads of stories: what the public may see, and what a seller works on."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Prefetch, QuerySet

from accounts.models import User
from common.errors import NotFound
from marketplace.badges.models import ProductBadge
from marketplace.catalogue.models import Product
from marketplace.catalogue.selectors import pictures, products_of
from marketplace.catalogue.states import ProductStatus
from marketplace.stories.models import StoryCard, StoryText
from marketplace.stories.states import StoryStatus
from sellers.models import Seller

# A printed card outlives the offer: its code keeps working when the seller has taken the listing down.
_SHOWN_PRODUCTS = (ProductStatus.PUBLISHED, ProductStatus.UNPUBLISHED)
_READ_ALIKE = str.maketrans("OIL", "011")


def with_everything(cards: QuerySet[StoryCard]) -> QuerySet[StoryCard]:
    """Cards with all that a page shows, in five queries whatever the number."""
    badges = ProductBadge.objects.filter(ended_at__isnull=True).select_related("odop_entry", "gi_entry")
    return cards.select_related("product__seller", "product__origin_district__state").prefetch_related(
        Prefetch("texts", queryset=StoryText.objects.order_by("language")),
        Prefetch("product__pictures", queryset=pictures()),
        Prefetch("product__badges", queryset=badges.order_by("-kind")),
    )


def public_stories() -> QuerySet[StoryCard]:
    """Published stories of products that have been in the shop, by sellers in good standing; unordered."""
    return with_everything(
        StoryCard.objects.filter(
            status=StoryStatus.PUBLISHED,
            product__status__in=_SHOWN_PRODUCTS,
            product__published_at__isnull=False,
            product__origin_district__isnull=False,
            product__seller__in=Seller.objects.live(),
        )
    )


def public_story(code: str) -> StoryCard:
    """The story behind a code as a person typed it (small letters, O for 0, I or L for 1); else NotFound."""
    story = public_stories().filter(code=code.upper().translate(_READ_ALIKE)).first()
    if story is None:
        raise NotFound("There is no story with this code. Check the code on the card.")
    return story


def public_story_of(product_id: UUID) -> StoryCard:
    """The public story of a product; NotFound when it has none."""
    story = public_stories().filter(product=product_id).first()
    if story is None:
        raise NotFound("This product has no published story.")
    return story


def product_for_story(user: User, product_id: UUID) -> Product:
    """A product of the user's sellers; NotFound for unknown and foreign ones alike."""
    product = products_of(user).filter(pk=product_id).select_related("seller").first()
    if product is None:
        raise NotFound()
    return product


def story_for(user: User, product_id: UUID) -> StoryCard | None:
    """The story of a product of the user's sellers, draft or not; None before it is written; else NotFound."""
    product = product_for_story(user, product_id)
    return with_everything(StoryCard.objects.filter(product=product)).first()
