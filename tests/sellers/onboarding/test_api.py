"""The seller's own doors over HTTP: pointers, masks, tenants, ETags."""

from __future__ import annotations

from typing import Any

import pytest
from factories.accounts import make_user
from factories.registry import make_district, make_pin
from factories.sellers import make_gstin, make_member, make_pan, make_seller

from sellers.models import BankAccount, Seller

pytestmark = pytest.mark.django_db
PROFILES = "/api/v1/seller/profiles"


def pointers(response: Any) -> dict[str, str]:
    return {error["pointer"]: error["code"] for error in response.json()["errors"]}


class TestCreateProfile:
    def test_starts_an_application(self, client_for: Any) -> None:
        district, pan = make_district(), make_pan("shg")
        make_pin("847211", district)
        body = {
            "kind": "shg",
            "display_name": "  Mithila\u202e Mahila ",
            "district": str(district.pk),
            "pin": "847 211",
            "phone": "98765 43210",
            "pan": pan,
        }
        response = client_for(make_user()).post(PROFILES, body)
        assert response.status_code == 201
        answer = response.json()
        assert (answer["status"], answer["display_name"], answer["pin"]) == ("draft", "Mithila Mahila", "847211")
        assert (answer["phone"], answer["my_role"]) == ("+919876543210", "owner")
        assert answer["pan"] == f"•••••••{pan[-3:]}"
        assert answer["state"]["name"] == "Bihar"
        assert response["Location"] == f"{PROFILES}/{answer['id']}"
        assert Seller.objects.get().pan == pan

    @pytest.mark.parametrize(
        ("body", "status", "expected"),
        [
            ({}, 400, {"/kind": "required", "/display_name": "required"}),
            ({"kind": "bank", "display_name": "X"}, 400, {"/kind": "invalid_choice"}),
            ({"kind": "artisan", "display_name": "X", "status": "approved"}, 400, {"/status": "unknown_field"}),
            ({"kind": "artisan", "display_name": "X", "ships_interstate": True}, 400, {"/ships_interstate": None}),
            (
                {"kind": "artisan", "display_name": "X", "interstate_override": True},
                400,
                {"/interstate_override": None},
            ),
            ({"kind": "artisan", "display_name": "X", "pin": "047211"}, 400, {"/pin": "pin"}),
            ({"kind": "artisan", "display_name": "X", "phone": "12"}, 400, {"/phone": "phone"}),
            ({"kind": "artisan", "display_name": "X", "member_count": -3}, 400, {"/member_count": "min_value"}),
            ({"kind": "artisan", "display_name": "X", "district": "x"}, 400, {"/district": "invalid"}),
            (
                {"kind": "artisan", "display_name": "X", "district": "0191e0a4-7c51-7000-8000-000000000000"},
                400,
                {"/district": "does_not_exist"},
            ),
            ({"kind": "artisan", "display_name": "X", "pan": "AB"}, 422, {"/pan": "pan_invalid"}),
            ({"kind": "artisan", "display_name": "X", "pan": "AAPFU0939F"}, 422, {"/pan": "pan_unfit"}),
            ({"kind": "artisan", "display_name": "X", "gstin": "27AAPFU0939F1ZO"}, 422, {"/gstin": "gstin_invalid"}),
            (
                {"kind": "fpo", "display_name": "X", "udyam_number": "1", "cin": "2", "fssai_number": "3"},
                422,
                {"/udyam_number": "udyam_invalid", "/cin": "cin_invalid", "/fssai_number": "fssai_invalid"},
            ),
        ],
    )
    def test_names_what_is_wrong_and_stores_nothing(
        self, body: dict[str, Any], status: int, expected: dict[str, str | None], client_for: Any
    ) -> None:
        response = client_for(make_user()).post(PROFILES, body)
        assert response.status_code == status
        assert response["Content-Type"] == "application/problem+json"
        assert response.json()["code"] == "invalid_input"
        found = pointers(response)
        assert set(found) == set(expected)
        assert all(code is None or found[pointer] == code for pointer, code in expected.items())
        assert not Seller.objects.exists()

    def test_is_for_people_who_are_signed_in(self, anonymous_client: Any) -> None:
        response = anonymous_client.post(PROFILES, {"kind": "shg", "display_name": "X"})
        assert (response.status_code, response.json()["code"]) == (401, "not_signed_in")


