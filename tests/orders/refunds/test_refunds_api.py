"""Refunds over HTTP: before shipping and after delivery, by pieces and by amount, never above what is left."""

import uuid

import pytest
from factories.accounts import make_user
from factories.orders import bring, make_paid_purchase, make_purchase, make_seller_variant
from factories.sellers import make_member, make_seller
from factories.stripe import stripe_client

from accounts.models import Notice
from common import outbox
from common.money import pro_rata
from marketplace.models import StockLevel, StockMovement
from orders.ledger.chart import AccountKind
from orders.ledger.selectors import balance, trial_balance
from orders.models import Order, OrderLine, Payment, Purchase, PurchaseRefund, PurchaseRefundLine, Refund
from orders.purchases.proration import PART_FIELDS, WITHHELD_COMPONENTS

pytestmark = pytest.mark.django_db

REASON = "arrived with a tear"


@pytest.fixture
def owner():
    return make_user()


@pytest.fixture
def sold(owner):
    """A paid order of 3 pieces at ₹333.33 and one at ₹1,250, with ₹79 shipping."""
    seller = make_seller(gst=True, owner=owner)
    first = make_seller_variant(seller=seller, price_amount=33333)
    second = make_seller_variant(seller=seller, price_amount=50000)
    make_paid_purchase({first: 3, second: 1})
    return Order.objects.get()


def line_of(order, position=1):
    return order.lines.get(position=position)


def ask(client, order, line, *, key=None, reason=REASON, **what):
    return client.post(
        f"/api/v1/seller/orders/{order.number}/lines/{line.pk}/refunds",
        {"reason": reason, **what},
        headers={"Idempotency-Key": key or str(uuid.uuid4())},
    )


def inr(amount):
    return {"amount": amount, "currency": "INR"}


def assert_books_balance(order):
    """What the seller is still owed is exactly the unrefunded net of the lines and shipping."""
    lines = list(OrderLine.objects.filter(order=order))
    standing = list(PurchaseRefundLine.objects.filter(order_line__in=lines, refund__status="succeeded"))
    owed = sum(line.net_amount + line.shipping_amount for line in lines)
    back = sum(part.net_amount + part.shipping_amount for part in standing)
    assert -balance(AccountKind.SELLER_PAYABLE) == owed - back
    assert balance(AccountKind.BUYER_REFUNDS_PAYABLE) == 0
    assert trial_balance().difference == {"INR": 0}


class TestBeforeShipping:
    def test_pieces_are_cancelled_and_go_back_to_stock(self, client_for, owner, sold):
        line = line_of(sold)
        answer = ask(client_for(owner), sold, line, quantity=2)
        assert answer.status_code == 201, answer.json()
        body = answer.json()
        assert (body["kind"], body["status"], body["total"]) == ("pieces_cancelled", "requested", inr(66666))
        assert StockLevel.objects.get(variant=line.variant).on_hand == 9
        assert StockMovement.objects.filter(variant=line.variant, kind="returned").get().delta == 2
        line.refresh_from_db()
        assert (line.cancelled_quantity, line.refunded_quantity, line.refunded_amount) == (2, 0, 0)
        outbox.drain_now()
        line.refresh_from_db()
        assert (line.refunded_quantity, line.refunded_amount) == (2, 66666)
        assert Refund.objects.get().amount == 66666
        assert PurchaseRefund.objects.get().status == "succeeded"
        assert Notice.objects.filter(template="orders.refund_succeeded").count() == 1
        assert Order.objects.get().status == "confirmed"
        assert_books_balance(sold)

    def test_last_pieces_cancel_the_order_and_give_shipping_back(self, client_for, owner, sold):
        client = client_for(owner)
        ask(client, sold, line_of(sold, 2), quantity=1)
        ask(client, sold, line_of(sold), quantity=1)
        answer = ask(client, sold, line_of(sold), quantity=2)
        assert answer.json()["kind"] == "order_cancelled"
        assert answer.json()["total"]["amount"] == 66666 + 7900
        outbox.drain_now()
        sold.refresh_from_db()
        purchase = Purchase.objects.get()
        assert (sold.status, purchase.status) == ("cancelled", "refunded")
        assert Payment.objects.get().refunded_amount == purchase.total_amount
        assert_books_balance(sold)
        assert balance(AccountKind.SELLER_PAYABLE) == 0
        assert balance(AccountKind.COMMISSION_INCOME) == 0

    def test_cancelled_pieces_cannot_be_cancelled_again(self, client_for, owner, sold):
        client = client_for(owner)
        ask(client, sold, line_of(sold), quantity=2)
        answer = ask(client, sold, line_of(sold), quantity=2)
        assert (answer.status_code, answer.json()["code"]) == (409, "refund_above_remaining")
        assert answer.json()["remaining_quantity"] == 1
        assert PurchaseRefund.objects.count() == 1
        assert StockLevel.objects.get(variant=line_of(sold).variant).on_hand == 9

    def test_part_of_the_price_cancels_nothing(self, client_for, owner, sold):
        answer = ask(client_for(owner), sold, line_of(sold), amount=inr(10000))
        assert answer.json()["kind"] == "part_of_price"
        outbox.drain_now()
        line = line_of(sold)
        assert (line.cancelled_quantity, line.refunded_quantity, line.refunded_amount) == (0, 0, 10000)
        assert StockLevel.objects.get(variant=line.variant).on_hand == 7
        assert_books_balance(sold)

    def test_seller_cancels_the_whole_order(self, client_for, owner, sold):
        answer = client_for(owner).post(
            f"/api/v1/seller/orders/{sold.number}/cancel",
            {"reason": "kiln broke"},
            headers={"Idempotency-Key": "cancel-order-1"},
        )
        assert answer.status_code == 200
        assert [row["total"]["amount"] for row in answer.json()["data"]] == [sold.total_amount]
        outbox.drain_now()
        sold.refresh_from_db()
        assert (sold.status, Purchase.objects.get().status) == ("cancelled", "refunded")
        assert set(StockLevel.objects.values_list("on_hand", flat=True)) == {10}
        assert Notice.objects.filter(template="orders.order_cancelled").count() == 1
        assert_books_balance(sold)

    def test_other_sellers_order_stays(self, client_for, owner):
        mine = make_seller_variant(seller=make_seller(gst=True, owner=owner))
        make_paid_purchase({mine: 1, make_seller_variant(): 1})
        order = Order.objects.get(seller=mine.product.seller)
        ask(client_for(owner), order, line_of(order), quantity=1)
        outbox.drain_now()
        assert Purchase.objects.get().status == "paid"
        assert Order.objects.exclude(pk=order.pk).get().status == "confirmed"


