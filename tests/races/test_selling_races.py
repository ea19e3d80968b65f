"""Races at the counter with real threads on PostgreSQL: the last piece, double submits, refunds at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import close_old_connections, connection
from factories.accounts import make_user
from factories.orders import bring, make_paid_purchase, make_quote, make_seller_variant, make_shopper

from common import clock, outbox
from common.errors import Refusal
from marketplace.models import Reservation, StockLevel
from orders.baskets.selectors import basket_for
from orders.baskets.services import add_line
from orders.checkout.services.confirming import confirm_purchase
from orders.checkout.services.placing import Consents, Contact, place_purchase
from orders.checkout.services.placing import _require_no_other_open as placing_check
from orders.ledger.models import JournalEntry
from orders.models import BasketLine, Order, OrderLine, Payment, Purchase, PurchaseRefund, Refund
from orders.refunds.services import asking
from orders.refunds.services.asking import refund_amount, refund_pieces

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(works: list[Callable[[], Any]]) -> Counter[str]:
    """Run all at the same moment in threads; count ``ok`` and the codes of refusals."""
    barrier = Barrier(len(works))

    def run(work: Callable[[], Any]) -> str:
        try:
            connection.ensure_connection()
            barrier.wait(timeout=30)
            work()
        except Refusal as refusal:
            return refusal.code
        finally:
            connection.close()
        return "ok"

    with ThreadPoolExecutor(len(works)) as pool:
        outcome = Counter(pool.map(run, works))
    close_old_connections()
    return outcome


def check_out(shopper: Any, quote: Any) -> Callable[[], Any]:
    return lambda: place_purchase(
        holder=shopper.holder,
        quote_id=quote.pk,
        contact=Contact(email="a@example.org"),
        consents=Consents(terms=True),
        now=clock.now(),
    )


def after_all(barrier: Barrier) -> Callable[..., None]:
    """A check that answers only when every thread has asked it."""

    def check(basket: Any) -> None:
        placing_check(basket)
        barrier.wait(timeout=30)

    return check


class TestLastPiece:
    def test_goes_to_exactly_one_of_twenty_buyers(self):
        variant = make_seller_variant(stock=1)
        shoppers = [make_shopper({variant: 1}) for _ in range(20)]
        works = [check_out(shopper, make_quote(shopper)) for shopper in shoppers]
        assert at_once(works) == {"ok": 1, "listing_sold_out": 19}
        level = StockLevel.objects.get()
        assert (level.on_hand, level.reserved) == (1, 1)
        assert (Purchase.objects.count(), Reservation.objects.count(), OrderLine.objects.count()) == (1, 1, 1)

    def test_ten_pieces_go_to_exactly_ten(self):
        variant = make_seller_variant(stock=10)
        shoppers = [make_shopper({variant: 1}) for _ in range(16)]
        works = [check_out(shopper, make_quote(shopper)) for shopper in shoppers]
        assert at_once(works) == {"ok": 10, "listing_sold_out": 6}
        assert StockLevel.objects.get().reserved == 10

    def test_baskets_in_opposite_order_do_not_deadlock(self):
        variants = [make_seller_variant(stock=100) for _ in range(3)]
        works = []
        for index in range(12):
            order = variants if index % 2 else variants[::-1]
            shopper = make_shopper({variant: 1 for variant in order})
            works.append(check_out(shopper, make_quote(shopper)))
        assert at_once(works) == {"ok": 12}
        assert set(StockLevel.objects.values_list("reserved", flat=True)) == {12}


class TestDoubleSubmit:
    def test_one_quote_submitted_ten_times_is_one_purchase(self):
        shopper = make_shopper({make_seller_variant(): 1})
        quote = make_quote(shopper)
        assert at_once([check_out(shopper, quote)] * 10) == {"ok": 10}
        assert (Purchase.objects.count(), Order.objects.count()) == (1, 1)
        assert StockLevel.objects.get().reserved == 1

    def test_two_tabs_with_two_quotes_make_one_purchase(self):
        shopper = make_shopper({make_seller_variant(): 1})
        works = [check_out(shopper, make_quote(shopper)) for _ in range(6)]
        assert at_once(works) == {"ok": 1, "checkout_already_open": 5}
        assert StockLevel.objects.get().reserved == 1

    def test_two_tabs_adding_the_same_thing_lose_no_piece(self):
        variant = make_seller_variant()
        shopper = make_shopper()

        def work() -> Any:
            return add_line(holder=shopper.holder, basket_id=shopper.basket.pk, variant_id=variant.pk, quantity=1)

        assert at_once([work] * 10) == {"ok": 10}
        assert BasketLine.objects.get().quantity == 10

    def test_ten_deliveries_of_the_good_news_confirm_once(self):
        purchase = make_paid_purchase()
        payment = Payment.objects.get()
        entries = JournalEntry.objects.count()

        def work() -> Any:
            return confirm_purchase(purchase_id=purchase.pk, payment_id=payment.pk, now=clock.now())

        assert at_once([work] * 10) == {"ok": 10}
        assert JournalEntry.objects.count() == entries
        assert StockLevel.objects.get().on_hand == 9


class TestWithoutTheLocks:
    """Negative controls: with the lock taken away, the same races go wrong; so the tests above prove something."""

    def test_two_tabs_make_two_purchases(self, monkeypatch):
        tabs = 4
        barrier = Barrier(tabs)

        def unlocked(**whose: Any) -> Any:
            basket = basket_for(**whose)
            barrier.wait(timeout=30)
            return basket

        shopper = make_shopper({make_seller_variant(): 1})
        works = [check_out(shopper, make_quote(shopper)) for _ in range(tabs)]
        monkeypatch.setattr("orders.checkout.services.placing.lock_basket", unlocked)
        monkeypatch.setattr("orders.checkout.services.placing._require_no_other_open", after_all(barrier))
        assert at_once(works) == {"ok": tabs}
        assert Purchase.objects.count() == tabs

    def test_pieces_are_refunded_more_often_than_they_were_sold(self, monkeypatch):
        purchase = make_paid_purchase({make_seller_variant(price_amount=10000): 1})
        order, line, actor = bring(purchase.orders.get(), to="delivered"), OrderLine.objects.get(), make_user()
        barrier = Barrier(4)
        measured = asking.balances_of

        def unlocked(lines: Any) -> Any:
            balances = measured(lines)
            barrier.wait(timeout=30)
            return balances

        monkeypatch.setattr(asking, "lock_purchase", lambda pk: Purchase.objects.get(pk=pk))
        monkeypatch.setattr(asking, "lock_order", lambda pk: Order.objects.get(pk=pk))
        monkeypatch.setattr(asking, "balances_of", unlocked)

        def work() -> Any:
            return refund_pieces(order=order, line_id=line.pk, quantity=1, reason="x", actor=actor, now=clock.now())

        assert at_once([work] * 4) == {"ok": 4}
        assert sum(PurchaseRefund.objects.values_list("total_amount", flat=True)) == 4 * line.gross_amount


class TestRefundsAtOnce:
    def test_pieces_are_refunded_once_each(self):
        purchase = make_paid_purchase({make_seller_variant(price_amount=10000): 4})
        order = Order.objects.get(purchase=purchase)
        bring(order, to="delivered")
        line, actor = OrderLine.objects.get(), make_user()

        def work() -> Any:
            return refund_pieces(order=order, line_id=line.pk, quantity=1, reason="x", actor=actor, now=clock.now())

        assert at_once([work] * 10) == {"ok": 4, "refund_above_remaining": 6}
        assert sum(PurchaseRefund.objects.values_list("total_amount", flat=True)) == line.gross_amount
        outbox.drain_now()
        assert sum(Refund.objects.values_list("amount", flat=True)) == line.gross_amount

    def test_amounts_never_pass_what_was_paid(self):
        make_paid_purchase({make_seller_variant(price_amount=10000): 1})
        order, line, actor = Order.objects.get(), OrderLine.objects.get(), make_user()

        def work() -> Any:
            return refund_amount(order=order, line_id=line.pk, amount=3000, reason="x", actor=actor, now=clock.now())

        assert at_once([work] * 8) == {"ok": 3, "refund_above_remaining": 5}
        outbox.drain_now()
        assert Payment.objects.get().refunded_amount == 9000