class TestListProfiles:
    def test_shows_ones_own_newest_first(self, client_for: Any, django_assert_num_queries: Any) -> None:
        user = make_user()
        mine = [make_seller(owner=user, status="draft") for _ in range(5)]
        make_seller()
        client = client_for(user)
        with django_assert_num_queries(1):
            answer = client.get(PROFILES).json()
        assert [row["id"] for row in answer["data"]] == [str(seller.pk) for seller in reversed(mine)]


class TestReadProfile:
    def test_masks_every_identifier(self, client_for: Any) -> None:
        user = make_user()
        seller = make_seller(owner=user, gst=True)
        number = BankAccount.objects.get(seller=seller).number
        for path in ("", "/requirements", "/documents"):
            text = client_for(user).get(f"{PROFILES}/{seller.pk}{path}").content.decode()
            assert not any(secret in text for secret in (seller.pan, seller.gstin, number))
        answer = client_for(user).get(f"{PROFILES}/{seller.pk}").json()
        assert answer["gstin"] == f"10••••••••••{seller.gstin[-3:]}"
        assert answer["bank_account"]["number"] == f"••••••••{number[-3:]}"

    @pytest.mark.parametrize(
        ("method", "path", "body"),
        [
            ("get", "", None),
            ("patch", "", {"story": "x"}),
            ("get", "/requirements", None),
            ("post", "/submit", None),
            ("put", "/bank-account", {"holder_name": "X", "ifsc": "SBIN0001234", "number": "31234567890"}),
            ("get", "/documents", None),
        ],
    )
    def test_is_not_there_for_other_tenants(self, method: str, path: str, body: Any, client_for: Any) -> None:
        seller = make_seller(status="draft")
        stranger = make_user()
        make_seller(owner=stranger)
        response = getattr(client_for(stranger), method)(f"{PROFILES}/{seller.pk}{path}", body)
        assert (response.status_code, response.json()["code"]) == (404, "not_found")
        seller.refresh_from_db()
        assert (seller.story, seller.revision, seller.status) == ("", 1, "draft")

    def test_answers_304_to_whom_has_it(self, client_for: Any) -> None:
        user = make_user()
        path = f"{PROFILES}/{make_seller(owner=user).pk}"
        client = client_for(user)
        etag = client.get(path)["ETag"]
        assert client.get(path, headers={"If-None-Match": etag}).status_code == 304

    def test_asks_a_fixed_number_of_queries(self, client_for: Any, django_assert_num_queries: Any) -> None:
        user = make_user()
        seller = make_seller(owner=user)
        client = client_for(user)
        with django_assert_num_queries(5):
            response = client.get(f"{PROFILES}/{seller.pk}")
        assert response.status_code == 200


class TestPatchProfile:
    def test_takes_a_matching_etag_and_refuses_an_old_one(self, client_for: Any) -> None:
        user = make_user()
        seller = make_seller(owner=user, status="draft")
        client, path = client_for(user), f"{PROFILES}/{seller.pk}"
        etag = client.get(path)["ETag"]
        changed = client.patch(path, {"story": "One"}, headers={"If-Match": etag})
        assert (changed.status_code, changed.json()["story"]) == (200, "One")
        assert changed["ETag"] != etag
        for stale in (etag, '"nonsense"', f"W/{changed['ETag']}"):
            refused = client.patch(path, {"story": "Two"}, headers={"If-Match": stale})
            assert (refused.status_code, refused.json()["code"]) == (412, "stale_edit")
        seller.refresh_from_db()
        assert seller.story == "One"

    def test_stores_none_of_several_facts_when_one_is_wrong(self, client_for: Any) -> None:
        user = make_user()
        seller = make_seller(owner=user, status="draft")
        gstin = make_gstin(make_pan())
        response = client_for(user).patch(f"{PROFILES}/{seller.pk}", {"story": "New", "gstin": gstin})
        assert (response.status_code, pointers(response)) == (422, {"/gstin": "gstin_pan_mismatch"})
        seller.refresh_from_db()
        assert (seller.story, seller.gstin) == ("", "")

    @pytest.mark.parametrize(
        ("status", "code"),
        [
            ("submitted", "application_under_review"),
            ("approved", "verified_fact_locked"),
            ("rejected", "seller_closed"),
            ("suspended", "seller_closed"),
        ],
    )
    def test_says_why_a_fact_cannot_change_now(self, status: str, code: str, client_for: Any) -> None:
        user = make_user()
        seller = make_seller(owner=user, status=status)
        response = client_for(user).patch(f"{PROFILES}/{seller.pk}", {"legal_name": "Another"})
        assert (response.status_code, response.json()["code"]) == (409, code)
        seller.refresh_from_db()
        assert seller.legal_name != "Another"

    def test_needs_the_right(self, client_for: Any) -> None:
        seller = make_seller(status="draft")
        packer = make_member(seller, "packer")
        response = client_for(packer).patch(f"{PROFILES}/{seller.pk}", {"story": "x"})
        assert (response.status_code, response.json()["code"]) == (403, "member_right_missing")


