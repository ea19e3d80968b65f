"""The finance desk over HTTP: payout runs, trial balance, journal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from factories.accounts import make_staff, make_user
from factories.money import Sold
from factories.payouts import count_at_provider, deliver, make_payable_seller, settle
from factories.sellers import make_seller
from rest_framework.test import APIClient

from orders.ledger.models import JournalEntry

pytestmark = pytest.mark.django_db
ClientFor = Callable[[Any], APIClient]
RUNS, TRIAL, ENTRIES = (
    "/api/v1/staff/payout-runs",
    "/api/v1/staff/ledger/trial-balance",
    "/api/v1/staff/ledger/entries",
)


class TestPayoutRuns:
    def test_pay_once_however_often_they_are_started(self, client_for: ClientFor) -> None:
        seller, without = make_payable_seller(), make_seller("shg")
        deliver(Sold(seller, [125_000]), Sold(without, [50_000]))
        client = client_for(make_staff("finance"))
        first = client.post(RUNS, {}, headers={"idempotency-key": "run-2026-11-22"})
        again = client.post(RUNS, {}, headers={"idempotency-key": "run-2026-11-22"})
        other = client.post(RUNS, {}, headers={"idempotency-key": "run-another-key"})
        settle()
        assert (first.status_code, first.json()["blocked_count"], len(first.json()["payouts"])) == (200, 1, 2)
        assert (again["Idempotent-Replayed"], again.json()) == ("true", first.json())
        assert other.status_code == 200
        assert (count_at_provider("payout"), count_at_provider("transfer")) == (1, 1)

    def test_need_a_key_and_the_finance_role(self, client_for: ClientFor, anonymous_client: APIClient) -> None:
        key = {"idempotency-key": "run-2026-11-22"}
        assert client_for(make_staff("finance")).post(RUNS, {}).json()["code"] == "idempotency_key_missing"
        assert client_for(make_staff("reviewer")).post(RUNS, {}, headers=key).status_code == 403
        assert client_for(make_user()).post(RUNS, {}, headers=key).status_code == 403
        assert anonymous_client.post(RUNS, {}, headers=key).status_code == 401
        body = {"seller": "all"}
        assert client_for(make_staff("finance")).post(RUNS, body, headers=key).status_code == 400


class TestLedger:
    def test_trial_balance_is_zero(self, client_for: ClientFor, django_assert_max_num_queries: Any) -> None:
        deliver(Sold(make_payable_seller(), [125_000]))
        client = client_for(make_staff("finance"))
        with django_assert_max_num_queries(3):
            found = client.get(TRIAL).json()
        assert (found["is_balanced"], found["difference"]) == (True, {"amount": 0, "currency": "INR"})
        rows = {row["account"]: row for row in found["rows"]}
        assert rows["seller_payable"]["credit"] == {"amount": 117_625, "currency": "INR"}
        assert sum(row["debit"]["amount"] for row in found["rows"]) == sum(
            row["credit"]["amount"] for row in found["rows"]
        )
        assert client.get(f"{TRIAL}?at=2020-01-01T00:00:00Z").json()["rows"] == []
        assert client.get(f"{TRIAL}?at=noon").status_code == 400

    def test_entries_tell_what_caused_them(self, client_for: ClientFor, django_assert_num_queries: Any) -> None:
        seller = make_payable_seller()
        purchase = deliver(Sold(seller, [125_000, 50_000]))
        client = client_for(make_staff("finance"))
        with django_assert_num_queries(4):
            found = client.get(ENTRIES).json()["data"]
        assert len(found) == JournalEntry.objects.count() == 3
        for entry in found:
            assert sum(side["debit"]["amount"] - side["credit"]["amount"] for side in entry["postings"]) == 0
        order = purchase.orders.get()
        sale = client.get(f"{ENTRIES}?kind=order_confirmed&order={order.pk}").json()["data"]
        assert [(entry["business_key"], entry["cause_type"]) for entry in sale] == [(f"order:{order.pk}", "order")]
        assert len(client.get(f"{ENTRIES}?account=gateway_fees").json()["data"]) == 1
        assert client.get(f"{ENTRIES}?kind=theft").status_code == 400

    @pytest.mark.parametrize("url", [TRIAL, ENTRIES])
    def test_is_for_finance_only(self, client_for: ClientFor, anonymous_client: APIClient, url: str) -> None:
        assert client_for(make_staff("moderator")).get(url).status_code == 403
        assert client_for(make_user()).get(url).status_code == 403
        assert anonymous_client.get(url).status_code == 401
