"""Variants, prices, stock and pictures of a seller's own listings over HTTP; and what is refused."""

from __future__ import annotations

from typing import Any

import pytest
from factories.accounts import make_user
from factories.marketplace import make_product, make_variant
from factories.media import make_image
from factories.registry import make_district
from factories.sellers import make_seller
from rest_framework.test import APIClient

from marketplace.models import Product, ProductImage, StockLevel, Variant
from sellers.models import Seller

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


class TestVariants:
    def test_adds_with_price_and_mrp(self, client: APIClient, seller: Seller) -> None:
        product = make_product(seller, status="draft", price_from_amount=None)
        body = {"price": {"amount": 99_900, "currency": "INR"}, "weight_grams": 250, "sku": "FISH-1"}
        response = client.post(f"{URL}/{product.pk}/variants", body)
        assert response.status_code == 201
        variant = response.json()
        assert (variant["sku"], variant["mrp"]["amount"], variant["stock"]) == ("FISH-1", 99_900, None)
        product.refresh_from_db()
        assert product.price_from_amount == 99_900

    @pytest.mark.parametrize(
        ("change", "status", "code", "pointer"),
        [
            ({"price": {"amount": 0, "currency": "INR"}}, 400, "invalid_input", "/price"),
            ({"price": {"amount": -5, "currency": "INR"}}, 400, "invalid_input", "/price"),
            ({"price": {"amount": 12.5, "currency": "INR"}}, 400, "invalid_input", "/price"),
            ({"price": {"amount": 100, "currency": "USD"}}, 400, "invalid_input", "/price"),
            ({"price": 100}, 400, "invalid_input", "/price"),
            ({"price": {"amount": 10**12, "currency": "INR"}}, 400, "invalid_input", "/price"),
            ({"mrp": {"amount": 99_899, "currency": "INR"}}, 422, "price_above_mrp", "/price/amount"),
            ({"weight_grams": 0}, 400, "invalid_input", "/weight_grams"),
            ({"weight_grams": "300"}, 400, "invalid_input", "/weight_grams"),
            ({"seller": "x"}, 400, "invalid_input", "/seller"),
            ({"stock": 5}, 400, "invalid_input", "/stock"),
            ({"sku": "TAKEN"}, 409, "sku_taken", "/sku"),
        ],
    )
    def test_refuses(
        self, client: APIClient, seller: Seller, change: dict[str, Any], status: int, code: str, pointer: str
    ) -> None:
        product = make_product(seller, status="draft")
        make_variant(make_product(seller), sku="TAKEN")
        body = {"price": {"amount": 99_900, "currency": "INR"}, "weight_grams": 250, **change}
        response = client.post(f"{URL}/{product.pk}/variants", body)
        assert (response.status_code, response.json()["code"]) == (status, code)
        assert pointer in pointers(response)
        assert not product.variants.exists()

    def test_price_changes_while_published_but_not_the_rest(self, client: APIClient, seller: Seller) -> None:
        variant = make_variant(make_product(seller), price_amount=100_000, mrp_amount=150_000)
        url = f"{URL}/{variant.product_id}/variants/{variant.pk}"
        response = client.patch(url, {"price": {"amount": 90_000, "currency": "INR"}})
        assert (response.status_code, response.json()["price"]["amount"]) == (200, 90_000)
        assert Product.objects.get().price_from_amount == 90_000
        for body in ({"title": "Large"}, {"weight_grams": 9}, {"sku": "NEW"}):
            refused = client.patch(url, body)
            assert (refused.status_code, refused.json()["code"]) == (409, "product_is_published")
        assert client.patch(url, {"price": {"amount": 150_001, "currency": "INR"}}).json()["code"] == "price_above_mrp"
        last = client.patch(url, {"is_active": False})
        assert (last.status_code, pointers(last)) == (422, ["/is_active"])
        assert Variant.objects.get().price_amount == 90_000

    def test_switching_one_off_moves_the_lowest_price(self, client: APIClient, seller: Seller) -> None:
        product = make_product(seller)
        cheap = make_variant(product, price_amount=50_000)
        make_variant(product, price_amount=80_000)
        client.patch(f"{URL}/{product.pk}/variants/{cheap.pk}", {"is_active": False})
        product.refresh_from_db()
        assert product.price_from_amount == 80_000


