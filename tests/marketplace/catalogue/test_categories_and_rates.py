"""The category tree and the dated GST rates."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from factories.marketplace import make_category, make_gst_rate
from rest_framework.test import APIClient

from marketplace.catalogue.errors import CategoryMoveRefused, GstRateUnknown
from marketplace.catalogue.selectors import gst_rate_bp, gst_rates_on
from marketplace.catalogue.services.categories import load_categories, place_category
from marketplace.models import Category, GstRate

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 22)


def rate(category: Category, hsn: str, price: int, on: date = TODAY) -> int:
    return gst_rate_bp(hsn=hsn, category=category, unit_price_amount=price, on=on)


class TestLoadCategories:
    def test_loads_the_tree_once_and_keeps_what_staff_changed(self) -> None:
        report = load_categories()
        assert {"crafts", "handloom", "food", "gifts", "blue-pottery"} <= set(report.categories_added)
        assert Category.objects.get(slug="blue-pottery").path == "/crafts/pottery/blue-pottery/"
        assert Category.objects.get(slug="spices").is_food is True
        assert Category.objects.get(slug="sarees").is_food is False
        Category.objects.filter(slug="spices").update(name="Masala")
        again = load_categories()
        assert (again.categories_added, again.rates_added) == ([], 0)
        assert (again.categories_kept, again.rates_kept) == (len(report.categories_added), report.rates_added)
        assert Category.objects.get(slug="spices").name == "Masala"

    def test_every_category_with_an_hsn_has_a_rate_and_every_rate_a_source(self) -> None:
        call_command("load_categories")
        table = gst_rates_on(TODAY)
        for category in Category.objects.exclude(default_hsn=""):
            bp = table.rate_bp(hsn=category.default_hsn, category=category, unit_price_amount=100_000)
            assert bp in {300, 500}, category.slug
        assert not GstRate.objects.filter(source="").exists()

    @pytest.mark.parametrize(
        ("slug", "hsn", "price", "expected"),
        [
            ("folk-paintings", "9701", 500_000, 500),
            ("wooden-toys", "9503", 90_000, 500),
            ("imitation-jewellery", "7117", 90_000, 300),
            ("silver-filigree", "71131110", 900_000, 300),
            ("apparel", "6211", 250_000, 500),
            ("apparel", "6211", 250_001, 1800),
            ("home-textiles", "6304", 300_000, 1800),
            ("silk-sarees", "5007", 2_000_000, 500),
            ("shawls-and-stoles", "6214", 1_000_000, 500),
            ("spices", "0910", 25_000, 500),
            ("carpets", "5702", 5_000_000, 500),
        ],
    )
    def test_shipped_rates(self, slug: str, hsn: str, price: int, expected: int) -> None:
        load_categories()
        assert rate(Category.objects.get(slug=slug), hsn, price) == expected


class TestGstRate:
    def test_the_date_chooses(self) -> None:
        category = make_category()
        make_gst_rate(1200, from_date=date(2017, 7, 1), to_date=date(2025, 9, 21))
        make_gst_rate(500, from_date=date(2025, 9, 22))
        assert rate(category, "9701", 100, date(2025, 9, 21)) == 1200
        assert rate(category, "9701", 100, date(2025, 9, 22)) == 500
        with pytest.raises(GstRateUnknown):
            rate(category, "9701", 100, date(2017, 6, 30))

    def test_the_most_specific_row_wins(self) -> None:
        crafts = make_category("crafts")
        pottery = make_category("pottery", crafts)
        make_gst_rate(1800, hsn_prefix="69")
        make_gst_rate(1200, hsn_prefix="6912")
        make_gst_rate(500, hsn_prefix="6912", category=crafts)
        make_gst_rate(300, hsn_prefix="6912", category=pottery)
        make_gst_rate(0, hsn_prefix="", category=pottery)
        other = make_category("metalcraft")
        assert rate(other, "6911", 100) == 1800
        assert rate(other, "6912", 100) == 1200
        assert rate(crafts, "69120020", 100) == 500
        assert rate(pottery, "69120020", 100) == 300
        assert rate(pottery, "8306", 100) == 0

    def test_the_lowest_slab_that_holds_the_price_wins(self) -> None:
        category = make_category()
        make_gst_rate(500, hsn_prefix="62", price_upto_amount=250_000)
        make_gst_rate(1200, hsn_prefix="62", price_upto_amount=500_000)
        make_gst_rate(1800, hsn_prefix="62")
        prices = [250_000, 250_001, 500_000, 500_001]
        assert [rate(category, "6211", price) for price in prices] == [500, 1200, 1200, 1800]

    def test_one_query_for_many_pieces(self, django_assert_num_queries: Any) -> None:
        category = make_category()
        make_gst_rate()
        with django_assert_num_queries(1):
            table = gst_rates_on(TODAY)
            assert {table.rate_bp(hsn="9701", category=category, unit_price_amount=p) for p in range(1, 50)} == {500}

    def test_refuses_the_unknown(self) -> None:
        with pytest.raises(GstRateUnknown):
            rate(make_category(), "9999", 100)

    @pytest.mark.parametrize(
        "values",
        [
            {"rate_bp": 10_001},
            {"to_date": date(2025, 9, 21)},
            {"price_upto_amount": 0},
            {"hsn_prefix": ""},
        ],
    )
    def test_database_refuses_nonsense(self, values: dict[str, object]) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            make_gst_rate(**values)
        assert not GstRate.objects.exists()

    def test_database_refuses_the_same_row_twice(self) -> None:
        make_gst_rate()
        with pytest.raises(IntegrityError), transaction.atomic():
            make_gst_rate(300)
        assert GstRate.objects.get().rate_bp == 500


class TestPlaceCategory:
    def test_moving_a_branch_takes_all_below_along(self) -> None:
        crafts, gifts = make_category("crafts"), make_category("gifts")
        pottery = make_category("pottery", crafts)
        blue = make_category("blue-pottery", pottery)
        pottery.parent = gifts
        place_category(pottery)
        blue.refresh_from_db()
        assert blue.path == "/gifts/pottery/blue-pottery/"
        assert (pottery.path, crafts.path) == ("/gifts/pottery/", "/crafts/")

    def test_renaming_a_slug_renames_the_paths_below(self) -> None:
        crafts = make_category("crafts")
        pottery = make_category("pottery", crafts)
        crafts.slug = "handicrafts"
        place_category(crafts)
        pottery.refresh_from_db()
        assert pottery.path == "/handicrafts/pottery/"

    def test_refuses_a_circle(self) -> None:
        crafts = make_category("crafts")
        pottery = make_category("pottery", crafts)
        crafts.parent = pottery
        with pytest.raises(CategoryMoveRefused):
            place_category(crafts)
        crafts.parent = crafts
        with pytest.raises(CategoryMoveRefused):
            place_category(crafts)
        crafts.refresh_from_db()
        assert (crafts.parent, crafts.path) == (None, "/crafts/")


class TestCategoryTree:
    def test_lists_open_categories_below_their_parents(self, anonymous_client: APIClient) -> None:
        crafts = make_category("crafts")
        make_category("gifts")
        make_category("pottery", crafts)
        make_category("closed", is_active=False)
        response = anonymous_client.get("/api/v1/categories")
        assert [row["slug"] for row in response.json()["data"]] == ["crafts", "pottery", "gifts"]
        again = anonymous_client.get("/api/v1/categories", headers={"If-None-Match": response["ETag"]})
        assert again.status_code == 304
        assert anonymous_client.get("/api/v1/categories", {"page": 1}).json()["code"] == "unknown_parameter"
