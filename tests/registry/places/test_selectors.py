"""What other rooms ask about places."""

from typing import Any

import pytest
from factories.registry import make_district, make_pin, make_state

from registry.selectors import districts_of_pin, find_district, pin_lies_in

pytestmark = pytest.mark.django_db


class TestFindDistrict:
    def test_finds_by_name_or_alias_however_written(self) -> None:
        district = make_district("Bengaluru South", aliases=["Ramanagara"])
        assert find_district("bengaluru  SOUTH") == district
        assert find_district("Ramanagara") == district
        assert find_district("") is None
        assert find_district("Atlantis") is None

    def test_prefers_a_name_to_an_alias(self) -> None:
        make_district("Chhatrapati Sambhajinagar", make_state("Maharashtra"), aliases=["Aurangabad"])
        real = make_district("Aurangabad", make_state("Bihar"))
        assert find_district("Aurangabad") == real

    def test_does_not_guess_between_states(self) -> None:
        one = make_district("Pratapgarh", make_state("Rajasthan"))
        make_district("Pratapgarh", make_state("Uttar Pradesh"))
        assert find_district("Pratapgarh") is None
        assert find_district("Pratapgarh", make_state("Rajasthan")) == one

    def test_passes_over_retired_districts(self) -> None:
        make_district("Old", is_active=False)
        assert find_district("Old") is None


class TestPinLiesIn:
    def test_knows_both_sides_of_a_border(self, django_assert_num_queries: Any) -> None:
        madhubani, patna = make_district("Madhubani"), make_district("Patna")
        make_pin("847211", madhubani)
        with django_assert_num_queries(2):
            assert pin_lies_in("847211", madhubani)
            assert not pin_lies_in("847211", patna)
        assert not pin_lies_in("000000", madhubani)

    def test_counts_a_successor(self) -> None:
        young = make_district("Young")
        make_pin("847211", young, basis="successor")
        assert pin_lies_in("847211", young)


class TestDistrictsOfPin:
    def test_names_the_surest_first(self) -> None:
        young, old = make_district("Aadistrict"), make_district("Madhubani")
        make_pin("847211", young, basis="successor")
        make_pin("847211", old)
        assert list(districts_of_pin("847211")) == [old, young]
        assert not districts_of_pin("123456").exists()
