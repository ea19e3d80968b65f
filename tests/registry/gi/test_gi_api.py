"""Public addresses of the GI register."""

from typing import Any

import pytest
from factories.registry import make_district, make_gi_entry, make_state
from rest_framework.test import APIClient

from registry.gi.models import GiStatus

pytestmark = pytest.mark.django_db


def names(response: Any) -> list[str]:
    return [row["name"] for row in response.json()["data"]]


@pytest.fixture
def entries() -> None:
    make_gi_entry("Madhubani Paintings", districts=[make_district("Madhubani"), make_district("Darbhanga")])
    make_gi_entry("Kancheepuram Silk", districts=[make_district("Kancheepuram")], aliases=["Kanjivaram"])
    make_gi_entry("Khasi Mandarin", states=[make_state("Meghalaya")], goods_type="agricultural")
    make_gi_entry("Scotch Whisky", goods_type="manufactured", is_foreign=True, foreign_country="United Kingdom")
    make_gi_entry("Lapsed Craft", states=[make_state("Bihar")], status=GiStatus.EXPIRED)


@pytest.mark.usefixtures("entries")
class TestListGiEntries:
    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("", ["Kancheepuram Silk", "Khasi Mandarin", "Madhubani Paintings", "Scotch Whisky"]),
            ("goods_type=agricultural", ["Khasi Mandarin"]),
            ("q=kanjivaram", ["Kancheepuram Silk"]),
            ("q=kanchipuram", ["Kancheepuram Silk"]),
        ],
    )
    def test_filters_and_searches(self, anonymous_client: APIClient, query: str, found: list[str]) -> None:
        assert names(anonymous_client.get(f"/api/v1/gi-entries?{query}")) == found

    def test_filters_by_place(self, anonymous_client: APIClient) -> None:
        bihar, darbhanga = make_state("Bihar"), make_district("Darbhanga")
        assert names(anonymous_client.get(f"/api/v1/gi-entries?state={bihar.pk}")) == ["Madhubani Paintings"]
        assert names(anonymous_client.get(f"/api/v1/gi-entries?district={darbhanga.pk}")) == ["Madhubani Paintings"]

    def test_costs_three_queries_whatever_its_size(
        self, anonymous_client: APIClient, django_assert_num_queries: Any
    ) -> None:
        for limit in (1, 4):
            with django_assert_num_queries(3):
                assert anonymous_client.get(f"/api/v1/gi-entries?limit={limit}").status_code == 200

    def test_shows_one_with_its_area(self, anonymous_client: APIClient, django_assert_num_queries: Any) -> None:
        entry = make_gi_entry("Madhubani Paintings")
        with django_assert_num_queries(3):
            answer = anonymous_client.get(f"/api/v1/gi-entries/{entry.pk}").json()
        assert [row["name"] for row in answer["states"]] == ["Bihar"]
        assert [row["name"] for row in answer["districts"]] == ["Darbhanga", "Madhubani"]
        assert (answer["status"], answer["registration_kind"]) == ("registered", "word")

    def test_shows_an_expired_one_by_id_only(self, anonymous_client: APIClient) -> None:
        entry = make_gi_entry("Lapsed Craft")
        assert anonymous_client.get(f"/api/v1/gi-entries/{entry.pk}").json()["status"] == "expired"
