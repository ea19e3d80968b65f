"""A process that dies, a provider that answers late or never: at every step of payment, refund and payout.

Each case kills the program at one place (an exception that nobody catches, as `kill -9` would stop it), lets the
sweepers run, and then everything must stand as if nothing had happened. The control at the end shows that without
the sweepers it does not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from typing import Any

import pytest
from factories.money import Sold, confirm, confirm_purchase, lines_of, make_purchase, whole_line
from factories.payouts import assert_books_agree, at_bank, count_at_provider, make_payable_seller

from common import clock, outbox
from common.errors import Refusal
from common.ids import new_id
from orders.ledger.selectors import owed_to_seller
from orders.payments.models import Payment, ProviderOperation, Refund
from orders.payments.services import operations, refund, start_payment, sweep
from orders.payments.simulator import faults
from orders.payouts.models import Payout
from orders.payouts.services import run_payouts, sweep_payouts
from orders.purchases.models import Purchase

pytestmark = pytest.mark.django_db

CALLS = {
    "payment": "POST /v1/payment_intents",
    "refund": "POST /v1/refunds",
    "transfer": "POST /v1/transfers",
    "payout": "POST /v1/payouts",
}


class Killed(BaseException):
    """Stands for `kill -9`: no handler of ours sees it."""


@contextmanager
def killed_at(kind: str, step: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Kill the program at a step of the first operation of a kind: before the call, after it, or after the commit."""
    alive = {"yes": True}

    def die(operation_kind: str) -> None:
        if operation_kind == kind and alive.pop("yes", False):
            raise Killed

    with monkeypatch.context() as patch:
        real_call, real_finish = operations._found_or_called, operations._finish

        def call(procedure: Any, operation: ProviderOperation, now: datetime) -> Any:
            if step == "before call":
                die(operation.kind)
            snapshot = real_call(procedure, operation, now)
            if step == "after call":
                die(operation.kind)
            return snapshot

        def finish(operation: ProviderOperation, *args: Any, **kwargs: Any) -> bool:
            written = real_finish(operation, *args, **kwargs)
            if step == "before commit":
                die(operation.kind)
            return written

        patch.setattr(operations, "_found_or_called", call)
        patch.setattr(operations, "_finish", finish)
        with suppress(Killed):
            yield
    assert not alive, f"{kind} was never killed {step}"


def sell() -> tuple[Any, Purchase]:
    seller = make_payable_seller()
    return seller, make_purchase(Sold(seller, [125_000, 50_000], shipping_amount=4_000))


def carry_on(until: Callable[[], bool], now: datetime) -> None:
    """Let the sweepers run for as long as it takes, at most some minutes of their time."""
    for minutes in range(1, 12):
        if until():
            return
        sweep(now=now + timedelta(minutes=minutes))
        sweep_payouts(now=now + timedelta(minutes=minutes))
        outbox.drain_now()


def tell_whole_story(kill: Callable[[str], Any], purchase: Purchase, *, is_swept: bool = True) -> None:
    """Pay, deliver, refund the first line, pay the seller: each step may die and is then carried on."""
    now = clock.now()
    go_on: Callable[..., None] = carry_on if is_swept else lambda until, now: None
    with kill("create_payment"), suppress(Refusal):
        start_payment(purchase_id=purchase.pk, now=now)
    go_on(lambda: Payment.objects.get().provider_ref != "", now)
    payment = Payment.objects.get()
    confirm(payment)
    sweep(now=now + timedelta(minutes=20))
    confirm_purchase(purchase, now=now, delivered_at=now - timedelta(days=30))
    with kill("create_refund"):
        line = lines_of(purchase)[0]
        refund(payment_id=payment.pk, cause_id=new_id(), lines=[whole_line(line)], now=now)
    go_on(lambda: Refund.objects.get().status == "succeeded", now)
    with kill("allocate"), kill("pay_out"):
        run_payouts(now=now)
    go_on(lambda: set(Payout.objects.values_list("status", flat=True)) == {"paid"}, now)


def assert_as_if_nothing_happened(seller: Any, purchase: Purchase) -> None:
    kept = lines_of(purchase)[1]
    assert Payment.objects.get().status == "succeeded"
    assert (Refund.objects.get().status, Payout.objects.get().status) == ("succeeded", "paid")
    assert at_bank(seller) == kept.net_amount
    assert owed_to_seller(seller_id=seller.pk) == 0
    counts = {kind: count_at_provider(kind) for kind in ("payment_intent", "charge", "refund", "transfer", "payout")}
    assert set(counts.values()) == {1}
    assert set(ProviderOperation.objects.values_list("state", flat=True)) == {"done"}
    assert_books_agree()


@contextmanager
def alive() -> Iterator[None]:
    yield


class TestKill:
    @pytest.mark.parametrize("step", ["before call", "after call", "before commit"])
    @pytest.mark.parametrize("kind", ["create_payment", "create_refund", "allocate", "pay_out"])
    def test_at_any_step_changes_nothing_in_the_end(
        self, kind: str, step: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        seller, purchase = sell()
        tell_whole_story(lambda met: killed_at(kind, step, monkeypatch) if met == kind else alive(), purchase)
        assert_as_if_nothing_happened(seller, purchase)

    def test_without_the_sweeper_is_not_healed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        seller, purchase = sell()
        tell_whole_story(
            lambda met: killed_at("pay_out", "after call", monkeypatch) if met == "pay_out" else alive(),
            purchase,
            is_swept=False,
        )
        with pytest.raises(AssertionError):
            assert_as_if_nothing_happened(seller, purchase)


class TestProviderFault:
    @pytest.mark.parametrize("when", ["before", "after"])
    @pytest.mark.parametrize("kind", ["timeout", "reset", "error_500", "error_429", "error_409"])
    @pytest.mark.parametrize("call", list(CALLS))
    def test_changes_nothing_in_the_end(self, call: str, kind: str, when: str) -> None:
        seller, purchase = sell()
        times = 1 if kind == "error_429" else 3  # the SDK itself repeats all but 429 twice
        faults.plant(match=CALLS[call], kind=kind, when=when, times=times)
        tell_whole_story(lambda met: alive(), purchase)
        assert_as_if_nothing_happened(seller, purchase)