class TestAfterDelivery:
    def test_parts_sum_to_the_whole_and_the_last_takes_the_rest(self, client_for, owner, sold):
        bring(sold, to="delivered")
        client, line = client_for(owner), line_of(sold)
        for what in ({"amount": inr(1)}, {"quantity": 1}, {"amount": inr(3333)}, {"quantity": 1}, {"quantity": 1}):
            assert ask(client, sold, line, **what).status_code == 201
        outbox.drain_now()
        line.refresh_from_db()
        parts = list(PurchaseRefundLine.objects.filter(order_line=line))
        expected = {name: 0 if name.startswith("shipping") else getattr(line, name) for name in PART_FIELDS}
        for name in WITHHELD_COMPONENTS:  # what was withheld on the shipping stays
            expected[name] = pro_rata(getattr(line, name), done=0, part=line.gross_amount, whole=line.total_amount)
            expected["net_amount"] += getattr(line, name) - expected[name]
        for name in PART_FIELDS:
            taken = sum(getattr(part, name) for part in parts)
            assert taken == expected[name], name
        assert (line.refunded_amount, line.refunded_quantity) == (99999, 3)
        assert line.cancelled_quantity == 0
        assert StockLevel.objects.get(variant=line.variant).on_hand == 7
        assert Order.objects.get().status == "delivered"
        assert_books_balance(sold)

    @pytest.mark.parametrize(
        ("what", "pointer"),
        [({"amount": inr(90000)}, "/amount"), ({"quantity": 3}, "/quantity"), ({"quantity": 99}, "/quantity")],
    )
    def test_above_what_is_left_names_the_exact_rest(self, client_for, owner, sold, what, pointer):
        bring(sold, to="delivered")
        client, line = client_for(owner), line_of(sold)
        ask(client, sold, line, quantity=1)
        answer = ask(client, sold, line, **what)
        assert (answer.status_code, answer.json()["code"]) == (409, "refund_above_remaining")
        assert answer.json()["remaining"] == inr(66666)
        assert "₹666.66 and 2 pieces are left to refund" in answer.json()["detail"]
        assert answer.json()["errors"][0]["pointer"] == pointer
        assert PurchaseRefund.objects.count() == 1

    def test_everything_but_shipping_leaves_the_purchase_paid(self, client_for, owner, sold):
        bring(sold, to="delivered")
        client = client_for(owner)
        ask(client, sold, line_of(sold), quantity=3)
        ask(client, sold, line_of(sold, 2), quantity=1)
        outbox.drain_now()
        assert Purchase.objects.get().status == "paid"
        assert Payment.objects.get().refundable_amount == 7900
        assert_books_balance(sold)


