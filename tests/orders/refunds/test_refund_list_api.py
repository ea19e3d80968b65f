"""Who reads the refunds of a purchase, and of an order."""

import uuid

import pytest
from factories.accounts import make_user
from factories.orders import make_paid_purchase

from orders.models import Order

pytestmark = pytest.mark.django_db


class TestListRefunds:
    def test_buyer_and_seller_see_the_same_and_strangers_nothing(self, client_for):
        buyer = make_user()
        purchase = make_paid_purchase(user=buyer)
        order = Order.objects.get()
        owner = order.seller.members.get(role="owner").user
        asked = client_for(owner).post(
            f"/api/v1/seller/orders/{order.number}/lines/{order.lines.get().pk}/refunds",
            {"reason": "arrived with a tear", "amount": {"amount": 500, "currency": "INR"}},
            headers={"Idempotency-Key": str(uuid.uuid4())},
        )
        assert asked.status_code == 201
        rows = client_for(buyer).get(f"/api/v1/purchases/{purchase.number}/refunds").json()["data"]
        assert [(row["total"], row["status"]) for row in rows] == [({"amount": 500, "currency": "INR"}, "requested")]
        assert client_for(owner).get(f"/api/v1/seller/orders/{order.number}/refunds").json()["data"] == rows
        assert client_for(make_user()).get(f"/api/v1/purchases/{purchase.number}/refunds").status_code == 404
