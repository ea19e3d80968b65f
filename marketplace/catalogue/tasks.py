"""Background work of the catalogue: search words follow what other rooms change."""

from __future__ import annotations

from datetime import timedelta

from celery import shared_task

from common import clock
from marketplace.catalogue.selectors import products_worded_since, published_products
from marketplace.catalogue.services.search_index import refresh_search_columns

LOOK_BACK = timedelta(minutes=5)


@shared_task(name="marketplace.follow_renames", ignore_result=True)
def follow_renames() -> int:
    """Every minute: products whose seller, category, district or entry was written in the last five minutes."""
    return refresh_search_columns(products_worded_since(clock.now() - LOOK_BACK))


@shared_task(name="marketplace.refresh_search_words", ignore_result=True)
def refresh_search_words() -> int:
    """Every day: all products on sale, for whatever happened while no worker ran."""
    return refresh_search_columns(published_products().values_list("pk", flat=True))
