"""The front page: what this place is, the newest goods with their stories, and where to go on."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from common.money import format_inr
from marketplace.catalogue.models import Product
from marketplace.shopfront.api.answers import product_summary
from marketplace.shopfront.selectors import ORDERINGS, ProductFilters, public_products
from marketplace.stories.models import StoryCard
from marketplace.stories.states import StoryStatus

SHOWN = 12


@dataclass(frozen=True)
class Tile:
    """One product as the front page shows it."""

    title: str
    price: str
    place: str
    seller: str
    badges: tuple[str, ...]
    picture: str
    alt: str
    address: str


@require_safe
def front_page(request: HttpRequest) -> HttpResponse:
    """GET /: for people; machines start at the API documentation."""
    products = list(public_products(ProductFilters()).order_by(*ORDERINGS["newest"])[:SHOWN])
    codes = dict(
        StoryCard.objects.filter(product__in=products, status=StoryStatus.PUBLISHED).values_list("product_id", "code")
    )
    tiles = [_tile(product, codes.get(product.pk, "")) for product in products]
    return render(request, "config/front.html", {"tiles": tiles})


def _tile(product: Product, code: str) -> Tile:
    told = product_summary(product)
    picture = told["picture"] or {"urls": {}, "alt_text": ""}
    return Tile(
        title=told["title"],
        price=format_inr(told["price_from"]["amount"]),
        place=f"{told['origin']['name']}, {told['origin']['state']['name']}",
        seller=told["seller"]["display_name"],
        badges=tuple(str(badge["name"]) for badge in told["badges"]),
        picture=picture["urls"].get("800", ""),
        alt=picture["alt_text"],
        address=f"/s/{code}" if code else f"/api/v1/products/{told['id']}",
    )
