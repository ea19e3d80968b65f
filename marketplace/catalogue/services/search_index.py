"""Keeps what text search reads: the words of each product by weight, and the vocabulary of all words."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.contrib.postgres.search import SearchVectorField
from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Cast

from common.locks import lock_in_order
from marketplace.catalogue.models import Product, SearchWord
from marketplace.catalogue.spelling import fold_words, vector_literal

BATCH = 200


def write_search_columns(product: Product) -> None:
    """Write the search words of one product: its own, its place's, its seller's and its register entries'."""
    _write([product])


def refresh_search_columns(product_ids: Iterable[UUID]) -> int:
    """Write the search words of many products, a batch in a transaction; returns how many there were."""
    ids = sorted(product_ids)
    for start in range(0, len(ids), BATCH):
        with transaction.atomic():
            rows = Product.objects.filter(pk__in=ids[start : start + BATCH]).select_related(
                "category", "seller", "origin_district__state", "odop_entry", "gi_entry"
            )
            _write(lock_in_order(rows))
    return len(ids)


def _write(products: list[Product]) -> None:
    """Vectors of locked products; the vocabulary in one sorted insert, so that two writers never wait in a circle."""
    vocabulary: set[str] = set()
    for product in products:
        texts = _texts(product)
        vocabulary.update(fold_words(" ".join(texts.values())))
        vector = Cast(Value(vector_literal(texts)), output_field=SearchVectorField())
        Product.objects.filter(pk=product.pk).update(search_vector=vector)
    SearchWord.objects.bulk_create([SearchWord(word=word) for word in sorted(vocabulary)], ignore_conflicts=True)


def _texts(product: Product) -> dict[str, str]:
    """Texts by weight: A title and local names, B place, category and register entry, C seller, D description."""
    about = [_place_words(product), product.category.name, product.generic_name, _entry_words(product)]
    return {
        "A": " ".join([product.title, *product.local_names]),
        "B": " ".join(about),
        "C": product.seller.display_name,
        "D": product.description,
    }


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
        words += [product.gi_entry.name, *product.gi_entry.aliases]
    return " ".join(words)
