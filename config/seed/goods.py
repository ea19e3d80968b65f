"""The goods of the seeded bazaar: listed, photographed, badged, published and told, through the services."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from io import BytesIO

from django.db import transaction

from accounts.models import User
from config.seed.cast import Goods
from config.seed.pictures import photo
from marketplace.badges.services import claim_badge
from marketplace.badges.states import BadgeKind
from marketplace.catalogue.models import Category, Product
from marketplace.catalogue.services.listings import draft_product
from marketplace.catalogue.services.pictures import attach_picture
from marketplace.catalogue.services.variants import add_variant
from marketplace.moderation.services import approve_product, submit_product
from marketplace.stock.services import receive
from marketplace.stories.services import StoryDraft, TextDraft, write_story
from marketplace.stories.states import StoryStatus
from media.images.services import render_image, store_image
from registry.models import GiEntry, OdopEntry
from registry.selectors import odop_entries_of
from sellers.models import Seller


def list_goods(goods: Goods, *, seller: Seller, owner: User, moderator: User, now: datetime) -> Product:
    """One product on sale with everything that belongs to it; one that is there already stays as it is.

    All or nothing: a seed that was stopped half-way through a product begins it anew.
    """
    product = Product.objects.filter(seller=seller, title=goods.title).first()
    if product is not None:
        return product
    with transaction.atomic():
        return _list(goods, seller=seller, owner=owner, moderator=moderator, now=now)


def _list(goods: Goods, *, seller: Seller, owner: User, moderator: User, now: datetime) -> Product:
    product = draft_product(seller=seller, facts=_facts(goods), now=now)
    variant = add_variant(
        product_id=product.pk,
        price_amount=goods.price_amount,
        mrp_amount=goods.mrp_amount,
        weight_grams=goods.weight_grams,
        now=now,
    )
    receive(variant_id=variant.pk, quantity=goods.stock, cause="first stock", now=now, actor=owner)
    image = store_image(uploaded_by=owner, file=BytesIO(photo(goods.motif)), now=now)
    render_image(image_id=image.pk, now=now)
    attach_picture(product_id=product.pk, image_id=image.pk, alt_text=goods.title, now=now)
    for kind, entry in _entries(goods, product):
        claim_badge(product_id=product.pk, kind=kind, entry_id=entry.pk, now=now)
    submit_product(product_id=product.pk, actor=owner, now=now)
    product = approve_product(product_id=product.pk, moderator=moderator, now=now)
    write_story(user=owner, product_id=product.pk, draft=_story(goods, seller), now=now)
    return product


def _facts(goods: Goods) -> dict[str, object]:
    return {
        "category": Category.objects.get(slug=goods.category),
        "title": goods.title,
        "description": goods.description,
        "generic_name": goods.generic_name,
        "net_quantity": Decimal(goods.net_quantity),
        "net_quantity_unit": goods.unit,
        "local_names": list(goods.local_names),
        "shelf_life_days": goods.shelf_life_days,
    }


def _entries(goods: Goods, product: Product) -> list[tuple[BadgeKind, OdopEntry | GiEntry]]:
    found: list[tuple[BadgeKind, OdopEntry | GiEntry]] = []
    if goods.odop and product.origin_district is not None:
        found.append((BadgeKind.ODOP, odop_entries_of(product.origin_district).get(product_name=goods.odop)))
    if goods.gi:
        entries = GiEntry.objects.filter(name=goods.gi, is_foreign=False).order_by("serial_no")
        found.append((BadgeKind.GI_REGISTERED, entries[0]))
    return found


def _story(goods: Goods, seller: Seller) -> StoryDraft:
    texts = {language: TextDraft(**asdict(story)) for language, story in goods.stories.items()}
    return StoryDraft(texts=texts, approver=seller.display_name, status=StoryStatus.PUBLISHED)
