"""The front page for people."""

from typing import Any

import pytest
from factories.marketplace import make_variant
from rest_framework.test import APIClient


@pytest.mark.django_db
class TestFrontPage:
    def test_shows_a_published_product_and_escapes_its_title(self, anonymous_client: APIClient) -> None:
        variant = make_variant()
        variant.product.title = "<script>alert(1)</script>"
        variant.product.save(update_fields=["title"])
        page = anonymous_client.get("/").content.decode()
        assert "&lt;script&gt;" in page
        assert "<script" not in page
        assert variant.product.seller.display_name in page

    def test_costs_the_same_with_one_and_with_eight(
        self, anonymous_client: APIClient, django_assert_max_num_queries: Any
    ) -> None:
        for _ in range(8):
            make_variant()
        with django_assert_max_num_queries(4):
            assert anonymous_client.get("/").status_code == 200