class TestRequirements:
    def test_says_what_to_do_for_each_missing_thing(self, client_for: Any) -> None:
        user = make_user()
        client = client_for(user)
        made = client.post(PROFILES, {"kind": "micro_enterprise", "display_name": "Toys"}).json()
        rows = client.get(f"{PROFILES}/{made['id']}/requirements").json()["data"]
        missing = {row["pointer"]: row for row in rows if row["standing"] == "missing"}
        assert {"/pan", "/udyam_number", "/documents/udyam_certificate"} - set(missing) == {
            "/documents/udyam_certificate"
        }
        assert all(row["what_to_do"] and row["code"] for row in missing.values())


class TestSubmit:
    def test_refuses_with_every_missing_thing(self, client_for: Any) -> None:
        user = make_user()
        client = client_for(user)
        made = client.post(PROFILES, {"kind": "artisan", "display_name": "Ram"}).json()
        response = client.post(f"{PROFILES}/{made['id']}/submit")
        assert (response.status_code, response.json()["code"]) == (422, "application_incomplete")
        assert pointers(response)["/artisan_id"] == "artisan_id_missing"
        assert Seller.objects.get().status == "draft"

    def test_hands_in_a_complete_application(self, client_for: Any, complete_draft: Any) -> None:
        owner = make_user()
        seller = complete_draft("fpo", owner=owner)
        response = client_for(owner).post(f"{PROFILES}/{seller.pk}/submit")
        assert (response.status_code, response.json()["status"]) == (200, "submitted")
        again = client_for(owner).post(f"{PROFILES}/{seller.pk}/submit")
        assert (again.status_code, again.json()["code"]) == (409, "seller_move_not_allowed")


class TestPutBankAccount:
    def test_states_and_replaces_the_account(self, client_for: Any) -> None:
        user = make_user()
        seller = make_seller("shg", owner=user, status="draft", bank=False)
        path, client = f"{PROFILES}/{seller.pk}/bank-account", client_for(user)
        for number in ("31234567890", "31234567891"):
            body = {"holder_name": seller.legal_name.upper(), "ifsc": "sbin0001234", "number": number}
            response = client.put(path, body)
            assert response.status_code == 200
        assert response.json() == {
            "holder_name": seller.legal_name.upper(),
            "ifsc": "SBIN0001234",
            "bank_name": "State Bank of India",
            "number": "••••••••891",
            "status": "proposed",
        }
        assert BankAccount.objects.get().number == "31234567891"

    def test_names_everything_that_is_wrong(self, client_for: Any) -> None:
        user = make_user()
        seller = make_seller("shg", owner=user, status="draft", bank=False)
        body = {"holder_name": "SUNITA DEVI", "ifsc": "SBIN0999999", "number": "12"}
        response = client_for(user).put(f"{PROFILES}/{seller.pk}/bank-account", body)
        assert response.status_code == 422
        assert pointers(response) == {
            "/holder_name": "holder_name_mismatch",
            "/ifsc": "ifsc_unknown",
            "/number": "account_number_invalid",
        }
        assert not BankAccount.objects.exists()

    def test_lets_an_individual_be_paid_to_a_differing_name(self, client_for: Any) -> None:
        user = make_user()
        seller = make_seller("artisan", owner=user, status="draft", bank=False)
        body = {"holder_name": "R. K. Das", "ifsc": "SBIN0001234", "number": "31234567890"}
        assert client_for(user).put(f"{PROFILES}/{seller.pk}/bank-account", body).status_code == 200

    @pytest.mark.parametrize("status", ["submitted", "approved"])
    def test_refuses_outside_the_sellers_turn(self, status: str, client_for: Any) -> None:
        user = make_user()
        seller = make_seller(owner=user, status=status)
        before = BankAccount.objects.get().number
        body = {"holder_name": "X", "ifsc": "SBIN0001234", "number": "39999999999"}
        assert client_for(user).put(f"{PROFILES}/{seller.pk}/bank-account", body).status_code == 409
        assert BankAccount.objects.get().number == before
