"""Races for stock with real threads on PostgreSQL, and the same races with the locks taken away."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection
from django.db.models import QuerySet
from factories.marketplace import make_product, make_variant

from marketplace.models import Reservation, StockLevel, Variant
from marketplace.stock import services
from marketplace.stock.errors import ListingSoldOut

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=15)
BUYERS = 16
Job = Callable[[], Any]


@pytest.fixture
def crowd() -> Iterator[Callable[[list[Job]], list[Any]]]:
    """Run the jobs at the same moment, each in a thread with its own connection; errors are results."""
    with ThreadPoolExecutor(max_workers=BUYERS) as pool:

        def run(jobs: list[Job]) -> list[Any]:
            gate = Barrier(len(jobs))

            def at_once(job: Job) -> Any:
                gate.wait(timeout=20)
                try:
                    return job()
                except (ListingSoldOut, DatabaseError) as error:
                    return error

            return list(pool.map(at_once, jobs))

        yield run
        closing = Barrier(BUYERS)

        def close() -> None:
            closing.wait(timeout=20)
            connection.close()

        list(pool.map(lambda _: close(), range(BUYERS)))


def buy(demand: dict[UUID, int]) -> Job:
    """A buyer who holds and at once buys; True when the pieces are theirs."""

    def job() -> bool:
        holder = uuid4()
        services.reserve(holder=holder, demand=demand, expires_at=LATER, now=NOW)
        return services.sell(holder=holder, now=NOW)

    return job


def numbers(variant: Variant) -> tuple[int, int]:
    level = StockLevel.objects.get(variant=variant)
    return level.on_hand, level.reserved


class TestLastPiece:
    def test_sixteen_buyers_get_it_exactly_once_in_every_of_twenty_rounds(self, crowd: Any) -> None:
        product = make_product()
        for _ in range(20):
            variant = make_variant(product, stock=1)
            results = crowd([buy({variant.pk: 1})] * BUYERS)
            assert results.count(True) == 1
            assert sum(isinstance(result, ListingSoldOut) for result in results) == BUYERS - 1
            assert numbers(variant) == (0, 0)

    def test_ten_pieces_go_to_exactly_ten(self, crowd: Any) -> None:
        variant = make_variant(stock=10)
        results = crowd([buy({variant.pk: 1})] * BUYERS)
        assert results.count(True) == 10
        assert numbers(variant) == (0, 0)

    def test_without_the_lock_the_race_is_lost(self, crowd: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        """Negative control: all read the level before anybody writes it, so more than one is promised the piece."""
        variant = make_variant(stock=1)
        everybody_has_read = Barrier(BUYERS)

        def read_without_lock(queryset: QuerySet[Any]) -> list[Any]:
            rows = list(queryset.order_by("pk"))
            if queryset.model is StockLevel:
                everybody_has_read.wait(timeout=20)
            return rows

        monkeypatch.setattr(services, "lock_in_order", read_without_lock)

        def hold() -> bool:
            services.reserve(holder=uuid4(), demand={variant.pk: 1}, expires_at=LATER, now=NOW)
            return True

        results = crowd([hold] * BUYERS)
        assert results.count(True) > 1
        assert Reservation.objects.filter(variant=variant, status="held").count() > 1


class TestOppositeOrder:
    def test_two_carts_with_the_same_lines_in_opposite_order_never_deadlock(self, crowd: Any) -> None:
        product = make_product()
        variants = [make_variant(product, stock=200) for _ in range(3)]
        forth = {variant.pk: 1 for variant in variants}
        back = {variant.pk: 1 for variant in reversed(variants)}
        for _ in range(12):
            results = crowd([buy(forth), buy(back)] * (BUYERS // 2))
            assert results == [True] * BUYERS
        assert [numbers(variant) for variant in variants] == [(8, 0)] * 3

    def test_without_key_order_they_do_deadlock(self, crowd: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        """Negative control: each cart locks its first line, waits for the other cart, then wants the second line."""
        product = make_product()
        first, second = make_variant(product, stock=9), make_variant(product, stock=9)
        both_have_one = Barrier(2)

        def lock_as_given(queryset: QuerySet[Any]) -> list[Any]:
            if queryset.model is not StockLevel:
                return list(queryset.select_for_update())
            wanted = list(queryset.query.where.children[0].rhs)
            rows = [StockLevel.objects.select_for_update().get(variant=wanted[0])]
            both_have_one.wait(timeout=20)
            return [*rows, StockLevel.objects.select_for_update().get(variant=wanted[1])]

        monkeypatch.setattr(services, "lock_in_order", lock_as_given)

        def hold(demand: dict[UUID, int]) -> Job:
            return lambda: services.reserve(holder=uuid4(), demand=demand, expires_at=LATER, now=NOW)

        results = crowd([hold({first.pk: 1, second.pk: 1}), hold({second.pk: 1, first.pk: 1})])
        assert sum("deadlock detected" in str(result) for result in results) == 1


class TestSweeperAgainstBuyer:
    def test_a_hold_ends_sold_or_released_never_both(self, crowd: Any) -> None:
        product = make_product()
        for _ in range(20):
            variant = make_variant(product, stock=3)
            holder = uuid4()
            services.reserve(holder=holder, demand={variant.pk: 2}, expires_at=NOW, now=NOW)
            sold, released = crowd(
                [
                    lambda holder=holder: services.sell(holder=holder, now=NOW),
                    lambda: services.release_expired(now=NOW),
                ]
            )
            assert (sold, released) in {(True, 0), (False, 1)}
            assert numbers(variant) == ((1, 0) if sold else (3, 0))
