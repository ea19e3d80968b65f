"""Factories get or make, and keep the codes of real places."""

import pytest
from factories.registry import make_district, make_gi_entry, make_odop_entry, make_pin, make_state

from registry.models import District, PinDistrict

pytestmark = pytest.mark.django_db


class TestMakePlaces:
    def test_makes_real_places_once(self) -> None:
        assert make_district().pk == make_district("Madhubani").pk
        assert make_district().lgd_code == 206
        assert make_state("Andhra Pradesh").gst_code == "37"

    def test_makes_up_places(self) -> None:
        one, other = make_district("Nowhere"), make_district("Elsewhere", make_state("Atlantis"))
        assert {one.state.name, other.state.name} == {"Bihar", "Atlantis"}
        assert one.lgd_code != other.lgd_code

    def test_finds_the_district_of_a_known_pin(self) -> None:
        make_pin("793150")
        assert District.objects.get(pin_codes__pin="793150").name == "West Jaintia Hills"
        make_pin("793150")
        assert PinDistrict.objects.count() == 1


class TestMakeEntries:
    def test_makes_entries_once(self) -> None:
        district = make_district("Jaipur")
        entry = make_odop_entry(district, "Gems and Jewellery")
        assert make_odop_entry(district, "Gems and Jewellery") == entry
        gi = make_gi_entry("Blue Pottery of Jaipur", districts=[district])
        assert make_gi_entry("Blue Pottery of Jaipur") == gi
        assert [state.name for state in gi.states.all()] == ["Rajasthan"]
