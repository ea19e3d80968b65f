"""A buyer calls a purchase off."""

import uuid

import pytest
from factories.accounts import make_user
from factories.money import confirm
from factories.orders import bring, make_paid_purchase, make_purchase, make_seller_variant

from common import clock, outbox
from marketplace.models import StockLevel
from orders.ledger.chart import AccountKind
from orders.ledger.selectors import balance, trial_balance
from orders.models import Order, Payment, Purchase, PurchaseRefund
from orders.payments.services import start_payment
from orders.purchases.tokens import issue_purchase_token

pytestmark = pytest.mark.django_db


def cancel(client, purchase, **body):
    headers = {"X-Purchase-Token": issue_purchase_token(purchase), "Idempotency-Key": str(uuid.uuid4())}
    return client.post(f"/api/v1/purchases/{purchase.number}/cancel", body, headers=headers)


class TestCancelUnpaid:
    def test_cancels_the_payment_first_and_gives_the_pieces_back(self, anonymous_client):
        purchase = make_purchase()
        start_payment(purchase_id=purchase.pk, now=clock.now())
        answer = cancel(anonymous_client, purchase, reason="changed my mind")
        assert (answer.status_code, answer.json()["status"]) == (200, "cancelled")
        outbox.drain_now()
        assert Payment.objects.get().status == "cancelled"
        assert StockLevel.objects.get().reserved == 0
        assert Order.objects.get().status == "cancelled"
        move = purchase.moves.get(to_status="cancelled")
        assert (move.actor_label, move.reason) == ("buyer", "changed my mind")
        assert cancel(anonymous_client, purchase).status_code == 200
        assert purchase.moves.filter(to_status="cancelled").count() == 1

    def test_money_that_came_first_is_not_lost(self, anonymous_client):
        purchase = make_purchase()
        confirm(start_payment(purchase_id=purchase.pk, now=clock.now()))
        answer = cancel(anonymous_client, purchase)
        assert (answer.status_code, answer.json()["code"]) == (409, "payment_under_way")
        assert StockLevel.objects.get().reserved == 1
        outbox.drain_now()
        assert Purchase.objects.get().status == "paid"
        assert cancel(anonymous_client, purchase).json()["status"] == "cancelled"


class TestCancelPaid:
    def test_everything_goes_back(self, anonymous_client):
        purchase = make_paid_purchase({make_seller_variant(): 2, make_seller_variant(state_district="Jaipur"): 1})
        assert cancel(anonymous_client, purchase).json()["status"] == "cancelled"
        outbox.drain_now()
        purchase.refresh_from_db()
        assert purchase.status == "refunded"
        assert Payment.objects.get().refunded_amount == purchase.total_amount
        assert set(StockLevel.objects.values_list("on_hand", "reserved")) == {(10, 0)}
        assert PurchaseRefund.objects.count() == 2
        for account in AccountKind:
            assert balance(account) == 0 or account == AccountKind.GATEWAY_FEES or account == "provider_clearing"
        assert trial_balance().difference == {"INR": 0}

    def test_not_once_a_seller_has_accepted_but_the_others_by_name(self, anonymous_client):
        purchase = make_paid_purchase({make_seller_variant(): 1, make_seller_variant(): 1})
        accepted, free = Order.objects.order_by("number")
        bring(accepted, to="accepted")
        answer = cancel(anonymous_client, purchase)
        assert (answer.status_code, answer.json()["code"]) == (409, "purchase_not_cancellable")
        assert answer.json()["orders"] == [{"order": accepted.number, "status": "accepted"}]
        assert free.number in answer.json()["detail"]
        assert not PurchaseRefund.objects.exists()
        answer = cancel(anonymous_client, purchase, order=free.number)
        assert answer.status_code == 200
        assert {o["number"]: o["status"] for o in answer.json()["orders"]} == {
            accepted.number: "accepted",
            free.number: "cancelled",
        }
        outbox.drain_now()
        assert Purchase.objects.get().status == "paid"
        assert PurchaseRefund.objects.get().total_amount == free.total_amount

    @pytest.mark.parametrize("status", ["accepted", "shipped", "delivered"])
    def test_state_matrix(self, anonymous_client, status):
        purchase = make_paid_purchase()
        bring(Order.objects.get(), to=status)
        answer = cancel(anonymous_client, purchase)
        assert (answer.status_code, answer.json()["code"]) == (409, "purchase_not_cancellable")
        assert Order.objects.get().status == status
        assert not PurchaseRefund.objects.exists()

    def test_foreign_order_and_foreign_purchase(self, anonymous_client, client_for):
        purchase, other = make_paid_purchase(), make_paid_purchase()
        answer = cancel(anonymous_client, purchase, order=other.orders.get().number)
        assert answer.status_code == 404
        stranger = client_for(make_user())
        path, key = f"/api/v1/purchases/{purchase.number}/cancel", {"Idempotency-Key": str(uuid.uuid4())}
        assert stranger.post(path, {}, headers=key).status_code == 404
        assert stranger.post(path, {}).json()["code"] == "idempotency_key_missing"
        assert not PurchaseRefund.objects.exists()

    def test_expired_purchase(self, anonymous_client):
        purchase = make_purchase()
        Purchase.objects.update(status="expired")
        assert cancel(anonymous_client, purchase).json()["code"] == "purchase_not_cancellable"
