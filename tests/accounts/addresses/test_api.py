"""The address book over HTTP."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from factories.accounts import make_address, make_user
from factories.registry import make_district, make_pin

from accounts.addresses.services import MAX_ADDRESSES
from accounts.models import Address

pytestmark = pytest.mark.django_db

URL = "/api/v1/me/addresses"
BODY = {"name": "Asha Devi", "phone": "98765 43210", "line1": "12 Pond Road", "pin": "847211"}


@pytest.fixture
def madhubani() -> Any:
    """The district whose PIN code the bodies name."""
    district = make_district("Madhubani")
    make_pin("847211", district)
    return district


class TestAddAddress:
    def test_finds_district_and_state_by_the_pin(self, client_for: Any, madhubani: Any) -> None:
        answer = client_for(make_user()).post(URL, BODY)
        assert answer.status_code == 201
        body = answer.json()
        assert body["district"] == {"id": str(madhubani.pk), "name": "Madhubani"}
        assert body["state"] == {"id": str(madhubani.state_id), "name": "Bihar"}
        assert (body["phone"], body["city"], body["country"]) == ("+919876543210", "Madhubani", "IN")
        assert body["is_default"] is True

    def test_refuses_a_pin_of_no_place(self, client_for: Any, madhubani: Any) -> None:
        answer = client_for(make_user()).post(URL, {**BODY, "pin": "999999"})
        assert (answer.status_code, answer.json()["code"]) == (422, "address_pin_unknown")
        assert answer.json()["errors"][0]["pointer"] == "/pin"
        assert not Address.objects.exists()

    def test_refuses_a_district_the_pin_does_not_lie_in(self, client_for: Any, madhubani: Any) -> None:
        for district in (make_district("Jaipur").pk, uuid.uuid4()):
            answer = client_for(make_user()).post(URL, {**BODY, "district": str(district)})
            assert (answer.status_code, answer.json()["code"]) == (422, "district_not_of_pin")
            assert answer.json()["errors"][0]["pointer"] == "/district"
            assert answer.json()["districts"] == [{"id": str(madhubani.pk), "name": "Madhubani", "state": "Bihar"}]
        assert not Address.objects.exists()

    def test_asks_which_where_the_pin_lies_in_several(self, client_for: Any, madhubani: Any) -> None:
        darbhanga = make_district("Darbhanga")
        make_pin("847211", darbhanga)
        client = client_for(make_user())
        answer = client.post(URL, BODY)
        assert (answer.status_code, answer.json()["code"]) == (422, "district_ambiguous")
        assert {d["name"] for d in answer.json()["districts"]} == {"Madhubani", "Darbhanga"}
        answer = client.post(URL, {**BODY, "district": str(darbhanga.pk)})
        assert (answer.status_code, answer.json()["district"]["name"]) == (201, "Darbhanga")

    @pytest.mark.parametrize(
        ("change", "pointer", "code"),
        [
            ({"pin": "84721"}, "/pin", "pin"),
            ({"pin": "047211"}, "/pin", "pin"),
            ({"pin": "८४७२११"}, "/pin", "pin"),
            ({"pin": {"a": 1}}, "/pin", "invalid"),
            ({"phone": "12"}, "/phone", "phone"),
            ({"name": ""}, "/name", "blank"),
            ({"name": "\u202e"}, "/name", "blank"),
            ({"line1": "x" * 201}, "/line1", "max_length"),
            ({"district": "nonsense"}, "/district", "invalid"),
            ({"user": str(uuid.uuid4())}, "/user", "unknown_field"),
            ({"state": str(uuid.uuid4())}, "/state", "unknown_field"),
        ],
    )
    def test_refuses_bad_fields(
        self, client_for: Any, madhubani: Any, change: dict[str, Any], pointer: str, code: str
    ) -> None:
        answer = client_for(make_user()).post(URL, {**BODY, **change})
        assert (answer.status_code, answer.json()["code"]) == (400, "invalid_input")
        assert (answer.json()["errors"][0]["pointer"], answer.json()["errors"][0]["code"]) == (pointer, code)
        assert not Address.objects.exists()

    def test_refuses_another_country(self, client_for: Any, madhubani: Any) -> None:
        answer = client_for(make_user()).post(URL, {**BODY, "country": "np"})
        assert (answer.status_code, answer.json()["code"]) == (422, "country_not_served")

    def test_refuses_more_than_the_book_holds(self, client_for: Any, madhubani: Any) -> None:
        user = make_user()
        for _ in range(MAX_ADDRESSES):
            make_address(user)
        answer = client_for(user).post(URL, BODY)
        assert (answer.status_code, answer.json()["code"]) == (409, "too_many_addresses")
        assert Address.objects.count() == MAX_ADDRESSES

    def test_replays_with_the_same_key(self, client_for: Any, madhubani: Any) -> None:
        client = client_for(make_user())
        answers = [client.post(URL, BODY, headers={"Idempotency-Key": "key-000001"}) for _ in range(2)]
        assert answers[0].json() == answers[1].json()
        assert answers[1]["Idempotent-Replayed"] == "true"
        assert Address.objects.count() == 1


class TestListAddresses:
    @pytest.mark.parametrize("count", [1, 12])
    def test_takes_one_query_whatever_its_size(
        self, client_for: Any, django_assert_num_queries: Any, count: int
    ) -> None:
        user = make_user()
        for _ in range(count):
            make_address(user)
        make_address(make_user())
        with django_assert_num_queries(1):
            body = client_for(user).get(URL).json()
        assert len(body["data"]) == count
        assert [a["is_default"] for a in body["data"]] == [True] + [False] * (count - 1)

    def test_refuses_the_anonymous_and_unknown_parameters(self, client_for: Any, anonymous_client: Any) -> None:
        assert anonymous_client.get(URL).status_code == 401
        assert client_for(make_user()).get(f"{URL}?sort=name").json()["code"] == "unknown_parameter"


class TestForeignAddress:
    @pytest.mark.parametrize("method", ["get", "patch", "delete"])
    def test_is_not_found(self, client_for: Any, method: str) -> None:
        address = make_address(make_user())
        body = () if method == "get" else ({"name": "Thief"},)
        answer = getattr(client_for(make_user()), method)(f"{URL}/{address.pk}", *body)
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
        address.refresh_from_db()
        assert address.name == "Asha Devi"


class TestEditAddress:
    def test_changes_lines_and_keeps_the_rest(self, client_for: Any) -> None:
        user = make_user()
        address = make_address(user)
        answer = client_for(user).patch(f"{URL}/{address.pk}", {"line2": "2nd floor"})
        assert (answer.status_code, answer.json()["line2"], answer.json()["line1"]) == (
            200,
            "2nd floor",
            "12 Pond Road",
        )

    def test_places_a_new_pin_anew(self, client_for: Any) -> None:
        user = make_user()
        address = make_address(user)
        make_pin("302001", make_district("Jaipur"))
        answer = client_for(user).patch(f"{URL}/{address.pk}", {"pin": "302001"})
        assert (answer.json()["district"]["name"], answer.json()["state"]["name"]) == ("Jaipur", "Rajasthan")

    def test_there_is_one_default(self, client_for: Any) -> None:
        user = make_user()
        make_address(user)
        second = make_address(user)
        client = client_for(user)
        client.patch(f"{URL}/{second.pk}", {"is_default": True})
        first = client.get(URL).json()["data"][0]
        assert (first["id"], first["is_default"]) == (str(second.pk), True)
        assert Address.objects.filter(user=user, is_default=True).count() == 1
        assert client.delete(f"{URL}/{second.pk}").status_code == 204
        assert [a["is_default"] for a in client.get(URL).json()["data"]] == [True]
