"""What the public sees of sellers."""

from __future__ import annotations

from typing import Any

import pytest
from factories.registry import make_district
from factories.sellers import make_seller

from sellers.models import BankAccount

pytestmark = pytest.mark.django_db
SELLERS = "/api/v1/sellers"


class TestListSellers:
    def test_shows_live_sellers_by_name(self, anonymous_client: Any) -> None:
        make_seller(display_name="Zari House")
        make_seller(display_name="Anand Toys")
        for status in ("draft", "submitted", "changes_requested", "rejected", "suspended"):
            make_seller(status=status)
        answer = anonymous_client.get(SELLERS).json()
        assert [row["display_name"] for row in answer["data"]] == ["Anand Toys", "Zari House"]

    @pytest.mark.parametrize("count", [1, 40])
    def test_takes_one_query(self, count: int, anonymous_client: Any, django_assert_num_queries: Any) -> None:
        for _ in range(count):
            make_seller(bank=False)
        with django_assert_num_queries(1):
            assert len(anonymous_client.get(SELLERS, {"limit": 100}).json()["data"]) == count

    def test_filters(self, anonymous_client: Any) -> None:
        leh = make_seller("fpo", district=make_district("Leh"), display_name="Leh Apricots")
        make_seller()
        for query in (
            f"state={leh.state_id}",
            f"district={leh.district_id}",
            "kind=fpo",
            "q=apric",
        ):
            assert [row["slug"] for row in anonymous_client.get(f"{SELLERS}?{query}").json()["data"]] == [leh.slug]

    @pytest.mark.parametrize("query", ["status=draft", "kind=bank", "state=x", "pan=ABCPK1234L"])
    def test_refuses_unknown_filters(self, query: str, anonymous_client: Any) -> None:
        assert anonymous_client.get(f"{SELLERS}?{query}").status_code == 400


class TestReadSeller:
    def test_shows_what_the_rules_ask(self, anonymous_client: Any, django_assert_num_queries: Any) -> None:
        seller = make_seller("shg", story="We paint walls.", slug="mithila")
        with django_assert_num_queries(1):
            answer = anonymous_client.get(f"{SELLERS}/mithila").json()
        assert answer["legal_name"] == seller.legal_name
        assert answer["address"] == {
            "line1": "Ward 4, Ranti Road",
            "line2": "",
            "locality": "Madhubani",
            "district": "Madhubani",
            "state": "Bihar",
            "pin": "847211",
        }
        assert answer["grievance_contact"] == {"name": "Sunita Devi", "phone": "+919876543211", "email": ""}
        assert (answer["is_gst_registered"], answer["ships_interstate"]) == (False, False)

    def test_shows_nothing_private(self, anonymous_client: Any) -> None:
        seller = make_seller("artisan", gst=True, email="private@example.org")
        account = BankAccount.objects.get()
        text = anonymous_client.get(f"{SELLERS}/{seller.slug}").content.decode()
        private = (seller.pan, seller.gstin, account.number, account.ifsc, seller.phone, seller.email)
        assert not any(value in text for value in (*private, seller.artisan_id, seller.masked_pan))

    @pytest.mark.parametrize("status", ["draft", "submitted", "changes_requested", "rejected", "suspended"])
    def test_is_not_there_unless_live(self, status: str, anonymous_client: Any) -> None:
        assert anonymous_client.get(f"{SELLERS}/{make_seller(status=status).slug}").status_code == 404

    @pytest.mark.parametrize("page", ["", "/{slug}"])
    def test_answers_304_to_whom_has_it(self, page: str, anonymous_client: Any) -> None:
        path = SELLERS + page.format(slug=make_seller().slug)
        etag = anonymous_client.get(path)["ETag"]
        assert anonymous_client.get(path, headers={"If-None-Match": etag}).status_code == 304
