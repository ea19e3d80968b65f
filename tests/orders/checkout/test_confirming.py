"""What the end of a payment does: confirmed, expired, cancelled, too late."""

from datetime import timedelta

import pytest
from factories.accounts import make_user
from factories.money import confirm
from factories.orders import make_purchase, make_seller_variant, pay
from factories.sellers import make_member

from accounts.models import Notice
from common import clock, outbox
from marketplace.models import Reservation, StockLevel
from marketplace.stock.services import release, reserve, sell
from orders.checkout.services.closing import expire_unpaid_purchases
from orders.checkout.services.confirming import confirm_purchase
from orders.ledger.chart import AccountKind
from orders.ledger.models import JournalEntry
from orders.ledger.selectors import balance, trial_balance
from orders.models import BasketLine, Order, OrderMove, Payment, Purchase, PurchaseMove, PurchaseRefund, Refund
from orders.payments.services import refresh_payment, start_payment
from orders.payments.simulator import faults

pytestmark = pytest.mark.django_db


def statuses() -> tuple[str, set[str]]:
    return Purchase.objects.get().status, set(Order.objects.values_list("status", flat=True))


def stock() -> tuple[int, int]:
    level = StockLevel.objects.get()
    return level.on_hand, level.reserved


class TestConfirmPurchase:
    def test_sells_confirms_books_and_tells(self):
        here, there = make_seller_variant(stock=5), make_seller_variant(state_district="Jaipur")
        packer = make_member(there.product.seller, "packer")
        make_member(there.product.seller, "manager")
        purchase = pay(make_purchase({here: 2, there: 1}))
        assert (purchase.status, purchase.paid_at is not None) == ("paid", True)
        assert set(Order.objects.values_list("status", flat=True)) == {"confirmed"}
        level = StockLevel.objects.get(variant=here)
        assert (level.on_hand, level.reserved) == (3, 0)
        assert JournalEntry.objects.filter(kind="order_confirmed").count() == 2
        assert balance(AccountKind.BUYER_PREPAYMENTS) == 0
        assert trial_balance().difference == {"INR": 0}
        told = list(Notice.objects.values_list("template", flat=True))
        assert told.count("orders.purchase_confirmed_guest") == 1
        assert told.count("orders.order_to_accept") == 4
        assert Notice.objects.filter(user=packer, template="orders.order_to_accept").count() == 1
        assert not BasketLine.objects.exists()

    def test_confirms_once_however_often_the_news_comes(self):
        purchase = pay(make_purchase())
        payment = Payment.objects.get()
        before = (OrderMove.objects.count(), JournalEntry.objects.count(), Notice.objects.count())
        for _ in range(3):
            assert confirm_purchase(purchase_id=purchase.pk, payment_id=payment.pk, now=clock.now())
        assert (OrderMove.objects.count(), JournalEntry.objects.count(), Notice.objects.count()) == before
        assert stock() == (9, 0)

    def test_keeps_what_was_put_into_the_basket_meanwhile(self):
        variant = make_seller_variant()
        purchase = make_purchase({variant: 2})
        BasketLine.objects.update(quantity=5)
        pay(purchase)
        assert BasketLine.objects.get().quantity == 3

    def test_declined_card_keeps_the_hold_and_says_try_again(self):
        purchase = make_purchase()
        payment = start_payment(purchase_id=purchase.pk, now=clock.now())
        with pytest.raises(Exception, match="declined"):
            confirm(payment, "pm_card_chargeDeclined")
        refresh_payment(payment_id=payment.pk, now=clock.now())
        outbox.drain_now()
        assert statuses() == ("awaiting_payment", {"placed"})
        assert stock() == (10, 1)
        assert Notice.objects.filter(template="orders.payment_failed").count() == 1
        pay(purchase)
        assert statuses() == ("paid", {"confirmed"})


