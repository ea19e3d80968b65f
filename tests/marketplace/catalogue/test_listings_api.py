"""A seller's own listings over HTTP: draft, describe, price, pictures; and what is refused."""

from __future__ import annotations

from typing import Any

import pytest
from factories.accounts import make_user
from factories.marketplace import make_category, make_picture, make_product, make_variant
from factories.media import make_image
from factories.registry import make_district
from factories.sellers import make_seller
from rest_framework.test import APIClient

from marketplace.models import Product, StockLevel
from sellers.models import Seller, SellerMember

pytestmark = pytest.mark.django_db

URL = "/api/v1/seller/products"


@pytest.fixture
def owner() -> Any:
    return make_user()


@pytest.fixture
def seller(owner: Any) -> Seller:
    return make_seller(owner=owner, district=make_district("Madhubani"))


@pytest.fixture
def client(client_for: Any, owner: Any) -> APIClient:
    signed_in: APIClient = client_for(owner)
    return signed_in


def pointers(response: Any) -> list[str]:
    return [issue["pointer"] for issue in response.json()["errors"]]


class TestDraft:
    def test_fills_in_what_is_known(self, client: APIClient, seller: Seller) -> None:
        make_category("folk-paintings")
        body = {"seller": str(seller.pk), "category": "folk-paintings", "title": "  Fish\u202e and lotus "}
        response = client.post(URL, body)
        assert response.status_code == 201
        draft = response.json()
        assert response["Location"] == f"{URL}/{draft['id']}"
        assert (draft["title"], draft["status"], draft["hsn"]) == ("Fish and lotus", "draft", "9701")
        assert draft["origin_district"]["name"] == "Madhubani"
        assert draft["maker_name"] == seller.legal_name
        assert draft["consumer_care_name"] == "Sunita Devi"
        assert draft["slug"].startswith("fish-and-lotus-")
        assert draft["price_from"] is None

    @pytest.mark.parametrize(
        ("extra", "pointer"),
        [
            ({"status": "published"}, "/status"),
            ({"badges": ["odop"]}, "/badges"),
            ({"odop_entry": "01890000-0000-7000-8000-000000000000"}, "/odop_entry"),
            ({"price_from": {"amount": 1, "currency": "INR"}}, "/price_from"),
            ({"category": "no-such"}, "/category"),
            ({"title": "x"}, "/title"),
            ({"title": "x" * 151}, "/title"),
            ({"hsn": "12345"}, "/hsn"),
            ({"net_quantity": "-1"}, "/net_quantity"),
            ({"net_quantity": "0"}, "/net_quantity"),
            ({"country_of_origin": "India"}, "/country_of_origin"),
            ({"origin_district": "01890000-0000-7000-8000-000000000000"}, "/origin_district"),
            ({"consumer_care_phone": "12"}, "/consumer_care_phone"),
            ({"shelf_life_days": -3}, "/shelf_life_days"),
            ({"local_names": ["x"] * 11}, "/local_names"),
            ({"seller": "mine"}, "/seller"),
        ],
    )
    def test_refuses_what_a_seller_cannot_say(
        self, client: APIClient, seller: Seller, extra: dict[str, Any], pointer: str
    ) -> None:
        make_category("folk-paintings")
        body = {"seller": str(seller.pk), "category": "folk-paintings", "title": "Fish", **extra}
        response = client.post(URL, body)
        assert response.status_code in {400, 422}
        assert response.json()["code"] == "invalid_input"
        assert pointer in pointers(response)
        assert not Product.objects.exists()

    def test_refuses_a_closed_category(self, client: APIClient, seller: Seller) -> None:
        make_category("old", is_active=False)
        response = client.post(URL, {"seller": str(seller.pk), "category": "old", "title": "Fish"})
        assert (response.status_code, pointers(response)) == (422, ["/category"])
        assert not Product.objects.exists()

    def test_for_another_seller_is_not_found(self, client: APIClient, seller: Seller) -> None:
        make_category("folk-paintings")
        body = {"seller": str(make_seller().pk), "category": "folk-paintings", "title": "Fish"}
        assert client.post(URL, body).status_code == 404
        assert not Product.objects.exists()

    def test_a_packer_may_look_but_not_write(self, client_for: Any, seller: Seller) -> None:
        packer = make_user()
        SellerMember.objects.create(seller=seller, user=packer, role="packer")
        product = make_product(seller, status="draft")
        assert client_for(packer).get(f"{URL}/{product.pk}").status_code == 200
        assert client_for(packer).patch(f"{URL}/{product.pk}", {"title": "Mine"}).status_code == 403
        product.refresh_from_db()
        assert product.title != "Mine"


