"""What buyers see: published products of live sellers, found, narrowed and ordered."""

from __future__ import annotations

import operator
from dataclasses import dataclass, field
from functools import reduce
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Exists, F, Func, IntegerField, OuterRef, Prefetch, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, JSONObject
from django.db.models.sql.compiler import SQLCompiler

from common.errors import NotFound
from marketplace.badges.models import ProductBadge
from marketplace.catalogue.models import Category, Product, Variant
from marketplace.catalogue.selectors import pictures, published_products
from marketplace.catalogue.spelling import fold_words
from marketplace.stock.selectors import product_in_stock

MAX_SEARCH_WORDS = 8

ORDERINGS: dict[str, tuple[str, ...]] = {
    "newest": ("-published_at", "-id"),
    "price": ("price_from_amount", "id"),
    "-price": ("-price_from_amount", "-id"),
    "relevance": ("-rank", "-id"),
}
"""Orders a buyer may ask for. Only the words of the search rank a product; no seller can buy a place."""


@dataclass(frozen=True)
class ProductFilters:
    """What a buyer narrows the list by; None and empty mean all. Prices in paise, inclusive."""

    q: str = ""
    state: UUID | None = None
    district: UUID | None = None
    category: str = ""
    badge: list[str] = field(default_factory=list)
    price_min: int | None = None
    price_max: int | None = None
    seller: str = ""
    in_stock: bool | None = None


class SpellingQuery(SearchQuery):
    """A tsquery that wants every word of an array, each as products spell it.

    A word that products use, or begin a word with, is taken as a beginning; any other one stands for
    the five most alike words of the vocabulary (trigram similarity of 0.4 and more). One uncorrelated
    subquery: PostgreSQL works it out once and then uses the index of the words.
    """

    TEMPLATE = """(
        SELECT string_agg('(' || asked.spelling || ')', ' & ')::tsquery FROM (
            SELECT CASE
                WHEN length(w) < 3 THEN quote_literal(w)
                WHEN EXISTS (SELECT FROM marketplace_searchword v WHERE v.word LIKE w || '%%%%')
                THEN quote_literal(w) || ':*'
                ELSE coalesce(
                    (SELECT string_agg(quote_literal(alike.word), ' | ') FROM (
                        SELECT v.word FROM marketplace_searchword v
                        WHERE v.word %%%% w AND similarity(v.word, w) >= 0.4
                        ORDER BY similarity(v.word, w) DESC, v.word LIMIT 5
                    ) alike),
                    quote_literal(w)
                )
            END AS spelling
            FROM unnest(%(expressions)s) AS w
        ) asked
    )"""

    def __init__(self, words: list[str]) -> None:
        super().__init__(Value(words, output_field=ArrayField(TextField())))

    def as_sql(
        self,
        compiler: SQLCompiler,
        connection: BaseDatabaseWrapper,
        function: str | None = None,
        template: str | None = None,
        arg_joiner: str | None = None,
        **extra_context: Any,
    ) -> Any:
        """The subquery, with the words as its one parameter."""
        return super().as_sql(compiler, connection, function=function, template=self.TEMPLATE, **extra_context)


def public_products(filters: ProductFilters) -> QuerySet[Product]:
    """Products for a list: with seller, category, origin, cover, badges and whether they are in stock.

    Unordered (see ORDERINGS); three queries for a page of any size: products, covers, renditions.
    With words to search, ``rank`` says how well each product matches them.
    """
    products = published_products().filter(_narrowed(filters))
    if filters.in_stock is not None:
        in_stock = product_in_stock()
        products = products.filter(in_stock if filters.in_stock else ~in_stock)
    for kind in filters.badge:
        products = products.filter(Exists(_live_badges().filter(kind=kind)))
    if filters.q:
        products = _matching(products, filters.q)
    return _with_list_facts(products)


def _narrowed(filters: ProductFilters) -> Q:
    given: dict[str, Any] = {
        "origin_district__state": filters.state,
        "origin_district": filters.district,
        "price_from_amount__gte": filters.price_min,
        "price_from_amount__lte": filters.price_max,
    }
    conditions = [Q(**{name: value}) for name, value in given.items() if value is not None]
    if filters.category:
        branch = Category.objects.filter(path__contains=f"/{filters.category}/")
        conditions.append(Q(category__in=branch))
    if filters.seller:
        conditions.append(_seller_condition(filters.seller))
    return reduce(operator.and_, conditions, Q())


def _seller_condition(named: str) -> Q:
    """A seller by its slug or its id."""
    try:
        return Q(seller=UUID(named))
    except ValueError:
        return Q(seller__slug=named)


def _live_badges() -> QuerySet[ProductBadge]:
    return ProductBadge.objects.filter(product=OuterRef("pk"), ended_at__isnull=True)


def _matching(products: QuerySet[Product], text: str) -> QuerySet[Product]:
    """Products with all the words, ranked by where these stand."""
    words = fold_words(text)[:MAX_SEARCH_WORDS]
    rank = SearchRank(F("search_vector"), SpellingQuery(words))
    return products.filter(search_vector=SpellingQuery(words)).annotate(rank=_whole(rank))


def _whole(rank: Any) -> Any:
    """A rank in millionths: whole numbers page exactly, floating ones do not."""
    return Cast(Func(rank * Value(1_000_000), function="ROUND"), output_field=IntegerField())


def _with_list_facts(products: QuerySet[Product]) -> QuerySet[Product]:
    badges = _live_badges().order_by("kind").values(badge=JSONObject(id="id", kind="kind"))
    return (
        products.select_related("seller", "category", "origin_district__state")
        .annotate(in_stock=product_in_stock(), badge_list=ArraySubquery(badges))
        .defer("search_vector", "description")
        .prefetch_related(Prefetch("pictures", queryset=pictures().filter(position=0), to_attr="covers"))
    )


def public_product(product_id: UUID) -> Product:
    """One published product with all a product page shows; raises NotFound. Five queries."""
    variants = Variant.objects.filter(is_active=True).select_related("stock_level").order_by("price_amount", "id")
    product = (
        published_products()
        .filter(pk=product_id)
        .select_related("seller", "category", "origin_district__state")
        .defer("search_vector")
        .prefetch_related(
            Prefetch("variants", queryset=variants),
            Prefetch("pictures", queryset=pictures()),
            Prefetch(
                "badges",
                queryset=ProductBadge.objects.filter(ended_at__isnull=True)
                .select_related("odop_entry", "gi_entry")
                .order_by("kind"),
            ),
        )
        .first()
    )
    if product is None:
        raise NotFound("There is no such product on sale.")
    return product