class TestRefusals:
    @pytest.mark.parametrize(
        "body",
        [
            {"reason": REASON},
            {"reason": REASON, "quantity": 1, "amount": inr(1)},
            {"reason": REASON, "quantity": 0},
            {"reason": REASON, "quantity": -1},
            {"reason": REASON, "quantity": 1.5},
            {"reason": REASON, "amount": inr(0)},
            {"reason": REASON, "amount": inr(-5)},
            {"reason": REASON, "amount": 100},
            {"reason": REASON, "amount": {"amount": 100, "currency": "USD"}},
            {"reason": "", "quantity": 1},
            {"quantity": 1},
            {"reason": REASON, "quantity": 1, "gross_amount": 1},
        ],
    )
    def test_input_that_will_not_do(self, client_for, owner, sold, body):
        answer = client_for(owner).post(
            f"/api/v1/seller/orders/{sold.number}/lines/{line_of(sold).pk}/refunds",
            body,
            headers={"Idempotency-Key": "unfit-input"},
        )
        assert answer.status_code in {400, 422}
        assert answer.json()["code"] == "invalid_input"
        assert not PurchaseRefund.objects.exists()

    def test_key_is_compulsory(self, client_for, owner, sold):
        answer = client_for(owner).post(
            f"/api/v1/seller/orders/{sold.number}/lines/{line_of(sold).pk}/refunds", {"reason": REASON, "quantity": 1}
        )
        assert answer.json()["code"] == "idempotency_key_missing"

    def test_same_key_refunds_once(self, client_for, owner, sold):
        client = client_for(owner)
        first, second = (ask(client, sold, line_of(sold), key="refund-key-1", quantity=1) for _ in range(2))
        assert first.json() == second.json()
        outbox.drain_now()
        assert (PurchaseRefund.objects.count(), Refund.objects.count()) == (1, 1)

    def test_roles_strangers_and_foreign_lines(self, client_for, owner, sold):
        packer, stranger = client_for(make_member(sold.seller, "packer")), client_for(make_user())
        line = line_of(sold)
        assert ask(packer, sold, line, quantity=1).status_code == 403
        assert ask(stranger, sold, line, quantity=1).status_code == 404
        other = Order.objects.get(purchase=make_paid_purchase())
        assert ask(client_for(owner), sold, line_of(other), quantity=1).status_code == 404
        assert ask(client_for(owner), other, line_of(other), quantity=1).status_code == 404
        assert not PurchaseRefund.objects.exists()

    def test_cancelled_order_is_not_refunded_again(self, client_for, owner, sold):
        client = client_for(owner)
        client.post(
            f"/api/v1/seller/orders/{sold.number}/cancel", {"reason": "x"}, headers={"Idempotency-Key": "cancel-1"}
        )
        answer = ask(client, sold, line_of(sold), quantity=1)
        assert (answer.status_code, answer.json()["code"]) == (409, "refund_not_possible")
        again = client.post(
            f"/api/v1/seller/orders/{sold.number}/cancel", {"reason": "x"}, headers={"Idempotency-Key": "cancel-2"}
        )
        assert (again.status_code, again.json()["code"]) == (409, "order_not_cancellable")
        assert PurchaseRefund.objects.count() == 1

    @pytest.mark.parametrize("status", ["shipped", "delivered"])
    def test_shipped_order_is_not_cancelled(self, client_for, owner, sold, status):
        bring(sold, to=status)
        answer = client_for(owner).post(
            f"/api/v1/seller/orders/{sold.number}/cancel", {"reason": "x"}, headers={"Idempotency-Key": "cancel-1"}
        )
        assert (answer.status_code, answer.json()["code"]) == (409, "order_not_cancellable")
        assert not PurchaseRefund.objects.exists()

    def test_unpaid_order_is_not_found(self, client_for, owner):
        make_purchase({make_seller_variant(seller=make_seller(gst=True, owner=owner)): 1})
        order = Order.objects.get()
        assert ask(client_for(owner), order, line_of(order), quantity=1).status_code == 404


class TestProviderFails:
    def test_refund_it_refuses_frees_the_line_and_tells_the_buyer(self, client_for, owner, sold):
        bring(sold, to="delivered")
        line = line_of(sold)
        client = client_for(owner)
        payment = Payment.objects.get()
        stripe_client().v1.refunds.create({"payment_intent": payment.provider_ref, "amount": payment.amount - 1000})
        ask(client, sold, line, quantity=3)
        outbox.drain_now()
        line.refresh_from_db()
        assert PurchaseRefund.objects.get().status == "failed"
        assert (line.refunded_quantity, line.refunded_amount) == (0, 0)
        assert Notice.objects.filter(template="orders.refund_failed").count() == 1
        assert_books_balance(sold)
        assert ask(client, sold, line, amount=inr(1000)).status_code == 201
        outbox.drain_now()
        assert OrderLine.objects.get(pk=line.pk).refunded_amount == 1000
        assert_books_balance(sold)