class TestStock:
    def test_records_what_came_broke_and_was_counted(self, client: APIClient, seller: Seller) -> None:
        variant = make_variant(make_product(seller), stock=2)
        url = f"{URL}/{variant.product_id}/variants/{variant.pk}/stock"
        assert client.post(url, {"quantity": 5}).json()["on_hand"] == 7
        assert client.post(url, {"kind": "damaged", "quantity": 1, "cause": "frame"}).json()["on_hand"] == 6
        response = client.post(url, {"kind": "counted", "quantity": 0})
        assert (response.status_code, response.json()) == (201, {"on_hand": 0, "reserved": 0, "available": 0})
        rows = client.get(url).json()["data"]
        assert [(row["kind"], row["delta"]) for row in rows] == [
            ("corrected", -6),
            ("damaged", -1),
            ("received", 5),
            ("received", 2),
        ]

    @pytest.mark.parametrize(
        ("body", "status"),
        [
            ({"kind": "received", "quantity": 0}, 400),
            ({"kind": "received", "quantity": -5}, 400),
            ({"kind": "received", "quantity": 1.5}, 400),
            ({"kind": "received", "quantity": "5"}, 400),
            ({"kind": "received", "quantity": 10**9}, 400),
            ({"kind": "sold", "quantity": 1}, 400),
            ({"kind": "damaged", "quantity": 3}, 409),
            ({"kind": "received", "quantity": 999_999}, 409),
        ],
    )
    def test_refuses(self, client: APIClient, seller: Seller, body: dict[str, Any], status: int) -> None:
        variant = make_variant(make_product(seller), stock=2)
        response = client.post(f"{URL}/{variant.product_id}/variants/{variant.pk}/stock", body)
        assert response.status_code == status
        assert len(pointers(response)) == 1
        assert StockLevel.objects.get().on_hand == 2


class TestPictures:
    def test_attaches_and_detaches_in_order(self, client: APIClient, seller: Seller, owner: Any) -> None:
        product = make_product(seller, status="draft")
        url = f"{URL}/{product.pk}/images"
        ids = [
            client.post(url, {"image": str(make_image(owner).pk), "alt_text": f"View {number}"}).json()["id"]
            for number in range(3)
        ]
        cover = client.post(url, {"image": str(make_image(owner).pk), "alt_text": "Cover", "position": 0})
        assert (cover.status_code, cover.json()["position"], cover.json()["status"]) == (201, 0, "ready")
        assert client.delete(f"{url}/{ids[0]}").status_code == 204
        shown = [
            (picture["position"], picture["alt_text"])
            for picture in client.get(f"{URL}/{product.pk}").json()["pictures"]
        ]
        assert shown == [(0, "Cover"), (1, "View 1"), (2, "View 2")]
        assert client.delete(f"{url}/{ids[0]}").status_code == 404

    def test_refuses_images_of_others_unknown_failed_and_twice(
        self, client: APIClient, seller: Seller, owner: Any
    ) -> None:
        product = make_product(seller, status="draft")
        mine, failed = make_image(owner), make_image(owner, ready=False)
        type(failed).objects.filter(pk=failed.pk).update(status="failed")
        url = f"{URL}/{product.pk}/images"
        client.post(url, {"image": str(mine.pk), "alt_text": "Fish"})
        for image in (str(make_image(make_user()).pk), "01890000-0000-7000-8000-000000000000", failed.pk, mine.pk):
            response = client.post(url, {"image": str(image), "alt_text": "Fish"})
            assert (response.status_code, response.json()["code"]) == (422, "picture_unfit")
            assert pointers(response) == ["/image"]
        assert ProductImage.objects.count() == 1

    def test_refuses_on_a_published_product(self, client: APIClient, seller: Seller, owner: Any) -> None:
        product = make_product(seller)
        response = client.post(f"{URL}/{product.pk}/images", {"image": str(make_image(owner).pk), "alt_text": "x"})
        assert response.json()["code"] == "product_is_published"
        assert not ProductImage.objects.exists()
