"""Staff refund a line where its seller does not."""

import uuid

import pytest
from factories.accounts import make_staff, make_user
from factories.orders import bring, make_paid_purchase, make_purchase

from accounts.models import Role
from common import outbox
from orders.models import Order, OrderLine, PurchaseRefund

pytestmark = pytest.mark.django_db

URL = "/api/v1/staff/refunds"


def ask(client, order, /, **change):
    body = {
        "order": order.number,
        "line": str(order.lines.get().pk),
        "reason": "seller silent",
        "quantity": 1,
        **change,
    }
    return client.post(URL, body, headers={"Idempotency-Key": str(uuid.uuid4())})


class TestStaffRefund:
    def test_finance_refunds_any_sellers_line(self, client_for):
        make_paid_purchase()
        order, finance = bring(Order.objects.get(), to="delivered"), make_staff(Role.FINANCE)
        answer = ask(client_for(finance), order)
        assert (answer.status_code, answer.json()["kind"]) == (201, "pieces_returned")
        outbox.drain_now()
        assert OrderLine.objects.get().refunded_quantity == 1
        assert PurchaseRefund.objects.get().requested_by == finance
        assert ask(client_for(finance), order).json()["code"] == "refund_above_remaining"

    @pytest.mark.parametrize("role", [Role.MODERATOR, Role.REVIEWER, Role.REGISTRY_OFFICER])
    def test_other_roles_and_people_may_not(self, client_for, anonymous_client, role):
        order = make_paid_purchase().orders.get()
        assert ask(client_for(make_staff(role)), order).status_code == 403
        assert ask(client_for(make_user()), order).status_code == 403
        assert ask(client_for(order.seller.members.get().user), order).status_code == 403
        assert ask(anonymous_client, order).status_code == 401
        assert not PurchaseRefund.objects.exists()

    def test_unknown_unpaid_and_mismatched(self, client_for):
        client = client_for(make_staff(Role.FINANCE))
        order, other, unpaid = make_paid_purchase(), make_paid_purchase(), make_purchase()
        order, other, unpaid = (purchase.orders.get() for purchase in (order, other, unpaid))
        assert ask(client, order, order="OR-00000-00000").status_code == 404
        assert ask(client, unpaid).status_code == 404
        assert ask(client, order, line=str(other.lines.get().pk)).status_code == 404
        assert ask(client, order, amount={"amount": 1, "currency": "INR"}).json()["code"] == "invalid_input"
        assert not PurchaseRefund.objects.exists()
