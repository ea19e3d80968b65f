"""Money splits and roundings to the paisa."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.money import basis_points, format_inr, pro_rata, split_by_largest_remainder


class TestSplitByLargestRemainder:
    def test_gives_the_leftover_to_the_largest_remainders(self) -> None:
        assert split_by_largest_remainder(100, [1, 1, 1]) == [34, 33, 33]
        assert split_by_largest_remainder(10, [5, 3, 1]) == [6, 3, 1]

    def test_splits_a_debt_like_a_credit(self) -> None:
        assert split_by_largest_remainder(-100, [1, 1, 1]) == [-34, -33, -33]

    def test_refuses_to_weigh_by_nothing(self) -> None:
        with pytest.raises(ValueError, match="all zero"):
            split_by_largest_remainder(5, [0, 0])
        assert split_by_largest_remainder(0, [0, 0]) == [0, 0]

    @given(st.integers(-(10**12), 10**12), st.lists(st.integers(1, 10**9), min_size=1, max_size=60))
    def test_parts_sum_to_the_whole(self, total: int, weights: list[int]) -> None:
        assert sum(split_by_largest_remainder(total, weights)) == total


class TestBasisPoints:
    def test_rounds_half_up_away_from_zero(self) -> None:
        assert basis_points(125000, 500) == 6250
        assert basis_points(10, 500) == 1
        assert basis_points(9, 500) == 0
        assert basis_points(-10, 500) == -1


class TestProRata:
    @given(st.integers(0, 10**9), st.lists(st.integers(0, 50), min_size=1, max_size=20))
    def test_the_last_part_takes_the_rest(self, total: int, parts: list[int]) -> None:
        whole = sum(parts) or 1
        done, taken = 0, 0
        for part in parts:
            taken += pro_rata(total, done=done, part=part, whole=whole)
            done += part
        assert taken == (total if done == whole else 0)

    def test_refuses_more_than_the_whole(self) -> None:
        with pytest.raises(ValueError, match="within the whole"):
            pro_rata(100, done=2, part=2, whole=3)


class TestFormatInr:
    def test_groups_as_in_india(self) -> None:
        assert format_inr(12500000) == "₹1,25,000.00"
