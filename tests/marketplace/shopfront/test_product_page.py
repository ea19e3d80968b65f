"""The product page: what the law wants shown, what buyers need, and nothing private."""

from __future__ import annotations

from typing import Any

import pytest
from factories.marketplace import make_badge, make_picture, make_product, make_variant
from factories.registry import make_district, make_gi_entry, make_odop_entry
from rest_framework.test import APIClient

from marketplace.models import Product, StockLevel

pytestmark = pytest.mark.django_db


def url(product: Product) -> str:
    return f"/api/v1/products/{product.pk}"


class TestProductPage:
    def test_shows_variants_declarations_origin_and_evidence(self, anonymous_client: APIClient) -> None:
        district = make_district("Madhubani")
        product = make_product(district=district, net_quantity="1.500", net_quantity_unit="kg")
        make_variant(product, price_amount=125_000, mrp_amount=150_000, stock=3)
        make_variant(product, price_amount=90_000, stock=50)
        make_variant(product, price_amount=10_000, is_active=False)
        make_picture(product)
        entry = make_odop_entry(district)
        make_badge(product, entry)
        page = anonymous_client.get(url(product)).json()
        assert [(v["price"]["amount"], v["mrp"]["amount"], v["pieces_left"]) for v in page["variants"]] == [
            (90_000, 90_000, None),
            (125_000, 150_000, 3),
        ]
        assert page["declarations"] == {
            "generic_name": "Painting",
            "net_quantity": {"value": "1.5", "unit": "kg"},
            "country_of_origin": "IN",
            "maker": {"name": product.maker_name, "address": product.maker_address},
            "packer": None,
            "consumer_care": {"name": "Sunita Devi", "phone": "+919876543211", "email": ""},
            "hsn": "9701",
            "shelf_life_days": None,
        }
        (badge,) = page["badges"]
        assert (badge["entry"], badge["entry_name"]) == (str(entry.pk), "Madhubani Paintings")
        assert page["origin"]["state"]["lgd_code"] == 10
        assert (page["in_stock"], len(page["pictures"])) == (True, 1)

    def test_keeps_what_is_private(self, anonymous_client: APIClient) -> None:
        product = make_product()
        make_variant(product)
        text = anonymous_client.get(url(product)).content.decode()
        seller = product.seller
        for secret in (seller.pan, seller.phone, seller.enrolment_number, str(seller.members.get().user_id)):
            assert secret not in text

    @pytest.mark.parametrize("count", [1, 12])
    def test_takes_five_queries_whatever_it_shows(
        self, anonymous_client: APIClient, django_assert_num_queries: Any, count: int
    ) -> None:
        district = make_district()
        product = make_product(district=district)
        for number in range(count):
            make_variant(product)
            make_picture(product, position=number)
        make_badge(product, make_odop_entry(district))
        make_badge(product, make_gi_entry(districts=[district]))
        with django_assert_num_queries(5):
            page = anonymous_client.get(url(product)).json()
        assert (len(page["variants"]), len(page["pictures"]), len(page["badges"])) == (count, count, 2)

    def test_etag_follows_stock_and_price(self, anonymous_client: APIClient) -> None:
        product = make_product()
        variant = make_variant(product, stock=3)
        tag = anonymous_client.get(url(product))["ETag"]
        assert anonymous_client.get(url(product), headers={"If-None-Match": tag}).status_code == 304
        StockLevel.objects.filter(variant=variant).update(reserved=1)
        assert anonymous_client.get(url(product), headers={"If-None-Match": tag}).status_code == 200

    def test_unknown_and_malformed_ids_are_not_found(self, anonymous_client: APIClient) -> None:
        for path in ("01890000-0000-7000-8000-000000000000", "1"):
            response = anonymous_client.get(f"/api/v1/products/{path}")
            assert (response.status_code, response.json()["code"]) == (404, "not_found")

    def test_markup_stays_text(self, anonymous_client: APIClient) -> None:
        product = make_product(
            title="<img src=x onerror=alert(1)>", description="</script><script>alert(1)</script>" * 2
        )
        make_variant(product)
        response = anonymous_client.get(url(product))
        assert response["Content-Type"] == "application/json"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response.json()["title"] == "<img src=x onerror=alert(1)>"