class TestTenants:
    def test_lists_only_ones_own(self, client: APIClient, seller: Seller) -> None:
        make_product()
        mine = make_product(seller, status="draft")
        rows = client.get(URL).json()["data"]
        assert [row["id"] for row in rows] == [str(mine.pk)]
        assert client.get(URL, {"status": "published"}).json()["data"] == []
        assert client.get(URL, {"owner": "x"}).json()["code"] == "unknown_parameter"

    @pytest.mark.parametrize(
        ("method", "path", "body"),
        [
            ("get", "", None),
            ("patch", "", {"title": "Mine now"}),
            ("post", "/variants", {"price": {"amount": 1, "currency": "INR"}, "weight_grams": 1}),
            ("patch", "/variants/{variant}", {"price": {"amount": 1, "currency": "INR"}}),
            ("get", "/variants/{variant}/stock", None),
            ("post", "/variants/{variant}/stock", {"kind": "counted", "quantity": 0}),
            ("post", "/images", {"image": "{image}", "alt_text": "x"}),
            ("delete", "/images/{picture}", None),
            ("get", "/badge-claims", None),
            ("get", "/requirements", None),
            ("post", "/submit", None),
            ("post", "/withdraw", None),
            ("post", "/unpublish", None),
        ],
    )
    def test_a_strangers_listing_is_not_found(
        self,
        client: APIClient,
        anonymous_client: APIClient,
        seller: Seller,
        owner: Any,
        method: str,
        path: str,
        body: Any,
    ) -> None:
        product = make_product(status="draft")
        variant, picture = make_variant(product, stock=5), make_picture(product)
        names = {"variant": variant.pk, "picture": picture.pk, "image": make_image(owner).pk}
        if body and body.get("image"):
            body = {**body, "image": str(names["image"])}
        url = f"{URL}/{product.pk}{path.format(**names)}"
        assert getattr(client, method)(url, body).status_code == 404
        assert getattr(anonymous_client, method)(url, body).status_code == 401
        before = product.updated_at
        product.refresh_from_db()
        assert (product.updated_at, product.variants.get().price_amount) == (before, 125_000)
        assert StockLevel.objects.get().on_hand == 5

    def test_a_variant_of_another_listing_is_not_found(self, client: APIClient, seller: Seller) -> None:
        mine, foreign = make_product(seller, status="draft"), make_variant()
        response = client.patch(f"{URL}/{mine.pk}/variants/{foreign.pk}", {"price": {"amount": 1, "currency": "INR"}})
        assert response.status_code == 404
        foreign.refresh_from_db()
        assert foreign.price_amount == 125_000


class TestDescribe:
    def test_changes_facts_under_the_etag(self, client: APIClient, seller: Seller) -> None:
        product = make_product(seller, status="draft")
        url = f"{URL}/{product.pk}"
        etag = client.get(url)["ETag"]
        changed = client.patch(url, {"title": "Peacock"}, headers={"If-Match": etag})
        assert (changed.status_code, changed.json()["title"]) == (200, "Peacock")
        assert changed["ETag"] != etag
        stale = client.patch(url, {"title": "Crow"}, headers={"If-Match": etag})
        assert (stale.status_code, stale.json()["code"]) == (412, "stale_edit")
        forged = client.patch(url, {"title": "Crow"}, headers={"If-Match": '"x"'})
        assert forged.status_code == 412
        product.refresh_from_db()
        assert product.title == "Peacock"

    @pytest.mark.parametrize(
        ("status", "code"),
        [
            ("submitted", "product_under_review"),
            ("published", "product_is_published"),
            ("rejected", "product_is_rejected"),
        ],
    )
    def test_refuses_where_it_stands_still(self, client: APIClient, seller: Seller, status: str, code: str) -> None:
        product = make_product(seller, status=status)
        response = client.patch(f"{URL}/{product.pk}", {"title": "Peacock"})
        assert (response.status_code, response.json()["code"]) == (409, code)
        product.refresh_from_db()
        assert product.title.startswith("Madhubani painting")

    @pytest.mark.parametrize("field", ["status", "seller", "badges", "published_at", "revision", "gi_entry"])
    def test_mass_assignment_is_refused_by_name(self, client: APIClient, seller: Seller, field: str) -> None:
        product = make_product(seller, status="draft")
        response = client.patch(f"{URL}/{product.pk}", {field: "x", "title": "Peacock"})
        assert (response.status_code, pointers(response)) == (400, [f"/{field}"])
        product.refresh_from_db()
        assert (product.status, product.title != "Peacock") == ("draft", True)


class TestRetrieve:
    def test_takes_a_fixed_number_of_queries(
        self, client: APIClient, seller: Seller, django_assert_num_queries: Any
    ) -> None:
        product = make_product(seller, status="draft")
        for number in range(3):
            make_variant(product)
            make_picture(product, position=number)
        with django_assert_num_queries(6):
            shown = client.get(f"{URL}/{product.pk}").json()
        assert (len(shown["variants"]), len(shown["pictures"])) == (3, 3)
        with django_assert_num_queries(1):
            assert len(client.get(URL).json()["data"]) == 1
