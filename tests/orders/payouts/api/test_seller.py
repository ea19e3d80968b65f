"""The seller's money desk over HTTP, and who may sit at it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from factories.accounts import make_staff, make_user
from factories.money import Sold
from factories.payouts import deliver, make_payable_seller, settle
from factories.sellers import make_seller
from rest_framework.test import APIClient

from common import clock
from common.ids import new_id
from orders.payments.simulator import faults
from orders.payments.simulator.models import StoredObject
from orders.payouts.models import SettlementAccount
from orders.payouts.services import run_payouts
from sellers.models import SellerMember

pytestmark = pytest.mark.django_db
ClientFor = Callable[[Any], APIClient]


def owner(seller: Any) -> Any:
    return SellerMember.objects.get(seller=seller, role="owner").user


def member(seller: Any, role: str) -> Any:
    user = make_user()
    SellerMember.objects.create(seller=seller, user=user, role=role)
    return user


class TestPayoutAccount:
    def test_is_opened_once_and_completed_in_a_browser(
        self, client_for: ClientFor, anonymous_client: APIClient
    ) -> None:
        seller = make_seller()
        client, url = client_for(owner(seller)), f"/api/v1/seller/profiles/{seller.pk}/payout-account"
        assert client.get(url).status_code == 404
        first, second = client.post(url, {}), client.post(url, {})
        assert (first.status_code, first.json()["is_ready"]) == (200, False)
        assert first.json()["onboarding_url"] != second.json()["onboarding_url"]
        assert StoredObject.objects.filter(kind="account").count() == 1
        page = "/stripe-simulator/onboard/" + second.json()["onboarding_url"].rsplit("/", 1)[1]
        assert b"Complete everything" in anonymous_client.get(page).content
        done = anonymous_client.post(page, "choice=complete", content_type="application/x-www-form-urlencoded")
        assert done.status_code == 302
        assert anonymous_client.get(page).status_code == 410
        settle()
        after = client.get(url).json()
        assert (after["is_ready"], after["blocked_reason"], after["payee"]) == (True, "", "STRIPE TEST BANK ••••6789")

    @pytest.mark.parametrize(("role", "status"), [("manager", 403), ("accountant", 403), ("packer", 403)])
    def test_is_set_up_by_the_owner_only(self, client_for: ClientFor, role: str, status: int) -> None:
        seller = make_seller()
        client = client_for(member(seller, role))
        assert client.post(f"/api/v1/seller/profiles/{seller.pk}/payout-account", {}).status_code == status
        assert not SettlementAccount.objects.exists()

    def test_of_another_seller_is_not_found(self, client_for: ClientFor, anonymous_client: APIClient) -> None:
        url = f"/api/v1/seller/profiles/{make_seller().pk}/payout-account"
        assert client_for(owner(make_seller("shg"))).post(url, {}).status_code == 404
        assert client_for(make_user()).get(url).status_code == 404
        assert anonymous_client.post(url, {}).status_code == 401

    def test_waits_for_the_sellers_approval(self, client_for: ClientFor) -> None:
        seller = make_seller(status="draft")
        answer = client_for(owner(seller)).post(f"/api/v1/seller/profiles/{seller.pk}/payout-account", {})
        assert (answer.status_code, answer.json()["code"]) == (409, "seller_not_approved")

    def test_says_so_when_the_provider_is_away(self, client_for: ClientFor) -> None:
        seller = make_seller()
        faults.plant(match="POST /v1/accounts", kind="timeout", times=3)
        client, url = client_for(owner(seller)), f"/api/v1/seller/profiles/{seller.pk}/payout-account"
        answer = client.post(url, {})
        assert (answer.status_code, answer.json()["code"]) == (503, "settlement_unavailable")
        assert client.post(url, {}).status_code == 200
        assert StoredObject.objects.filter(kind="account").count() == 1


class TestPayouts:
    def test_lists_ones_own(self, client_for: ClientFor, django_assert_max_num_queries: Any) -> None:
        sellers = [make_payable_seller(), make_payable_seller("shg")]
        deliver(*(Sold(seller, [125_000]) for seller in sellers))
        run_payouts(now=clock.now())
        settle()
        client = client_for(owner(sellers[0]))
        with django_assert_max_num_queries(4):
            answer = client.get("/api/v1/seller/payouts")
        rows = answer.json()["data"]
        assert [(row["seller"], row["status"]) for row in rows] == [(str(sellers[0].pk), "paid")]
        assert rows[0]["amount"] == {"amount": 117_625, "currency": "INR"}
        assert client.get(f"/api/v1/seller/payouts?seller={sellers[1].pk}").json()["data"] == []
        assert client.get("/api/v1/seller/payouts?sort=x").status_code == 400
        assert client_for(member(sellers[0], "packer")).get("/api/v1/seller/payouts").json()["data"] == []


class TestStatement:
    def test_comes_in_three_formats(self, client_for: ClientFor) -> None:
        seller = make_payable_seller()
        deliver(Sold(seller, [125_000]), days_ago=3)
        run_payouts(now=clock.now())
        settle()
        client = client_for(owner(seller))
        found = client.get(f"/api/v1/seller/statements?seller={seller.pk}").json()
        assert found["totals"]["net"] == found["totals"]["paid_out"] == {"amount": 117_625, "currency": "INR"}
        assert found["lines"][0]["commission"] == {"amount": 6_250, "currency": "INR"}
        for ending, content_type in [("csv", "text/csv; charset=utf-8"), ("pdf", "application/pdf")]:
            answer = client.get(f"/api/v1/seller/statements.{ending}?seller={seller.pk}", headers={"accept": "x/y"})
            assert (answer.status_code, answer["Content-Type"]) == (200, content_type)
            assert f".{ending}" in answer["Content-Disposition"]

    @pytest.mark.parametrize(
        ("query", "pointer"),
        [
            ("from=2026-02-01&to=2026-01-01", "/from"),
            ("from=2020-01-01&to=2026-01-01", "/from"),
            ("from=tomorrow", "/from"),
            ("to=2026-13-01", "/to"),
        ],
    )
    def test_refuses_an_unfit_span(self, client_for: ClientFor, query: str, pointer: str) -> None:
        seller = make_seller()
        answer = client_for(owner(seller)).get(f"/api/v1/seller/statements?seller={seller.pk}&{query}")
        assert answer.status_code == 400
        assert [issue["pointer"] for issue in answer.json()["errors"]] == [pointer]

    def test_is_for_the_sellers_money_people(self, client_for: ClientFor, anonymous_client: APIClient) -> None:
        seller = make_seller()
        url = f"/api/v1/seller/statements?seller={seller.pk}"
        assert client_for(member(seller, "accountant")).get(url).status_code == 200
        assert client_for(member(seller, "packer")).get(url).status_code == 403
        assert client_for(owner(make_seller("shg"))).get(url).status_code == 404
        assert client_for(make_staff("finance")).get(url).status_code == 404
        assert anonymous_client.get(url).status_code == 401
        assert client_for(owner(seller)).get("/api/v1/seller/statements").status_code == 400
        assert client_for(owner(seller)).get(f"/api/v1/seller/statements?seller={new_id()}").status_code == 404

    @pytest.mark.parametrize(
        ("name", "value"), [("to", "0001-01-01"), ("to", "9999-12-31"), ("from", "0001-01-01"), ("to", "2026-02-30")]
    )
    def test_of_days_beyond_the_calendar_is_refused(self, client_for: ClientFor, name: str, value: str) -> None:
        seller = make_payable_seller()
        for ending in ("", ".csv", ".pdf"):
            answer = client_for(owner(seller)).get(
                f"/api/v1/seller/statements{ending}", {"seller": str(seller.pk), name: value}
            )
            assert (answer.status_code, answer.json()["code"]) == (400, "invalid_input")
            assert [issue["pointer"] for issue in answer.json()["errors"]] == [f"/{name}"]
