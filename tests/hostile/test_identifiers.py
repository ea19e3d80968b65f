"""PAN, GSTIN, PIN code and IFSC that are wrong, as a seller's app would send them."""

from __future__ import annotations

from typing import Any

import pytest
from factories.accounts import make_user
from factories.refusals import assert_refused, nothing_stored
from factories.registry import make_district, make_pin
from factories.sellers import make_gstin, make_pan, make_seller

from sellers.models import BankAccount, Seller

pytestmark = pytest.mark.django_db
PROFILES = "/api/v1/seller/profiles"


@pytest.fixture
def draft() -> Seller:
    """An artisan's draft in Madhubani with its district and PIN code."""
    return make_seller("artisan", "draft", bank=False, owner=make_user("owner@example.org"))


@pytest.fixture
def client(draft: Seller, client_for: Any) -> Any:
    """Signed in as the draft's owner."""
    return client_for(draft.members.get().user)


WRONG_FACTS = [
    ({"pan": "ABCPK1234"}, "pan_invalid", "/pan"),
    ({"pan": "ABCPK12345"}, "pan_invalid", "/pan"),
    ({"pan": "АВСРК1234L"}, "pan_invalid", "/pan"),  # Cyrillic letters that look alike
    ({"pan": "ABCPK१२३४L"}, "pan_invalid", "/pan"),  # digits of another script
    ({"pan": "ABCPK0000L"}, "pan_invalid", "/pan"),
    ({"pan": "' OR 1=1 --"}, "pan_invalid", "/pan"),
    ({"pan": "ABCFK1234L"}, "pan_unfit", "/pan"),  # a firm's, sent by an artisan
    ({"gstin": "10ABCPK1234L1Z"}, "gstin_invalid", "/gstin"),
    ({"gstin": "10ABCPK1234L1ZX"}, "gstin_invalid", "/gstin"),
    ({"gstin": make_gstin("ABCPK1234L", "99")}, None, "/gstin"),
    ({"pin": "84721"}, "invalid_input", "/pin"),
    ({"pin": "047211"}, "invalid_input", "/pin"),
    ({"pin": "८४७२११"}, "invalid_input", "/pin"),
    ({"pin": 847211.5}, "invalid_input", "/pin"),
    ({"pin": "847211\n"}, None, None),
    ({"email": "no-address"}, "invalid_input", "/email"),
    ({"phone": "12"}, "invalid_input", "/phone"),
    ({"kind": "corporation"}, "invalid_input", "/kind"),
    ({"udyam_number": "UDYAM-XX-1"}, "udyam_invalid", "/udyam_number"),
    ({"cin": "U01100"}, "cin_invalid", "/cin"),
    ({"fssai_number": "30012345678901"}, "fssai_invalid", "/fssai_number"),
    ({"status": "approved"}, "invalid_input", "/status"),
    ({"formed_on": "0000-00-00"}, "invalid_input", "/formed_on"),
    ({"formed_on": "0001-01-01"}, "invalid_input", "/formed_on"),
    ({"formed_on": "9999-12-31"}, "invalid_input", "/formed_on"),
    ({"formed_on": "2199-01-01"}, "date_in_future", "/formed_on"),
]


class TestProfileFacts:
    @pytest.mark.parametrize(("facts", "code", "pointer"), WRONG_FACTS, ids=lambda value: str(value)[:40])
    def test_refuses_a_wrong_fact(
        self, client: Any, draft: Seller, facts: dict[str, Any], code: str | None, pointer: str | None
    ) -> None:
        before = Seller.objects.filter(pk=draft.pk).values().get()
        with nothing_stored():
            answer = client.patch(f"{PROFILES}/{draft.pk}", facts)
        if pointer is None:
            assert answer.status_code == 200  # a stray line end is forgiven
            return
        problem = assert_refused(answer, {400, 422}, "invalid_input", pointer)
        assert code in {None, "invalid_input", *(issue["code"] for issue in problem["errors"])}
        assert Seller.objects.filter(pk=draft.pk).values().get() == before

    def test_refuses_a_pin_code_of_another_district(self, client: Any, draft: Seller) -> None:
        make_pin("302001", make_district("Jaipur"))
        problem = assert_refused(
            client.patch(f"{PROFILES}/{draft.pk}", {"pin": "302001"}), 422, "invalid_input", "/pin"
        )
        assert problem["errors"][0]["code"] == "pin_outside_district"
        draft.refresh_from_db()
        assert draft.pin == "847211"

    def test_refuses_a_gstin_of_another_holder_or_state(self, client: Any, draft: Seller) -> None:
        for gstin, code in (
            (make_gstin(make_pan("artisan"), "10"), "gstin_pan_mismatch"),
            (make_gstin(draft.pan, "08"), "gstin_state_mismatch"),
        ):
            answer = client.patch(f"{PROFILES}/{draft.pk}", {"gstin": gstin})
            problem = assert_refused(answer, 422, "invalid_input", "/gstin")
            assert code in [issue["code"] for issue in problem["errors"]]

    def test_says_the_pan_of_nobody(self, client: Any, draft: Seller) -> None:
        answer = client.patch(f"{PROFILES}/{draft.pk}", {"pan": "QQQPK9876", "gstin": "x"})
        assert "QQQPK9876" not in answer.content.decode()
        assert draft.pan not in answer.content.decode()


ACCOUNT = {"holder_name": "Asha Devi", "ifsc": "SBIN0001234", "number": "32112345678"}
WRONG_ACCOUNTS = [
    ({"ifsc": "SBIN001234"}, "ifsc_invalid", "/ifsc"),
    ({"ifsc": "SBIN1001234"}, "ifsc_invalid", "/ifsc"),
    ({"ifsc": "ZZZZ0999999"}, "ifsc_unknown", "/ifsc"),
    ({"ifsc": 12}, None, "/ifsc"),
    ({"number": "1234"}, "account_number_invalid", "/number"),
    ({"number": "३२११२३४५६७८"}, "account_number_invalid", "/number"),
    ({"number": "3211234.5678"}, "account_number_invalid", "/number"),
    ({"holder_name": ""}, None, "/holder_name"),
]


class TestBankAccount:
    @pytest.mark.parametrize(("changed", "code", "pointer"), WRONG_ACCOUNTS, ids=lambda value: str(value)[:40])
    def test_refuses_a_wrong_account(
        self, client: Any, draft: Seller, changed: dict[str, Any], code: str | None, pointer: str
    ) -> None:
        with nothing_stored():
            answer = client.put(f"{PROFILES}/{draft.pk}/bank-account", {**ACCOUNT, **changed})
        problem = assert_refused(answer, {400, 422}, "invalid_input", pointer)
        assert code in {None, problem["errors"][0]["code"]}
        assert not BankAccount.objects.filter(seller=draft).exists()
