"""The public list: what is in it, how it is narrowed and ordered, and what it costs."""

from __future__ import annotations

from typing import Any

import pytest
from factories.marketplace import make_badge, make_category, make_picture, make_product, make_variant
from factories.media import make_image
from factories.registry import make_district, make_gi_entry, make_odop_entry
from factories.sellers import make_seller
from rest_framework.test import APIClient

from marketplace.models import Product, ProductImage
from sellers.models import Seller

pytestmark = pytest.mark.django_db

URL = "/api/v1/products"


def titles(client: APIClient, **query: Any) -> list[str]:
    response = client.get(URL, query)
    assert response.status_code == 200, response.content
    return [row["title"] for row in response.json()["data"]]


def on_sale(title: str, **kw: Any) -> Product:
    price, stock = kw.pop("price_amount", 125_000), kw.pop("stock", 10)
    product = make_product(title=title, **kw)
    make_variant(product, price_amount=price, stock=stock)
    return product


class TestListProducts:
    def test_shows_price_picture_badge_seller_and_origin(self, anonymous_client: APIClient) -> None:
        district = make_district("Madhubani")
        product = on_sale("Fish and lotus", district=district, price_amount=149_900)
        make_picture(product)
        badge = make_badge(product, make_odop_entry(district))
        (row,) = anonymous_client.get(URL).json()["data"]
        seller = product.seller
        assert row["id"] == str(product.pk)
        assert row["price_from"] == {"amount": 149_900, "currency": "INR"}
        assert row["in_stock"] is True
        assert row["badges"] == [{"id": str(badge.pk), "kind": "odop", "name": "ODOP"}]
        assert row["seller"]["slug"] == seller.slug
        assert row["origin"]["name"] == "Madhubani"
        assert row["origin"]["state"]["name"] == "Bihar"
        assert row["picture"]["alt_text"] == "The piece from above"
        assert set(row["picture"]["urls"]) == {"320", "800", "1600"}
        assert set(row) == {
            "id", "slug", "title", "price_from", "in_stock", "category", "origin", "seller", "badges", "picture",
        }  # fmt: skip

    @pytest.mark.parametrize("status", ["draft", "submitted", "changes_requested", "rejected", "unpublished"])
    def test_hides_what_is_not_published(self, anonymous_client: APIClient, status: str) -> None:
        product = on_sale("Hidden", status=status)
        assert titles(anonymous_client) == []
        assert anonymous_client.get(f"{URL}/{product.pk}").status_code == 404

    def test_hides_everything_of_a_suspended_seller(self, anonymous_client: APIClient) -> None:
        product = on_sale("Gone")
        Seller.objects.filter(pk=product.seller_id).update(status="suspended")
        assert titles(anonymous_client) == []
        assert anonymous_client.get(f"{URL}/{product.pk}").status_code == 404

    def test_newest_first_and_pages_without_gaps(self, anonymous_client: APIClient) -> None:
        seller = make_seller()
        for number in range(5):
            on_sale(f"P{number}", seller=seller)
        first = anonymous_client.get(URL, {"limit": 2}).json()
        second = anonymous_client.get(first["next"]).json()
        third = anonymous_client.get(second["next"]).json()
        found = [row["title"] for page in (first, second, third) for row in page["data"]]
        assert found == ["P4", "P3", "P2", "P1", "P0"]
        assert third["next"] is None

    @pytest.mark.parametrize("count", [5, 50])
    def test_takes_three_queries_whatever_its_size(
        self, anonymous_client: APIClient, django_assert_num_queries: Any, count: int
    ) -> None:
        district = make_district()
        seller, entry = make_seller(district=district), make_odop_entry(district)
        picture = make_image(seller.members.get().user)
        for number in range(count):
            product = on_sale(f"P{number}", seller=seller)
            ProductImage.objects.create(product=product, image=picture, position=0, alt_text="A painting")
            make_badge(product, entry)
        with django_assert_num_queries(3):
            response = anonymous_client.get(
                URL, {"limit": 100, "state": str(district.state_id), "category": "folk-paintings", "in_stock": "true"}
            )
        assert len(response.json()["data"]) == count
        with django_assert_num_queries(3):
            assert len(anonymous_client.get(URL, {"limit": 100, "q": "madhubani"}).json()["data"]) == count

    def test_answers_304_to_who_has_it(self, anonymous_client: APIClient) -> None:
        product = on_sale("Fish")
        first = anonymous_client.get(URL)
        again = anonymous_client.get(URL, headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        product.variants.update(price_amount=100)
        Product.objects.filter(pk=product.pk).update(price_from_amount=100)
        assert anonymous_client.get(URL, headers={"If-None-Match": first["ETag"]}).status_code == 200


class TestNarrow:
    def test_by_state_and_district(self, anonymous_client: APIClient) -> None:
        madhubani, jaipur = make_district("Madhubani"), make_district("Jaipur")
        on_sale("Painting", district=madhubani)
        on_sale("Pot", district=jaipur)
        assert titles(anonymous_client, district=str(jaipur.pk)) == ["Pot"]
        assert titles(anonymous_client, state=str(madhubani.state_id)) == ["Painting"]
        assert titles(anonymous_client, state=str(madhubani.state_id), district=str(jaipur.pk)) == []

    def test_by_category_with_all_below_it(self, anonymous_client: APIClient) -> None:
        crafts = make_category("crafts")
        pottery = make_category("pottery", crafts)
        blue = make_category("blue-pottery", pottery)
        on_sale("Vase", category=blue)
        on_sale("Saree", category=make_category("handloom"))
        assert titles(anonymous_client, category="crafts") == ["Vase"]
        assert titles(anonymous_client, category="blue-pottery") == ["Vase"]
        assert titles(anonymous_client, category="blue") == []

    def test_by_badges(self, anonymous_client: APIClient) -> None:
        district = make_district()
        both, odop = on_sale("Both", district=district), on_sale("Odop", district=district)
        on_sale("None", district=district)
        make_badge(both, make_odop_entry(district))
        make_badge(odop, make_odop_entry(district))
        make_badge(both, make_gi_entry(districts=[district]))
        assert titles(anonymous_client, badge="odop") == ["Odop", "Both"]
        assert titles(anonymous_client, badge="odop,gi_registered") == ["Both"]

    def test_by_price_inclusive(self, anonymous_client: APIClient) -> None:
        on_sale("Cheap", price_amount=10_000)
        on_sale("Fair", price_amount=20_000)
        on_sale("Dear", price_amount=30_000)
        assert titles(anonymous_client, price_min=10_000, price_max=20_000) == ["Fair", "Cheap"]

    def test_by_seller_slug_or_id(self, anonymous_client: APIClient) -> None:
        mine = on_sale("Mine")
        on_sale("Other")
        assert titles(anonymous_client, seller=mine.seller.slug) == ["Mine"]
        assert titles(anonymous_client, seller=str(mine.seller_id)) == ["Mine"]

    def test_by_stock(self, anonymous_client: APIClient) -> None:
        on_sale("Here", stock=1)
        on_sale("Gone", stock=0)
        assert titles(anonymous_client, in_stock="true") == ["Here"]
        assert titles(anonymous_client, in_stock="false") == ["Gone"]
        assert titles(anonymous_client) == ["Gone", "Here"]

    def test_orders_by_price(self, anonymous_client: APIClient) -> None:
        on_sale("Dear", price_amount=30_000)
        on_sale("Cheap", price_amount=10_000)
        assert titles(anonymous_client, sort="price") == ["Cheap", "Dear"]
        assert titles(anonymous_client, sort="-price") == ["Dear", "Cheap"]

    @pytest.mark.parametrize(
        ("query", "code", "pointer"),
        [
            ({"colour": "red"}, "unknown_parameter", "/colour"),
            ({"status": "draft"}, "unknown_parameter", "/status"),
            ({"badge": "gold"}, "invalid_input", "/badge"),
            ({"sort": "seller__pan"}, "invalid_input", "/sort"),
            ({"sort": "relevance"}, "invalid_input", "/sort"),
            ({"price_min": "-1"}, "invalid_input", "/price_min"),
            ({"price_min": "9", "price_max": "8"}, "invalid_input", "/price_min"),
            ({"price_max": "99999999999999999999"}, "invalid_input", "/price_max"),
            ({"state": "bihar"}, "invalid_input", "/state"),
            ({"category": "a/../b"}, "invalid_input", "/category"),
            ({"q": "!!! ???"}, "invalid_input", "/q"),
            ({"q": "x" * 101}, "invalid_input", "/q"),
        ],
    )
    def test_refuses_what_it_does_not_know(
        self, anonymous_client: APIClient, query: dict[str, str], code: str, pointer: str
    ) -> None:
        response = anonymous_client.get(URL, query)
        assert response.status_code == 400 or (response.status_code == 422)
        problem = response.json()
        assert problem["code"] == code
        assert [issue["pointer"] for issue in problem["errors"]] == [pointer]