class TestExpireUnpaid:
    def test_cancels_the_payment_and_gives_the_pieces_back(self):
        purchase = make_purchase()
        start_payment(purchase_id=purchase.pk, now=clock.now())
        later = clock.now() + timedelta(minutes=31)
        assert expire_unpaid_purchases(now=clock.now()) == 0
        assert expire_unpaid_purchases(now=later) == 1
        assert expire_unpaid_purchases(now=later) == 0
        outbox.drain_now()
        assert statuses() == ("expired", {"expired"})
        assert stock() == (10, 0)
        assert Payment.objects.get().status == "cancelled"
        assert Notice.objects.filter(template="orders.purchase_expired").count() == 1
        assert BasketLine.objects.count() == 1

    def test_ends_a_purchase_whose_payment_was_never_opened(self):
        make_purchase()
        assert expire_unpaid_purchases(now=clock.now() + timedelta(minutes=31)) == 1
        assert statuses() == ("expired", {"expired"})
        assert stock() == (10, 0)

    def test_money_that_came_first_wins(self):
        """The buyer paid in the last second; the news is still on its way when the sweep runs."""
        purchase = make_purchase()
        payment = start_payment(purchase_id=purchase.pk, now=clock.now())
        confirm(payment)
        assert expire_unpaid_purchases(now=clock.now() + timedelta(minutes=31)) == 0
        assert stock()[1] == 1 or stock() == (9, 0)
        outbox.drain_now()
        assert statuses() == ("paid", {"confirmed"})
        assert stock() == (9, 0)

    def test_provider_that_is_away_changes_nothing_and_holds_nobody_up(self):
        first, second = make_purchase(), make_purchase()
        refs = [start_payment(purchase_id=p.pk, now=clock.now()).provider_ref for p in (first, second)]
        faults.plant(match=f"POST /v1/payment_intents/{refs[0]}/cancel", kind="timeout", times=3)
        later = clock.now() + timedelta(minutes=31)
        assert expire_unpaid_purchases(now=later) == 1
        assert Purchase.objects.filter(status="awaiting_payment").count() == 1
        assert sum(StockLevel.objects.values_list("reserved", flat=True)) == 1


class TestLatePayment:
    """The hold is gone when the money comes: the last resort has released it."""

    def late(self, purchase):
        payment = start_payment(purchase_id=purchase.pk, now=clock.now())
        confirm(payment)
        release(holder=purchase.pk, now=clock.now())
        return payment

    def test_takes_the_pieces_again_when_they_are_there(self):
        purchase = make_purchase()
        payment = self.late(purchase)
        refresh_payment(payment_id=payment.pk, now=clock.now())
        outbox.drain_now()
        assert statuses() == ("paid", {"confirmed"})
        assert stock() == (9, 0)
        assert not PurchaseRefund.objects.exists()

    def test_gives_all_back_when_they_are_gone(self):
        purchase = make_purchase({make_seller_variant(stock=1): 1})
        payment = self.late(purchase)
        other = make_user().pk
        variant_id = Reservation.objects.get().variant_id
        now = clock.now()
        reserve(holder=other, demand={variant_id: 1}, expires_at=now + timedelta(hours=1), now=now)
        sell(holder=other, now=now)
        refresh_payment(payment_id=payment.pk, now=now)
        outbox.drain_now()
        assert statuses() == ("refunded", {"expired"})
        refund = Refund.objects.get()
        assert (refund.status, refund.amount) == ("succeeded", purchase.total_amount)
        assert PurchaseRefund.objects.get().kind == "unfulfillable"
        assert stock() == (0, 0)
        for account in (AccountKind.SELLER_PAYABLE, AccountKind.COMMISSION_INCOME, AccountKind.BUYER_PREPAYMENTS):
            assert balance(account) == 0
        assert Notice.objects.filter(template="orders.refund_succeeded").count() == 1
        confirm_purchase(purchase_id=purchase.pk, payment_id=payment.pk, now=now)
        outbox.drain_now()
        assert Refund.objects.count() == 1

    def test_revives_an_expired_purchase(self):
        purchase = make_purchase()
        payment = self.late(purchase)
        Purchase.objects.update(status="expired")
        Order.objects.update(status="expired")
        refresh_payment(payment_id=payment.pk, now=clock.now())
        outbox.drain_now()
        assert statuses() == ("paid", {"confirmed"})
        moves = PurchaseMove.objects.order_by("moved_at", "id").values_list("from_status", "to_status")
        assert ("expired", "paid") in set(moves)

    def test_refunds_a_cancelled_purchase(self):
        purchase = make_purchase()
        payment = self.late(purchase)
        Purchase.objects.update(status="cancelled")
        Order.objects.update(status="cancelled")
        refresh_payment(payment_id=payment.pk, now=clock.now())
        outbox.drain_now()
        assert statuses() == ("refunded", {"cancelled"})
        assert Refund.objects.get().amount == purchase.total_amount
        assert stock() == (10, 0)
