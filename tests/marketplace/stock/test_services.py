"""Holding, selling and counting pieces, with exact numbers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Sum
from factories.marketplace import make_product, make_variant

from marketplace.models import Reservation, StockLevel, StockMovement, Variant
from marketplace.stock import services
from marketplace.stock.errors import HoldChanged, ListingSoldOut, StockBelowReserved
from marketplace.stock.selectors import available_pieces, held_for

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=15)


def numbers(variant: Variant) -> tuple[int, int]:
    level = StockLevel.objects.get(variant=variant)
    return level.on_hand, level.reserved


def assert_movements_add_up() -> None:
    for level in StockLevel.objects.all():
        total = StockMovement.objects.filter(variant=level.variant_id).aggregate(total=Sum("delta"))["total"] or 0
        assert total == level.on_hand


def hold(demand: dict[UUID, int], holder: UUID | None = None, expires_at: datetime = LATER) -> UUID:
    holder = holder or uuid4()
    services.reserve(holder=holder, demand=demand, expires_at=expires_at, now=NOW)
    return holder


class TestReserve:
    def test_holds_pieces_without_selling_them(self) -> None:
        variant = make_variant(stock=5)
        holder = hold({variant.pk: 2})
        assert numbers(variant) == (5, 2)
        assert held_for(holder) == {variant.pk: 2}
        assert available_pieces([variant.pk]) == {variant.pk: 3}

    def test_takes_all_or_nothing(self) -> None:
        product = make_product()
        plenty, scarce = make_variant(product, stock=9), make_variant(product, stock=1)
        with pytest.raises(ListingSoldOut) as refused:
            hold({plenty.pk: 3, scarce.pk: 2})
        assert refused.value.data["variants"] == [{"variant": str(scarce.pk), "asked": 2, "available": 1}]
        assert numbers(plenty) == (9, 0)
        assert numbers(scarce) == (1, 0)
        assert not Reservation.objects.exists()

    def test_counts_what_others_hold_as_gone(self) -> None:
        variant = make_variant(stock=3)
        hold({variant.pk: 2})
        with pytest.raises(ListingSoldOut):
            hold({variant.pk: 2})
        hold({variant.pk: 1})
        assert numbers(variant) == (3, 3)

    def test_refuses_a_variant_that_never_had_stock(self) -> None:
        variant = make_variant(stock=1)
        StockLevel.objects.all().delete()
        with pytest.raises(ListingSoldOut) as refused:
            hold({variant.pk: 1})
        assert refused.value.data["variants"] == [{"variant": str(variant.pk), "asked": 1, "available": 0}]

    def test_repeating_a_hold_changes_nothing(self) -> None:
        variant = make_variant(stock=5)
        holder = hold({variant.pk: 2})
        hold({variant.pk: 2}, holder)
        assert numbers(variant) == (5, 2)
        with pytest.raises(HoldChanged):
            hold({variant.pk: 3}, holder)
        assert numbers(variant) == (5, 2)

    @pytest.mark.parametrize("quantity", [0, -1])
    def test_refuses_less_than_one_piece(self, quantity: int) -> None:
        variant = make_variant(stock=5)
        with pytest.raises(ValueError, match="at least one piece"):
            hold({variant.pk: quantity})
        assert numbers(variant) == (5, 0)


class TestSell:
    def test_takes_the_pieces_and_records_why(self) -> None:
        variant = make_variant(stock=5)
        holder = hold({variant.pk: 2})
        assert services.sell(holder=holder, now=NOW) is True
        assert numbers(variant) == (3, 0)
        movement = StockMovement.objects.get(kind="sold")
        assert (movement.delta, movement.cause) == (-2, f"purchase {holder}")
        assert_movements_add_up()

    def test_selling_twice_takes_the_pieces_once(self) -> None:
        variant = make_variant(stock=5)
        holder = hold({variant.pk: 2})
        services.sell(holder=holder, now=NOW)
        assert services.sell(holder=holder, now=NOW) is True
        assert numbers(variant) == (3, 0)

    def test_says_no_when_the_hold_was_released(self) -> None:
        variant = make_variant(stock=5)
        holder = hold({variant.pk: 2})
        services.release(holder=holder, now=NOW)
        assert services.sell(holder=holder, now=NOW) is False
        assert services.sell(holder=uuid4(), now=NOW) is False
        assert numbers(variant) == (5, 0)

    def test_a_released_holder_can_hold_again_and_buy(self) -> None:
        variant = make_variant(stock=1)
        holder = hold({variant.pk: 1})
        services.release(holder=holder, now=NOW)
        hold({variant.pk: 1}, holder)
        assert services.sell(holder=holder, now=NOW) is True
        assert numbers(variant) == (0, 0)


class TestRelease:
    def test_gives_back_once(self) -> None:
        variant = make_variant(stock=5)
        hold({variant.pk: 1})
        holder = hold({variant.pk: 2})
        services.release(holder=holder, now=NOW)
        services.release(holder=holder, now=NOW)
        assert numbers(variant) == (5, 1)

    def test_does_not_undo_a_sale(self) -> None:
        variant = make_variant(stock=5)
        holder = hold({variant.pk: 2})
        services.sell(holder=holder, now=NOW)
        services.release(holder=holder, now=NOW)
        assert numbers(variant) == (3, 0)


class TestReleaseExpired:
    def test_gives_back_only_what_is_past_its_time(self) -> None:
        product = make_product()
        first, second = make_variant(product, stock=5), make_variant(product, stock=5)
        hold({first.pk: 1, second.pk: 2}, expires_at=NOW)
        hold({first.pk: 1}, expires_at=LATER)
        assert services.release_expired(now=NOW) == 1
        assert numbers(first) == (5, 1)
        assert numbers(second) == (5, 0)
        assert services.release_expired(now=NOW) == 0


class TestMovements:
    def test_sum_of_movements_is_the_stock(self) -> None:
        variant = make_variant(stock=4)
        services.receive(variant_id=variant.pk, quantity=6, cause="new lot", now=NOW)
        services.write_off_damaged(variant_id=variant.pk, quantity=1, cause="broken frame", now=NOW)
        services.sell(holder=hold({variant.pk: 3}), now=NOW)
        services.return_to_stock(variant_id=variant.pk, quantity=1, cause="refund", now=NOW)
        services.correct_count(variant_id=variant.pk, counted=5, cause="shelf count", now=NOW)
        assert numbers(variant) == (5, 0)
        assert list(StockMovement.objects.order_by("id").values_list("kind", "delta")) == [
            ("received", 4),
            ("received", 6),
            ("damaged", -1),
            ("sold", -3),
            ("returned", 1),
            ("corrected", -2),
        ]
        assert_movements_add_up()

    def test_a_count_that_agrees_records_nothing(self) -> None:
        variant = make_variant(stock=4)
        services.correct_count(variant_id=variant.pk, counted=4, cause="shelf count", now=NOW)
        assert StockMovement.objects.count() == 1

    def test_cannot_take_away_what_buyers_hold(self) -> None:
        variant = make_variant(stock=4)
        hold({variant.pk: 3})
        with pytest.raises(StockBelowReserved):
            services.write_off_damaged(variant_id=variant.pk, quantity=2, cause="broken", now=NOW)
        with pytest.raises(StockBelowReserved):
            services.correct_count(variant_id=variant.pk, counted=2, cause="count", now=NOW)
        assert numbers(variant) == (4, 3)
        assert_movements_add_up()

    def test_makes_the_level_of_a_new_variant(self) -> None:
        variant = make_variant(stock=0)
        StockLevel.objects.all().delete()
        services.receive(variant_id=variant.pk, quantity=2, cause="first lot", now=NOW)
        assert numbers(variant) == (2, 0)

    @pytest.mark.parametrize("movement", [services.receive, services.return_to_stock, services.write_off_damaged])
    def test_refuses_less_than_one_piece(self, movement: Any) -> None:
        variant = make_variant(stock=4)
        with pytest.raises(ValueError, match="at least one piece"):
            movement(variant_id=variant.pk, quantity=0, cause="x", now=NOW)
        assert numbers(variant) == (4, 0)


class TestConstraints:
    @pytest.mark.parametrize(("on_hand", "reserved"), [(1, 2), (-1, -1), (5, -1), (1_000_001, 0)])
    def test_database_refuses_impossible_levels(self, on_hand: int, reserved: int) -> None:
        variant = make_variant(stock=5)
        with pytest.raises(IntegrityError), transaction.atomic():
            StockLevel.objects.filter(variant=variant).update(on_hand=on_hand, reserved=reserved)
        assert numbers(variant) == (5, 0)
