"""Public addresses of the ODOP register."""

from typing import Any

import pytest
from factories.registry import make_district, make_odop_entry
from rest_framework.test import APIClient

from registry.selectors import odop_entries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def entries() -> None:
    make_odop_entry(make_district("Madhubani"), "Madhubani Paintings", local_names=["Mithila Chitrakala"])
    make_odop_entry(make_district("Madhubani"), "Makhana", sector="food_processing", scheme="pmfme")
    make_odop_entry(make_district("Jaipur"), "Gems and Jewellery")
    make_odop_entry(make_district("Jaipur"), "Retired", is_active=False)


def products(response: Any) -> list[str]:
    return [row["product_name"] for row in response.json()["data"]]


@pytest.mark.usefixtures("entries")
class TestListOdopEntries:
    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("", ["Gems and Jewellery", "Madhubani Paintings", "Makhana"]),
            ("sector=handicraft", ["Gems and Jewellery", "Madhubani Paintings"]),
            ("scheme=pmfme", ["Makhana"]),
            ("q=chitrakala", ["Madhubani Paintings"]),
            ("q=madhubhani paintngs", ["Madhubani Paintings"]),
            ("q=JEWELLERY gems", ["Gems and Jewellery"]),
            ("q=gems paintings", []),
            ("q=%25", []),
            ("q=", ["Gems and Jewellery", "Madhubani Paintings", "Makhana"]),
        ],
    )
    def test_filters_and_searches(self, anonymous_client: APIClient, query: str, found: list[str]) -> None:
        assert products(anonymous_client.get(f"/api/v1/odop-entries?{query}")) == found

    def test_filters_by_place(self, anonymous_client: APIClient) -> None:
        district = make_district("Madhubani")
        by_district = anonymous_client.get(f"/api/v1/odop-entries?district={district.pk}")
        by_state = anonymous_client.get(f"/api/v1/odop-entries?state={district.state_id}&sector=handicraft")
        assert products(by_district) == ["Madhubani Paintings", "Makhana"]
        assert products(by_state) == ["Madhubani Paintings"]

    def test_costs_one_query_whatever_its_size(
        self, anonymous_client: APIClient, django_assert_num_queries: Any
    ) -> None:
        for number in range(30):
            make_odop_entry(make_district("Patna"), f"Product {number}")
        for limit in (1, 30):
            with django_assert_num_queries(1):
                assert anonymous_client.get(f"/api/v1/odop-entries?limit={limit}").status_code == 200

    def test_shows_one_in_full(self, anonymous_client: APIClient, django_assert_num_queries: Any) -> None:
        entry = make_odop_entry()
        with django_assert_num_queries(1):
            answer = anonymous_client.get(f"/api/v1/odop-entries/{entry.pk}").json()
        assert answer == {
            "id": str(entry.pk),
            "district": {"id": str(entry.district_id), "lgd_code": 206, "name": "Madhubani"},
            "state": {"id": str(entry.district.state_id), "lgd_code": 10, "name": "Bihar"},
            "product_name": "Madhubani Paintings",
            "local_names": ["Mithila Chitrakala"],
            "sector": "handicraft",
            "scheme": "dpiit_odop",
            "source": "ODOP list, DPIIT",
            "source_date": "2026-05-01",
            "is_active": True,
        }


class TestBadInput:
    @pytest.mark.parametrize(
        ("path", "status", "code", "pointer"),
        [
            ("odop-entries?colour=red", 400, "unknown_parameter", "/colour"),
            ("odop-entries?sector=sweets", 400, "invalid_input", "/sector"),
            ("odop-entries?scheme=mine", 400, "invalid_input", "/scheme"),
            ("odop-entries?state=10", 400, "invalid_input", "/state"),
            ("odop-entries?district=x", 400, "invalid_input", "/district"),
            (f"odop-entries?q={'x' * 81}", 400, "invalid_input", "/q"),
            ("odop-entries?limit=101", 400, "invalid_limit", "/limit"),
            ("odop-entries?limit=-1", 400, "invalid_limit", "/limit"),
            ("odop-entries?limit=ten", 400, "invalid_limit", "/limit"),
            ("odop-entries?cursor=abc", 400, "invalid_cursor", "/cursor"),
            ("odop-entries/0198f1c5-0000-7000-8000-000000000000", 404, "not_found", None),
            ("odop-entries/1", 404, "not_found", None),
            ("gi-entries?goods_type=x", 400, "invalid_input", "/goods_type"),
            ("gi-entries?serial=1", 400, "unknown_parameter", "/serial"),
            ("gi-entries/0198f1c5-0000-7000-8000-000000000000", 404, "not_found", None),
            ("districts?kind=x", 400, "unknown_parameter", "/kind"),
            ("districts/0198f1c5-0000-7000-8000-000000000000", 404, "not_found", None),
            ("states?state=x", 400, "unknown_parameter", "/state"),
            ("states/0198f1c5-0000-7000-8000-000000000000", 404, "not_found", None),
            ("pincodes/847211?limit=5", 400, "unknown_parameter", "/limit"),
        ],
    )
    def test_becomes_a_problem(
        self, anonymous_client: APIClient, path: str, status: int, code: str, pointer: str | None
    ) -> None:
        response = anonymous_client.get(f"/api/v1/{path}")
        assert response.status_code == status
        assert response["Content-Type"] == "application/problem+json"
        body = response.json()
        assert body["code"] == code
        assert [issue["pointer"] for issue in body["errors"]] == ([pointer] if pointer else [])

    def test_a_cursor_of_another_list_is_refused(self, anonymous_client: APIClient) -> None:
        for number in range(3):
            make_odop_entry(product_name=f"Product {number}")
        url = anonymous_client.get("/api/v1/odop-entries?limit=1").json()["next"]
        cursor = url.split("cursor=")[1]
        response = anonymous_client.get(f"/api/v1/gi-entries?cursor={cursor}")
        assert (response.status_code, response.json()["code"]) == (400, "invalid_cursor")

    def test_writing_is_refused(self, anonymous_client: APIClient) -> None:
        response = anonymous_client.post("/api/v1/odop-entries", {"product_name": "x"})
        assert (response.status_code, response.json()["code"]) == (405, "method_not_allowed")


class TestOdopEntriesOf:
    def test_holds_only_active_entries_of_the_district(self) -> None:
        district = make_district()
        entry = make_odop_entry(district)
        make_odop_entry(district, "Retired", is_active=False)
        make_odop_entry(make_district("Patna"), "Brass Metal Work")
        assert list(odop_entries_of(district)) == [entry]
