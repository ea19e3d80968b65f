"""Search words follow the product and what it is made from."""

from __future__ import annotations

from datetime import timedelta

import pytest
from factories.marketplace import make_product
from factories.registry import make_district, make_odop_entry
from factories.sellers import make_seller
from rest_framework.test import APIClient

from common import clock
from marketplace.catalogue import tasks
from marketplace.models import Category, Product, SearchWord
from registry.models import District
from sellers.models import Seller

pytestmark = pytest.mark.django_db


def found(client: APIClient, q: str) -> int:
    return len(client.get("/api/v1/products", {"q": q}).json()["data"])


def everything_was_written_long_ago() -> None:
    long_ago = clock.now() - timedelta(days=1)
    for model in (Seller, Category, District):
        model._default_manager.update(updated_at=long_ago)


class TestFollowRenames:
    def test_a_renamed_seller_is_found_by_its_new_name(self, anonymous_client: APIClient) -> None:
        seller = make_seller(display_name="Ranti Women")
        make_product(seller)
        make_product()
        everything_was_written_long_ago()
        seller.display_name = "Jitwarpur Collective"
        seller.save()
        assert found(anonymous_client, "jitwarpur") == 0
        assert tasks.follow_renames() == 1
        assert (found(anonymous_client, "jitwarpur"), found(anonymous_client, "ranti women")) == (1, 0)

    def test_nothing_written_means_nothing_done(self) -> None:
        make_product()
        everything_was_written_long_ago()
        assert tasks.follow_renames() == 0

    def test_the_daily_run_takes_all_on_sale(self, anonymous_client: APIClient) -> None:
        make_product(title="Peacock")
        make_product(status="draft")
        Product.objects.update(search_vector=None)
        SearchWord.objects.all().delete()
        assert tasks.refresh_search_words() == 1
        assert found(anonymous_client, "peacock") == 1


class TestWords:
    def test_register_names_and_aliases_count(self, anonymous_client: APIClient) -> None:
        district = make_district("Madhubani", aliases=["Madhuban"])
        entry = make_odop_entry(district, "Mithila Art", local_names=["मिथिला कला"])
        make_product(district=district, odop_entry=entry, title="Panel")
        assert [found(anonymous_client, q) for q in ("मिथिला", "mithila art", "bihar", "madhuban")] == [1, 1, 1, 1]

    def test_the_vocabulary_holds_the_words_once(self) -> None:
        make_product(title="Peacock peacock", local_names=["Mor"])
        make_product(title="Peacock")
        assert SearchWord.objects.filter(word__in=["pikok", "mor"]).count() == 2
