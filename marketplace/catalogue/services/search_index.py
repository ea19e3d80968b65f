"""Keeps the columns that text search reads: words by weight, and the folded text for misspellings."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.contrib.postgres.search import SearchVectorField
from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Cast

from common.locks import lock_in_order
from marketplace.catalogue.models import Product
from marketplace.catalogue.spelling import fold_words, vector_literal

BATCH = 200


def write_search_columns(product: Product) -> None:
    """Write the search columns of one product from its own facts, its place, its seller and its register entries.

    Weights: A title and local names, B place, category and register entry, C seller, D description.
    """
    names = " ".join([product.title, *product.local_names])
    place = _place_words(product)
    about = " ".join([place, product.category.name, product.generic_name, _entry_words(product)])
    seller = product.seller.display_name
    vector = vector_literal({"A": names, "B": about, "C": seller, "D": product.description})
    Product.objects.filter(pk=product.pk).update(
        search_text=" ".join(fold_words(f"{names} {place} {seller}")),
        search_vector=Cast(Value(vector), output_field=SearchVectorField()),
    )


def _place_words(product: Product) -> str:
    district = product.origin_district
    if district is None:
        return ""
    return " ".join([district.name, *district.aliases, district.state.name])


def _entry_words(product: Product) -> str:
    words: list[str] = []
    if product.odop_entry is not None:
        words += [product.odop_entry.product_name, *product.odop_entry.local_names]
    if product.gi_entry is not None:
        words.append(product.gi_entry.name)
    return " ".join(words)


def refresh_search_columns(product_ids: Iterable[UUID]) -> int:
    """Write the search columns of many products, a batch in a transaction; returns how many there were."""
    ids = sorted(product_ids)
    for start in range(0, len(ids), BATCH):
        with transaction.atomic():
            rows = Product.objects.filter(pk__in=ids[start : start + BATCH]).select_related(
                "category", "seller", "origin_district__state", "odop_entry", "gi_entry"
            )
            for product in lock_in_order(rows):
                write_search_columns(product)
    return len(ids)
