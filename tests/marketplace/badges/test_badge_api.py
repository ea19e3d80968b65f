"""Badges over HTTP."""

from __future__ import annotations

from typing import Any

import pytest
from factories.accounts import make_user
from factories.marketplace import make_badge, make_product
from factories.registry import make_district, make_gi_entry, make_odop_entry
from factories.sellers import make_seller
from rest_framework.test import APIClient

from marketplace.models import Product, ProductBadge

pytestmark = pytest.mark.django_db


def claims_url(product: Product) -> str:
    return f"/api/v1/seller/products/{product.pk}/badge-claims"


class TestPublicExplanation:
    def test_explains_both_kinds(self, anonymous_client: APIClient) -> None:
        district = make_district("Madhubani")
        product = make_product(district=district)
        entry = make_odop_entry(district)
        make_badge(product, entry)
        response = anonymous_client.get(f"/api/v1/products/{product.pk}/badges")
        odop, gi = response.json()["data"]
        assert (odop["kind"], odop["holds"], odop["entry"]) == ("odop", True, str(entry.pk))
        assert (gi["kind"], gi["holds"], gi["code"]) == ("gi_registered", False, "not_claimed")
        again = anonymous_client.get(
            f"/api/v1/products/{product.pk}/badges", headers={"If-None-Match": response["ETag"]}
        )
        assert again.status_code == 304

    def test_takes_a_fixed_number_of_queries(self, anonymous_client: APIClient, django_assert_num_queries: Any) -> None:
        district = make_district("Madhubani")
        product = make_product(district=district)
        make_badge(product, make_odop_entry(district))
        make_badge(product, make_gi_entry(districts=[district]))
        for number in range(20):
            make_odop_entry(district, f"Entry {number}")
        with django_assert_num_queries(5):
            shown = anonymous_client.get(f"/api/v1/products/{product.pk}/badges").json()["data"]
        assert [each["holds"] for each in shown] == [True, True]

    def test_drafts_are_not_found(self, anonymous_client: APIClient) -> None:
        product = make_product(status="draft")
        assert anonymous_client.get(f"/api/v1/products/{product.pk}/badges").status_code == 404


class TestClaim:
    def test_claims_an_entry_of_the_origin(self, client_for: Any) -> None:
        district = make_district("Madhubani")
        owner = make_user()
        product = make_product(status="draft", district=district, seller=make_seller(owner=owner, district=district))
        entry = make_odop_entry(district)
        response = client_for(owner).post(claims_url(product), {"kind": "odop", "entry": str(entry.pk)})
        assert response.status_code == 201
        assert response.json()["entry_name"] == "Madhubani Paintings"
        shown = client_for(owner).get(f"/api/v1/seller/products/{product.pk}").json()
        assert shown["badges"] == ["odop"]
        gone = client_for(owner).delete(f"{claims_url(product)}/odop")
        assert gone.status_code == 204
        assert client_for(owner).delete(f"{claims_url(product)}/gold").status_code == 404

    def test_refusal_tells_reason_and_remedy(self, client_for: Any) -> None:
        owner = make_user()
        darbhanga = make_district("Darbhanga")
        product = make_product(status="draft", seller=make_seller(owner=owner, district=darbhanga))
        make_odop_entry(darbhanga, "Makhana")
        entry = make_odop_entry(make_district("Madhubani"))
        response = client_for(owner).post(claims_url(product), {"kind": "odop", "entry": str(entry.pk)})
        problem = response.json()
        assert (response.status_code, problem["code"]) == (422, "badge_refused")
        assert problem["reason"] == "Madhubani Paintings is the entry for Madhubani; your origin is Darbhanga."
        assert "Makhana" in problem["remedy"]
        assert problem["errors"][0]["pointer"] == "/entry"
        assert not ProductBadge.objects.exists()
        (odop, _) = client_for(owner).get(claims_url(product)).json()["data"]
        assert odop["code"] == "not_claimed"

    @pytest.mark.parametrize(
        ("body", "pointer"),
        [
            ({"kind": "gold", "entry": "01890000-0000-7000-8000-000000000000"}, "/kind"),
            ({"kind": "odop", "entry": "1"}, "/entry"),
            ({"kind": "odop"}, "/entry"),
            ({"kind": "odop", "entry": "01890000-0000-7000-8000-000000000000", "holds": True}, "/holds"),
            ({"kind": "odop", "entry": "01890000-0000-7000-8000-000000000000"}, "/entry"),
        ],
    )
    def test_refuses_bad_claims(self, client_for: Any, body: dict[str, Any], pointer: str) -> None:
        owner = make_user()
        product = make_product(status="draft", seller=make_seller(owner=owner, district=make_district()))
        response = client_for(owner).post(claims_url(product), body)
        assert response.status_code in {400, 422}
        assert [issue["pointer"] for issue in response.json()["errors"]] == [pointer]
        assert not ProductBadge.objects.exists()

    def test_a_strangers_product_is_not_found(self, client_for: Any, anonymous_client: APIClient) -> None:
        district = make_district("Madhubani")
        product = make_product(status="draft", district=district)
        body = {"kind": "odop", "entry": str(make_odop_entry(district).pk)}
        assert client_for(make_user()).post(claims_url(product), body).status_code == 404
        assert anonymous_client.post(claims_url(product), body).status_code == 401
        assert not ProductBadge.objects.exists()
