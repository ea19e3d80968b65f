"""Does a GI's area hold a district, and how do we know?"""

import pytest
from django.db import IntegrityError
from factories.registry import make_district, make_gi_entry, make_state

from registry.gi.selectors import AreaVerdict
from registry.selectors import gi_area_holds

pytestmark = pytest.mark.django_db


class TestGiAreaHolds:
    def test_goes_by_districts_where_they_are_known(self) -> None:
        gi = make_gi_entry(districts=[make_district("Madhubani")])
        assert gi_area_holds(gi, make_district("Madhubani")) == AreaVerdict(True, "district")
        assert gi_area_holds(gi, make_district("Patna")) == AreaVerdict(False, "district")

    def test_goes_by_states_where_only_they_are_known(self) -> None:
        gi = make_gi_entry("Khasi Mandarin", states=[make_state("Meghalaya")])
        assert gi_area_holds(gi, make_district("West Jaintia Hills")) == AreaVerdict(True, "state")
        assert gi_area_holds(gi, make_district("Patna")) == AreaVerdict(False, "state")

    def test_holds_nothing_where_nothing_is_known(self) -> None:
        gi = make_gi_entry("Scotch Whisky", is_foreign=True, foreign_country="United Kingdom")
        assert gi_area_holds(gi, make_district("Patna")) == AreaVerdict(False, "unknown")


class TestGiEntry:
    def test_foreign_goods_name_their_country(self) -> None:
        with pytest.raises(IntegrityError, match="gi_foreign_names_country"):
            make_gi_entry("Somewhere", is_foreign=True)
