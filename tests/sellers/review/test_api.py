"""The review desk over HTTP: queue, application, decisions."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from factories.accounts import make_staff, make_user
from factories.registry import make_district, make_state
from factories.sellers import make_seller

from accounts.models import Role, RoleGrant
from common import clock
from common.models import IdempotencyRecord
from sellers.models import BankAccount, Seller, SellerMove

pytestmark = pytest.mark.django_db
DESK = "/api/v1/staff/seller-applications"
REASON = {"reason": "The papers belong to somebody else."}


@pytest.fixture
def desk(client_for: Any) -> Any:
    return client_for(make_staff(Role.REVIEWER, name="Rao"))


class TestQueue:
    def test_shows_what_waits_longest_first(self, desk: Any) -> None:
        now = clock.now()
        late = make_seller(status="submitted", submitted_at=now - timedelta(days=1))
        early = make_seller(status="submitted", submitted_at=now - timedelta(days=9))
        make_seller(status="draft")
        make_seller(status="approved")
        answer = desk.get(DESK).json()
        assert [row["id"] for row in answer["data"]] == [str(early.pk), str(late.pk)]

    @pytest.mark.parametrize("count", [1, 30])
    def test_asks_a_fixed_number_of_queries(self, count: int, desk: Any, django_assert_num_queries: Any) -> None:
        for _ in range(count):
            make_seller(status="submitted", bank=False)
        with django_assert_num_queries(3):
            answer = desk.get(DESK, {"limit": 100}).json()
        assert len(answer["data"]) == count

    def test_pages_by_cursor(self, desk: Any) -> None:
        made = {str(make_seller(status="submitted", bank=False).pk) for _ in range(5)}
        first = desk.get(DESK, {"limit": 3}).json()
        second = desk.get(first["next"]).json()
        assert {row["id"] for row in first["data"] + second["data"]} == made
        assert second["next"] is None

    def test_filters(self, desk: Any) -> None:
        shg = make_seller("shg", status="submitted")
        leh = make_seller(status="submitted", district=make_district("Leh"))
        rejected = make_seller(status="rejected")
        found = {
            query: [row["id"] for row in desk.get(f"{DESK}?{query}").json()["data"]]
            for query in ("kind=shg", f"state={leh.state_id}", "status=rejected")
        }
        assert list(found.values()) == [[str(shg.pk)], [str(leh.pk)], [str(rejected.pk)]]

    @pytest.mark.parametrize(
        ("query", "code"),
        [("colour=red", "unknown_parameter"), ("status=draft", "invalid_input"), ("state=10", "invalid_input")],
    )
    def test_refuses_unknown_filters(self, query: str, code: str, desk: Any) -> None:
        response = desk.get(f"{DESK}?{query}")
        assert (response.status_code, response.json()["code"]) == (400, code)

    def test_shows_reviewers_their_states_only(self, client_for: Any) -> None:
        mine = make_seller(status="submitted", district=make_district("Jaipur"))
        make_seller(status="submitted")
        reviewer = make_user()
        RoleGrant.objects.create(user=reviewer, role=Role.REVIEWER, state=make_state("Rajasthan"))
        assert [row["id"] for row in client_for(reviewer).get(DESK).json()["data"]] == [str(mine.pk)]

    @pytest.mark.parametrize("role", [Role.MODERATOR, Role.FINANCE, Role.REGISTRY_OFFICER])
    def test_is_for_reviewers(self, role: Role, client_for: Any, anonymous_client: Any) -> None:
        assert client_for(make_staff(role)).get(DESK).status_code == 403
        assert client_for(make_user()).get(DESK).status_code == 403
        assert anonymous_client.get(DESK).status_code == 401


class TestApplication:
    def test_shows_all_a_reviewer_needs_and_nothing_in_full(self, desk: Any, application: Any) -> None:
        seller = application("fpo")
        response = desk.get(f"{DESK}/{seller.pk}")
        answer, text = response.json(), response.content.decode()
        number = BankAccount.objects.get().number
        assert seller.pan not in text
        assert number not in text
        assert answer["may_decide"] is True
        assert {row["standing"] for row in answer["requirements"]} == {"met"}
        assert {row["kind"] for row in answer["documents"]} >= {"board_resolution", "bank_proof"}
        assert [(row["from_status"], row["to_status"]) for row in answer["moves"]] == [("draft", "submitted")]

    def test_asks_a_fixed_number_of_queries(self, desk: Any, application: Any, django_assert_num_queries: Any) -> None:
        seller = application("fpo")
        with django_assert_num_queries(11):
            response = desk.get(f"{DESK}/{seller.pk}")
        assert response.status_code == 200

    def test_is_not_there_before_submission(self, desk: Any) -> None:
        assert desk.get(f"{DESK}/{make_seller(status='draft').pk}").status_code == 404


class TestDecisions:
    def test_approve(self, desk: Any, application: Any) -> None:
        seller = application()
        etag = desk.get(f"{DESK}/{seller.pk}")["ETag"]
        response = desk.post(f"{DESK}/{seller.pk}/approve", {"note": "Fine."}, headers={"If-Match": etag})
        assert (response.status_code, response.json()["status"]) == (200, "approved")
        assert response.json()["bank_account"]["status"] == "in_force"
        late = desk.post(f"{DESK}/{seller.pk}/reject", REASON)
        assert (late.status_code, late.json()["code"]) == (409, "already_decided")
        assert "Rao decided" in late.json()["detail"]

    def test_approve_without_a_body(self, desk: Any, application: Any) -> None:
        assert desk.post(f"{DESK}/{application().pk}/approve").status_code == 200

    def test_approve_refuses_another_revision(self, desk: Any, application: Any) -> None:
        seller = application()
        tag = f'"{seller.pk.hex}.1"'
        response = desk.post(f"{DESK}/{seller.pk}/approve", headers={"If-Match": tag})
        assert (response.status_code, response.json()["code"]) == (412, "stale_edit")
        assert Seller.objects.get(pk=seller.pk).status == "submitted"

    def test_request_changes(self, desk: Any, application: Any, client_for: Any) -> None:
        owner = make_user()
        seller = application(owner=owner)
        items = [{"pointer": "/documents/pan_card", "note": "The photo is blurred."}]
        response = desk.post(f"{DESK}/{seller.pk}/request-changes", {"items": items})
        assert (response.status_code, response.json()["status"]) == (200, "changes_requested")
        own = client_for(owner).get(f"/api/v1/seller/profiles/{seller.pk}").json()
        assert [(row["pointer"], row["note"]) for row in own["change_requests"]] == [
            ("/documents/pan_card", "The photo is blurred.")
        ]

    @pytest.mark.parametrize(
        ("body", "status", "pointer"),
        [
            ({}, 400, "/items"),
            ({"items": []}, 400, "/items"),
            ({"items": [{"pointer": "/pan"}]}, 400, "/items/0/note"),
            ({"items": [{"pointer": "/moon", "note": "x"}]}, 422, "/items/0/pointer"),
        ],
    )
    def test_request_changes_names_the_wrong_item(
        self, body: dict[str, Any], status: int, pointer: str, desk: Any, application: Any
    ) -> None:
        seller = application()
        response = desk.post(f"{DESK}/{seller.pk}/request-changes", body)
        assert (response.status_code, response.json()["errors"][0]["pointer"]) == (status, pointer)
        assert Seller.objects.get(pk=seller.pk).status == "submitted"

    def test_reject_needs_a_reason(self, desk: Any, application: Any) -> None:
        seller = application()
        response = desk.post(f"{DESK}/{seller.pk}/reject", {"reason": "no"})
        assert (response.status_code, response.json()["code"]) == (422, "reason_missing")
        assert desk.post(f"{DESK}/{seller.pk}/reject", REASON).json()["status"] == "rejected"

    def test_members_do_not_decide(self, client_for: Any, application: Any) -> None:
        owner = make_staff(Role.REVIEWER)
        seller = application(owner=owner)
        assert client_for(owner).get(f"{DESK}/{seller.pk}").json()["may_decide"] is False
        for verb, body in (("approve", {}), ("reject", REASON), ("request-changes", {"items": [_item()]})):
            response = client_for(owner).post(f"{DESK}/{seller.pk}/{verb}", body)
            assert (response.status_code, response.json()["code"]) == (403, "own_application")
        assert SellerMove.objects.filter(subject=seller).count() == 1

    def test_suspend_and_reinstate(self, desk: Any, anonymous_client: Any) -> None:
        seller = make_seller()
        page = f"/api/v1/sellers/{seller.slug}"
        assert desk.post(f"{DESK}/{seller.pk}/suspend", REASON).json()["status"] == "suspended"
        assert anonymous_client.get(page).status_code == 404
        assert desk.post(f"{DESK}/{seller.pk}/reinstate", REASON).json()["status"] == "approved"
        assert anonymous_client.get(page).status_code == 200

    def test_interstate_override(self, desk: Any) -> None:
        seller = make_seller()
        path = f"{DESK}/{seller.pk}/interstate"
        allowed = desk.post(path, {"ships_interstate": True, "reason": "Notification 3/2018-IT"})
        assert allowed.json()["ships_interstate"] is True
        withdrawn = desk.post(path, {"ships_interstate": False, "reason": "Not through an operator."})
        assert withdrawn.json()["ships_interstate"] is False

    @pytest.mark.parametrize("verb", ["approve", "reject", "request-changes", "suspend", "reveal", "interstate"])
    def test_are_not_for_sellers(self, verb: str, client_for: Any, application: Any) -> None:
        owner = make_user()
        seller = application(owner=owner)
        response = client_for(owner).post(f"{DESK}/{seller.pk}/{verb}", REASON)
        assert (response.status_code, response.json()["code"]) == (403, "forbidden")
        assert Seller.objects.get(pk=seller.pk).status == "submitted"


class TestReveal:
    def test_shows_the_identifier_once_and_keeps_no_copy(self, desk: Any) -> None:
        seller = make_seller()
        body = {"identifier": "pan", "reason": "Compare with the card."}
        response = desk.post(f"{DESK}/{seller.pk}/reveal", body, headers={"Idempotency-Key": "abcdefgh"})
        assert response.json() == {"identifier": "pan", "value": seller.pan}
        assert response["Cache-Control"] == "no-store"
        assert not IdempotencyRecord.objects.exists()

    def test_needs_a_reason(self, desk: Any) -> None:
        response = desk.post(f"{DESK}/{make_seller().pk}/reveal", {"identifier": "pan", "reason": ""})
        assert (response.status_code, response.json()["code"]) == (422, "reason_missing")


def _item() -> dict[str, str]:
    return {"pointer": "/pan", "note": "Not readable."}
