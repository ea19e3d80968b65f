"""Public addresses of places."""

from typing import Any

import pytest
from factories.registry import DISTRICTS, make_district, make_pin, make_state
from rest_framework.test import APIClient

pytestmark = pytest.mark.django_db


class TestListStates:
    def test_lists_by_name(self, anonymous_client: APIClient) -> None:
        for name in ("Rajasthan", "Bihar", "Ladakh"):
            make_state(name)
        answer = anonymous_client.get("/api/v1/states").json()
        assert [row["name"] for row in answer["data"]] == ["Bihar", "Ladakh", "Rajasthan"]
        assert answer["data"][1] == {
            "id": str(make_state("Ladakh").pk),
            "lgd_code": 37,
            "gst_code": "38",
            "name": "Ladakh",
            "slug": "ladakh",
            "kind": "union_territory",
            "aliases": [],
        }
        assert (answer["next"], answer["previous"]) == (None, None)

    def test_finds_older_names(self, anonymous_client: APIClient) -> None:
        make_state("Odisha", aliases=["Orissa"])
        make_state()
        answer = anonymous_client.get("/api/v1/states?q=orissa").json()
        assert [row["name"] for row in answer["data"]] == ["Odisha"]

    def test_shows_one(self, anonymous_client: APIClient) -> None:
        state = make_state()
        assert anonymous_client.get(f"/api/v1/states/{state.pk}").json()["name"] == "Bihar"


class TestListDistricts:
    def test_filters_by_state_and_name(self, anonymous_client: APIClient) -> None:
        for name in DISTRICTS:
            make_district(name)
        bihar = make_state("Bihar")
        answer = anonymous_client.get(f"/api/v1/districts?state={bihar.pk}").json()
        assert [row["name"] for row in answer["data"]] == ["Darbhanga", "Madhubani", "Patna"]
        answer = anonymous_client.get("/api/v1/districts?q=Madhubhani").json()
        assert [row["name"] for row in answer["data"]] == ["Madhubani"]
        assert answer["data"][0]["state"] == {"id": str(bihar.pk), "lgd_code": 10, "name": "Bihar"}
        assert anonymous_client.get(f"/api/v1/districts?state={bihar.pk}&q=jaipur").json()["data"] == []

    def test_pages_through_all(self, anonymous_client: APIClient, django_assert_num_queries: Any) -> None:
        for name in DISTRICTS:
            make_district(name)
        found, url = [], "/api/v1/districts?limit=5"
        while url:
            with django_assert_num_queries(1):
                page = anonymous_client.get(url).json()
            found += [row["name"] for row in page["data"]]
            url = page["next"]
        assert found == sorted(DISTRICTS)

    def test_leaves_out_retired_districts(self, anonymous_client: APIClient) -> None:
        district = make_district("Nowhere", is_active=False)
        assert anonymous_client.get("/api/v1/districts").json()["data"] == []
        assert anonymous_client.get(f"/api/v1/districts/{district.pk}").json()["is_active"] is False

    def test_shows_predecessors(self, anonymous_client: APIClient, django_assert_num_queries: Any) -> None:
        young = make_district("Young")
        young.predecessors.add(make_district())
        with django_assert_num_queries(2):
            answer = anonymous_client.get(f"/api/v1/districts/{young.pk}").json()
        assert [row["lgd_code"] for row in answer["predecessors"]] == [206]

    def test_answers_304_to_whom_has_it(self, anonymous_client: APIClient) -> None:
        make_district()
        first = anonymous_client.get("/api/v1/districts")
        assert first["Cache-Control"] == "public, max-age=300"
        again = anonymous_client.get("/api/v1/districts", headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        make_district("Patna")
        changed = anonymous_client.get("/api/v1/districts", headers={"If-None-Match": first["ETag"]})
        assert changed.status_code == 200


class TestLookUpPinCode:
    def test_names_the_surest_district_first(self, anonymous_client: APIClient, django_assert_num_queries: Any) -> None:
        make_pin("847211", make_district("Aadistrict"), basis="successor")
        make_pin("847211", make_district("Madhubani"))
        with django_assert_num_queries(2):
            answer = anonymous_client.get("/api/v1/pincodes/847211").json()
        assert answer["state"]["name"] == "Bihar"
        assert [(row["name"], row["basis"]) for row in answer["districts"]] == [
            ("Madhubani", "directory"),
            ("Aadistrict", "successor"),
        ]

    @pytest.mark.parametrize("pin", ["84721", "8472111", "047211", "84721a", "８４７２１１", "847 211", "'--"])
    def test_refuses_what_is_not_a_pin(self, anonymous_client: APIClient, pin: str) -> None:
        response = anonymous_client.get(f"/api/v1/pincodes/{pin}")
        assert response.status_code == 400
        assert response["Content-Type"] == "application/problem+json"
        assert response.json()["code"] == "pin_malformed"
        assert response.json()["errors"][0]["pointer"] == "/pin"

    def test_does_not_know_every_number(self, anonymous_client: APIClient) -> None:
        response = anonymous_client.get("/api/v1/pincodes/999999")
        assert (response.status_code, response.json()["code"]) == (404, "pin_unknown")
