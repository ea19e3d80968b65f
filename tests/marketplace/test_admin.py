"""The staff screens: who may come in, buttons that call the services, stock that nobody edits."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from factories.accounts import make_staff
from factories.marketplace import make_badge, make_category, make_picture, make_product, make_variant
from factories.registry import make_district, make_odop_entry

from accounts.models import Role
from common.models import AuditEvent
from marketplace.models import Category, GstRate, Product, StockLevel

pytestmark = pytest.mark.django_db

REASON = "The photo shows another painting."


def client_of(role: Role) -> Client:
    client = Client()
    client.force_login(make_staff(role))
    return client


def waiting(**kw: Any) -> Product:
    product = make_product(status="submitted", **kw)
    make_variant(product)
    make_picture(product)
    return product


def page(name: str, *args: Any) -> str:
    return reverse(f"admin:marketplace_{name}", args=args)


class TestQueue:
    @pytest.mark.parametrize("count", [2, 20])
    def test_lists_in_a_fixed_number_of_queries(self, count: int, django_assert_max_num_queries: Any) -> None:
        seller = make_product(status="draft", title="Hidden draft").seller
        for number in range(count):
            make_product(seller, status="submitted", title=f"Waiting {number}")
        client = client_of(Role.MODERATOR)
        with django_assert_max_num_queries(40):
            shown = client.get(page("product_changelist")).content.decode()
        assert "Waiting 1" in shown
        assert "Hidden draft" not in shown

    def test_is_for_moderators(self) -> None:
        product = waiting()
        for role in (Role.REVIEWER, Role.FINANCE):
            client = client_of(role)
            assert client.get(page("product_changelist")).status_code == 403
            assert client.post(page("product_approve", product.pk)).status_code == 403
        product.refresh_from_db()
        assert product.status == "submitted"


class TestDecide:
    def test_shows_checks_badges_pictures_and_escapes(self) -> None:
        district = make_district("Madhubani")
        product = waiting(district=district, title="<script>alert(1)</script>")
        make_badge(product, make_odop_entry(district))
        shown = client_of(Role.MODERATOR).get(page("product_change", product.pk)).content.decode()
        assert "✓ Complete" in shown
        assert "Madhubani Paintings is an ODOP entry of Madhubani, Bihar" in shown
        assert 'alt="The piece from above"' in shown
        assert "<script>alert(1)" not in shown

    def test_approves(self) -> None:
        product = waiting()
        client = client_of(Role.MODERATOR)
        assert client.get(page("product_approve", product.pk)).status_code == 200
        answer = client.post(page("product_approve", product.pk), {"note": ""})
        assert answer.status_code == 302
        product.refresh_from_db()
        assert product.status == "published"

    @pytest.mark.parametrize(("button", "status"), [("request_changes", "changes_requested"), ("reject", "rejected")])
    def test_turns_down_with_a_reason(self, button: str, status: str) -> None:
        product = waiting()
        client = client_of(Role.MODERATOR)
        short = client.post(page(f"product_{button}", product.pk), {"reason": "no"})
        assert short.status_code == 200
        product.refresh_from_db()
        assert product.status == "submitted"
        client.post(page(f"product_{button}", product.pk), {"reason": REASON})
        product.refresh_from_db()
        assert (product.status, product.moves.get().reason) == (status, REASON)

    def test_shows_the_refusal_of_the_service(self) -> None:
        product = waiting()
        product.pictures.all().delete()
        answer = client_of(Role.MODERATOR).post(page("product_approve", product.pk), {"note": ""})
        assert "Add at least one photo of the product." in answer.content.decode()
        product.refresh_from_db()
        assert product.status == "submitted"

    def test_an_unknown_product_leads_back_to_the_queue(self) -> None:
        answer = client_of(Role.MODERATOR).get(page("product_approve", make_product(status="draft").pk))
        assert (answer.status_code, answer["Location"]) == (302, page("product_changelist"))


class TestCategories:
    def test_moves_a_branch_and_refuses_a_circle(self) -> None:
        crafts, gifts = make_category("crafts"), make_category("gifts")
        pottery = make_category("pottery", crafts)
        client = client_of(Role.MODERATOR)
        form = {"name": "Pottery", "slug": "pottery", "position": 0, "default_hsn": "6912", "is_active": "on"}
        assert client.post(page("category_change", pottery.pk), {**form, "parent": str(gifts.pk)}).status_code == 302
        pottery.refresh_from_db()
        assert pottery.path == "/gifts/pottery/"
        circle = {**form, "name": "Gifts", "slug": "gifts", "parent": str(pottery.pk)}
        assert "outside the branch" in client.post(page("category_change", gifts.pk), circle).content.decode()
        assert Category.objects.get(slug="gifts").path == "/gifts/"
        assert client.post(page("category_delete", gifts.pk)).status_code == 403


class TestRates:
    def test_adds_a_dated_rate_with_a_trace(self) -> None:
        form = {"hsn_prefix": "9503", "rate_bp": 1200, "from_date": "2027-04-01", "source": "Notification 1/2027"}
        assert client_of(Role.FINANCE).post(page("gstrate_add"), form).status_code == 302
        rate = GstRate.objects.get()
        assert (rate.rate_bp, rate.from_date) == (1200, date(2027, 4, 1))
        assert AuditEvent.objects.get(action="marketplace.gst_rate_saved").data["rate_bp"] == 1200

    def test_refuses_a_rate_for_nothing(self) -> None:
        form = {"rate_bp": 1200, "from_date": "2027-04-01", "source": "x"}
        assert client_of(Role.FINANCE).post(page("gstrate_add"), form).status_code == 200
        assert not GstRate.objects.exists()


class TestStock:
    def test_is_shown_and_never_edited(self) -> None:
        variant = make_variant(stock=7)
        level = StockLevel.objects.get()
        client = client_of(Role.MODERATOR)
        assert variant.sku in client.get(page("stocklevel_changelist")).content.decode()
        assert client.get(page("stockmovement_changelist")).status_code == 200
        assert client.get(page("reservation_changelist")).status_code == 200
        assert client.post(page("stocklevel_change", level.pk), {"on_hand": 99}).status_code == 403
        assert client.get(page("stocklevel_add")).status_code == 403
        level.refresh_from_db()
        assert level.on_hand == 7
        assert client_of(Role.REVIEWER).get(page("stocklevel_changelist")).status_code == 403
