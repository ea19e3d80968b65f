"""From draft to shop window and back: checks, decisions, who may take them, and what the seller hears."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from factories.accounts import make_staff, make_user
from factories.marketplace import make_category, make_gst_rate, make_picture, make_product, make_variant
from factories.media import make_image
from factories.registry import make_district, make_odop_entry
from factories.sellers import make_seller

from accounts.models import Role, RoleGrant
from accounts.notices.models import Notice
from marketplace.badges.selectors import badges_of
from marketplace.catalogue.errors import ProductMoveRefused
from marketplace.models import GstRate, Product, ProductImage, ProductMove
from marketplace.moderation import services
from marketplace.moderation.errors import (
    DecisionReasonMissing,
    OwnProductReview,
    ProductIncomplete,
    ProductNotUnderReview,
)
from sellers.models import Seller, SellerMember

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
REASON = "The photo shows another painting."


def complete(status: str = "draft", **kw: Any) -> Product:
    product = make_product(status=status, **kw)
    make_variant(product)
    make_picture(product)
    return product


def owner_of(product: Product) -> Any:
    return product.seller.members.get(role="owner").user


def submit(product: Product) -> Product:
    return services.submit_product(product_id=product.pk, actor=owner_of(product), now=NOW)


def codes_for(product: Product) -> dict[str, str]:
    with pytest.raises(ProductIncomplete) as refused:
        submit(product)
    product.refresh_from_db()
    assert product.status == "draft"
    assert not ProductMove.objects.exists()
    return {issue.code: issue.pointer for issue in refused.value.errors}


class TestSubmit:
    def test_hands_in_a_complete_product(self) -> None:
        product = submit(complete())
        product.refresh_from_db()
        assert (product.status, product.submitted_at) == ("submitted", NOW)
        move = product.moves.get()
        assert (move.from_status, move.to_status, move.actor) == ("draft", "submitted", owner_of(product))

    def test_names_everything_that_is_missing_at_once(self) -> None:
        product = make_product(
            status="draft",
            description="Nice.",
            hsn="",
            generic_name="",
            net_quantity=None,
            net_quantity_unit="",
            maker_name="",
            consumer_care_phone="",
        )
        assert codes_for(product) == {
            "description_too_short": "/description",
            "hsn_missing": "/hsn",
            "generic_name_missing": "/generic_name",
            "net_quantity_missing": "/net_quantity",
            "maker_missing": "/maker_name",
            "consumer_care_missing": "/consumer_care_name",
            "variant_missing": "/variants",
            "picture_missing": "/pictures",
        }

    def test_a_packer_stands_in_for_the_maker(self) -> None:
        product = complete(maker_name="", maker_address="", packer_name="Jeevika", packer_address="Madhubani")
        assert submit(product).status == "submitted"

    def test_wants_an_approved_seller_an_open_category_and_an_origin(self) -> None:
        product = complete(
            seller=make_seller(status="submitted"), category=make_category("old", is_active=False, default_hsn="9701")
        )
        Product.objects.filter(pk=product.pk).update(origin_district=None)
        assert codes_for(product) == {
            "seller_not_approved": "/seller",
            "category_closed": "/category",
            "origin_missing": "/origin_district",
        }

    def test_wants_a_licence_and_shelf_life_for_food(self) -> None:
        product = complete(category=make_category("spices", is_food=True, default_hsn="0910"))
        assert codes_for(product) == {"fssai_missing": "/seller", "shelf_life_missing": "/shelf_life_days"}
        Seller.objects.update(fssai_number="10012345000123")
        Product.objects.update(shelf_life_days=365)
        assert submit(product).status == "submitted"

    def test_wants_a_gst_rate_in_force_for_every_price(self) -> None:
        product = complete(category=make_category("apparel", default_hsn="6211"))
        GstRate.objects.all().delete()
        make_gst_rate(500, hsn_prefix="62", price_upto_amount=250_000)
        make_variant(product, price_amount=250_001)
        assert codes_for(product) == {"gst_rate_unknown": "/hsn"}
        make_gst_rate(1800, hsn_prefix="62")
        assert submit(product).status == "submitted"

    def test_waits_for_pictures_and_refuses_failed_ones(self) -> None:
        product = complete()
        make_picture(product, ready=False)
        failed = make_image(owner_of(product), ready=False)
        ProductImage.objects.create(product=product, image=failed, position=2, alt_text="x")
        type(failed).objects.filter(pk=failed.pk).update(status="failed")
        assert codes_for(product) == {"picture_not_ready": "/pictures/1", "picture_failed": "/pictures/2"}

    @pytest.mark.parametrize("status", ["submitted", "published", "rejected"])
    def test_refuses_from_where_it_cannot(self, status: str) -> None:
        product = complete(status)
        with pytest.raises(ProductMoveRefused):
            submit(product)
        assert not ProductMove.objects.exists()


class TestApprove:
    def test_publishes_awards_badges_and_tells_the_owner(self) -> None:
        district = make_district("Madhubani")
        product = complete("submitted", district=district, odop_entry=make_odop_entry(district))
        services.approve_product(product_id=product.pk, moderator=make_staff(Role.MODERATOR), now=NOW)
        product.refresh_from_db()
        assert (product.status, product.published_at) == ("published", NOW)
        assert [badge.kind for badge in badges_of(product)] == ["odop"]
        notice = Notice.objects.get()
        assert (notice.template, notice.user) == ("marketplace.product_published", owner_of(product))

    def test_keeps_the_first_day_of_publication(self) -> None:
        product = complete("submitted", published_at=NOW - timedelta(days=30))
        services.approve_product(product_id=product.pk, moderator=make_staff(Role.MODERATOR), now=NOW)
        product.refresh_from_db()
        assert product.published_at == NOW - timedelta(days=30)

    def test_refuses_when_something_was_lost_since(self) -> None:
        product = complete("submitted")
        Seller.objects.update(status="suspended")
        with pytest.raises(ProductIncomplete) as refused:
            services.approve_product(product_id=product.pk, moderator=make_staff(Role.MODERATOR), now=NOW)
        assert [issue.code for issue in refused.value.errors] == ["seller_not_approved"]
        product.refresh_from_db()
        assert product.status == "submitted"
        assert not Notice.objects.exists()

    def test_a_member_of_the_team_cannot_decide(self) -> None:
        product, moderator = complete("submitted"), make_staff(Role.MODERATOR)
        SellerMember.objects.create(seller=product.seller, user=moderator, role="packer")
        for decide in (services.approve_product, services.request_changes, services.reject_product):
            extra = {} if decide is services.approve_product else {"reason": REASON}
            with pytest.raises(OwnProductReview):
                decide(product_id=product.pk, moderator=moderator, now=NOW, **extra)
        product.refresh_from_db()
        assert product.status == "submitted"

    def test_the_second_of_two_moderators_is_told(self) -> None:
        product = complete("submitted")
        services.reject_product(product_id=product.pk, moderator=make_staff(Role.MODERATOR), reason=REASON, now=NOW)
        with pytest.raises(ProductNotUnderReview):
            services.approve_product(product_id=product.pk, moderator=make_staff(Role.MODERATOR), now=NOW)
        product.refresh_from_db()
        assert product.status == "rejected"


class TestTurnDown:
    def test_sends_back_with_a_reason_the_seller_reads(self, client_for: Any) -> None:
        product = complete("submitted")
        services.request_changes(product_id=product.pk, moderator=make_staff(Role.MODERATOR), reason=REASON, now=NOW)
        shown = client_for(owner_of(product)).get(f"/api/v1/seller/products/{product.pk}").json()
        assert (shown["status"], shown["moves"][-1]["reason"]) == ("changes_requested", REASON)
        assert Notice.objects.get().template == "marketplace.product_changes_requested"
        assert submit(product).status == "submitted"

    @pytest.mark.parametrize("reason", ["", "no", "          x          "])
    def test_wants_a_reason(self, reason: str) -> None:
        product = complete("submitted")
        for decide in (services.request_changes, services.reject_product):
            with pytest.raises(DecisionReasonMissing):
                decide(product_id=product.pk, moderator=make_staff(Role.MODERATOR), reason=reason, now=NOW)
        product.refresh_from_db()
        assert product.status == "submitted"


class TestTakeDown:
    def test_unpublish_edit_and_submit_again(self, client_for: Any) -> None:
        product = complete("published")
        client = client_for(owner_of(product))
        url = f"/api/v1/seller/products/{product.pk}"
        assert client.post(f"{url}/unpublish").json()["status"] == "unpublished"
        assert client.get(f"/api/v1/products/{product.pk}").status_code == 404
        assert client.patch(url, {"title": "Peacock"}).status_code == 200
        assert client.post(f"{url}/submit").json()["status"] == "submitted"
        assert client.post(f"{url}/withdraw").json()["status"] == "draft"
        refused = client.post(f"{url}/withdraw")
        assert (refused.status_code, refused.json()["code"]) == (409, "product_move_not_allowed")


class TestDesk:
    URL = "/api/v1/staff/product-reviews"

    def test_shows_the_queue_longest_waiting_first(self, client_for: Any, django_assert_num_queries: Any) -> None:
        late, early = complete("submitted"), complete("submitted")
        Product.objects.filter(pk=early.pk).update(submitted_at=NOW - timedelta(days=3))
        complete("published")
        complete("draft")
        client = client_for(make_staff(Role.MODERATOR))
        rows = client.get(self.URL).json()["data"]
        assert [row["id"] for row in rows] == [str(early.pk), str(late.pk)]
        assert len(client.get(self.URL, {"status": "published"}).json()["data"]) == 1
        assert client.get(self.URL, {"status": "draft"}).json()["data"] == []
        assert client.get(self.URL, {"category": "folk-paintings", "state": str(early.seller.state_id)}).json()["data"]
        with django_assert_num_queries(3):
            client.get(self.URL)

    def test_shows_checks_and_badges_of_one(self, client_for: Any) -> None:
        product = complete("submitted")
        product.pictures.all().delete()
        shown = client_for(make_staff(Role.MODERATOR)).get(f"{self.URL}/{product.pk}").json()
        assert [issue["code"] for issue in shown["issues"]] == ["picture_missing"]
        assert [each["kind"] for each in shown["explanations"]] == ["odop", "gi_registered"]
        assert shown["may_decide"] is True

    def test_decides_over_http(self, client_for: Any) -> None:
        client = client_for(make_staff(Role.MODERATOR))
        for decision, body, status in (
            ("approve", {}, "published"),
            ("approve", {"note": "Lovely work."}, "published"),
            ("request-changes", {"reason": REASON}, "changes_requested"),
            ("reject", {"reason": REASON}, "rejected"),
        ):
            product = complete("submitted")
            response = client.post(f"/api/v1/staff/products/{product.pk}/{decision}", body)
            assert (response.status_code, response.json()["status"]) == (200, status)
        missing = client.post(f"/api/v1/staff/products/{complete('submitted').pk}/reject", {})
        assert (missing.status_code, missing.json()["errors"][0]["pointer"]) == (400, "/reason")

    def test_only_moderators_of_the_state_find_it(self, client_for: Any, anonymous_client: Any) -> None:
        product = complete("submitted", district=make_district("Madhubani"))
        elsewhere = make_user(is_staff=True)
        RoleGrant.objects.create(user=elsewhere, role=Role.MODERATOR, state=make_district("Jaipur").state)
        path = f"/api/v1/staff/products/{product.pk}/approve"
        assert client_for(elsewhere).post(path).status_code == 404
        assert client_for(make_staff(Role.REVIEWER)).post(path).status_code == 403
        assert client_for(owner_of(product)).post(path).status_code == 403
        assert anonymous_client.post(path).status_code == 401
        assert client_for(make_staff(Role.MODERATOR)).get(f"{self.URL}/{complete().pk}").status_code == 404
        product.refresh_from_db()
        assert product.status == "submitted"
