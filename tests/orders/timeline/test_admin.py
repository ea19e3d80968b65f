"""Purchases and orders on the staff console."""

import uuid

import pytest
from django.test import Client
from factories.accounts import make_staff, make_user
from factories.orders import bring, make_paid_purchase, make_seller_variant

from accounts.models import Role
from common import clock, outbox
from orders.models import Order, Purchase
from orders.refunds.services.asking import refund_amount
from orders.timeline.selectors import timeline_of_order, timeline_of_purchase

pytestmark = pytest.mark.django_db


def console(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def purchase():
    purchase = make_paid_purchase({make_seller_variant(): 1})
    order = bring(Order.objects.get(), to="delivered")
    refund_amount(
        order=order,
        line_id=order.lines.get().pk,
        amount=500,
        reason="<script>alert(1)</script>",
        actor=make_user(),
        now=clock.now(),
    )
    outbox.drain_now()
    return purchase


class TestTimeline:
    def test_tells_the_whole_story_in_order(self, purchase):
        events = timeline_of_purchase(purchase)
        assert [event.at for event in events] == sorted(event.at for event in events)
        told = [(event.subject.split(" ")[0], event.text) for event in events]
        for step in (
            ("purchase", "awaiting_payment"),
            ("purchase", "awaiting_payment → paid"),
            ("order", "placed → confirmed"),
            ("order", "shipped → delivered"),
            ("payment", "planned → awaiting_method"),
            ("refund", "requested → succeeded"),
            ("journal", "Sale, ₹1,329.00"),
        ):
            assert step in told, step
        order_story = {event.subject.split(" ")[0] for event in timeline_of_order(Order.objects.get())}
        assert order_story == {"order", "refund", "journal"}


class TestScreens:
    @pytest.mark.parametrize("role", [Role.FINANCE, Role.MODERATOR])
    def test_open_for_readers_and_escape_what_people_wrote(self, purchase, role):
        client = console(make_staff(role))
        order = Order.objects.get()
        for path in ("purchase/", f"purchase/{purchase.pk}/change/", "order/", f"order/{order.pk}/change/"):
            answer = client.get(f"/admin/orders/{path}")
            assert answer.status_code == 200, path
            assert b"<script>alert(1)" not in answer.content
        assert "requested → succeeded" in answer.content.decode()

    def test_stay_shut_for_others_and_cannot_be_edited(self, purchase):
        url = f"/admin/orders/purchase/{purchase.pk}/change/"
        assert console(make_staff(Role.REGISTRY_OFFICER)).get(url).status_code == 403
        assert console(make_user()).get(url).status_code == 302
        reader = console(make_staff(Role.FINANCE))
        assert reader.post(url, {"status": "refunded"}).status_code == 403
        assert reader.get("/admin/orders/purchase/add/").status_code == 403
        assert reader.post(f"/admin/orders/purchase/{purchase.pk}/delete/").status_code == 403
        assert reader.get(f"/admin/orders/purchase/{uuid.uuid4()}/change/").status_code == 302
        assert Purchase.objects.get().status == "paid"
