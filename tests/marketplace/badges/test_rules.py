"""The rules in words: yes, no and nearly."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from marketplace.badges.rules import GiClaim, OdopClaim, Origin, Place, contradiction_of, explain_gi, explain_odop

MADHUBANI, DARBHANGA = Place("Madhubani", "Bihar"), Place("Darbhanga", "Bihar")
ENTRY = UUID(int=7)
ODOP = OdopClaim(ENTRY, "Madhubani Paintings", MADHUBANI, True, True, "ODOP list, DPIIT, May 2026")
GI = GiClaim(ENTRY, "Madhubani Paintings", True, False, "Madhubani", True, "district", "GI Registry, October 2025")


class TestExplainOdop:
    def test_yes_names_entry_place_and_source(self) -> None:
        answer = explain_odop(ODOP, Origin("IN", MADHUBANI), ["Madhubani Paintings"])
        assert (answer.holds, answer.code, answer.entry, answer.remedy) == (True, "entry_of_origin", ENTRY, "")
        assert answer.reason == (
            "Madhubani Paintings is an ODOP entry of Madhubani, Bihar, where this is made (ODOP list, DPIIT, May 2026)."
        )

    def test_near_miss_says_whose_entry_it_is_and_what_would_help(self) -> None:
        answer = explain_odop(replace(ODOP, is_of_origin=False), Origin("IN", DARBHANGA), ["Makhana"])
        assert (answer.holds, answer.code) == (False, "other_district")
        assert answer.reason == "Madhubani Paintings is the entry for Madhubani; your origin is Darbhanga."
        assert answer.remedy == (
            "If it is made in Madhubani, state that as its origin. "
            "The ODOP entries of Darbhanga: Makhana. Claim the one that this product is."
        )

    @pytest.mark.parametrize(
        ("claim", "origin", "code"),
        [
            (None, Origin("IN", MADHUBANI), "not_claimed"),
            (ODOP, Origin("IN", None), "origin_missing"),
            (ODOP, Origin("NP", MADHUBANI), "made_abroad"),
            (replace(ODOP, is_active=False), Origin("IN", MADHUBANI), "entry_not_in_force"),
        ],
    )
    def test_no_has_a_reason_of_its_own(self, claim: OdopClaim | None, origin: Origin, code: str) -> None:
        answer = explain_odop(claim, origin, [])
        assert (answer.holds, answer.code) == (False, code)
        assert answer.reason

    def test_says_when_the_register_has_nothing_there(self) -> None:
        answer = explain_odop(None, Origin("IN", DARBHANGA), [])
        assert answer.remedy == "The register knows no ODOP entries of Darbhanga."


class TestExplainGi:
    def test_yes_by_district(self) -> None:
        answer = explain_gi(GI, Origin("IN", MADHUBANI), [])
        assert (answer.holds, answer.code) == (True, "area_holds_origin")
        assert answer.reason == (
            "The area of Madhubani Paintings is Madhubani (by district) and holds Madhubani "
            "(GI Registry, October 2025)."
        )

    def test_yes_by_state_says_so(self) -> None:
        answer = explain_gi(replace(GI, area="Bihar", basis="state"), Origin("IN", DARBHANGA), [])
        assert answer.holds is True
        assert "the register knows the area by state" in answer.reason

    def test_outside_the_area(self) -> None:
        answer = explain_gi(replace(GI, area_holds=False), Origin("IN", DARBHANGA), ["Mithila Makhana"])
        assert (answer.holds, answer.code) == (False, "outside_area")
        assert answer.reason == ("The area of Madhubani Paintings is Madhubani; your origin is Darbhanga, Bihar.")
        assert answer.remedy.endswith(
            "The registered GIs of Darbhanga: Mithila Makhana. Claim the one that this product is."
        )

    @pytest.mark.parametrize(
        ("claim", "origin", "code"),
        [
            (None, Origin("IN", MADHUBANI), "not_claimed"),
            (GI, Origin("IN", None), "origin_missing"),
            (GI, Origin("NP", MADHUBANI), "made_abroad"),
            (replace(GI, is_registered=False), Origin("IN", MADHUBANI), "entry_not_in_force"),
            (replace(GI, is_foreign=True), Origin("IN", MADHUBANI), "foreign_gi"),
            (replace(GI, basis="unknown", area_holds=False), Origin("IN", MADHUBANI), "area_unknown"),
        ],
    )
    def test_no_has_a_reason_of_its_own(self, claim: GiClaim | None, origin: Origin, code: str) -> None:
        answer = explain_gi(claim, origin, [])
        assert (answer.holds, answer.code) == (False, code)
        assert answer.reason


class TestContradictionOf:
    @pytest.mark.parametrize(
        ("kind", "is_food", "branch", "contradicts"),
        [
            ("handloom", True, "food", True),
            ("handicraft", True, "food", True),
            ("food_processing", False, "crafts", True),
            ("food_stuff", False, "gifts", True),
            ("agricultural", False, "handloom", True),
            ("agricultural", False, "gifts", False),
            ("agricultural", True, "food", False),
            ("agriculture", False, "crafts", False),
            ("manufactured", False, "gifts", False),
            ("handicraft", False, "crafts", False),
        ],
    )
    def test_refuses_only_what_nothing_can_be_both_of(
        self, kind: str, is_food: bool, branch: str, contradicts: bool
    ) -> None:
        found = contradiction_of(kind=kind, name="X", is_food=is_food, branch=branch, category="Y")
        assert bool(found) is contradicts

    def test_is_a_no_with_a_remedy_in_both_rules(self) -> None:
        said = "Kota Doria stands in the register as handloom; your product is listed as food (Spices)."
        odop = explain_odop(replace(ODOP, contradiction=said), Origin("IN", MADHUBANI), [])
        gi = explain_gi(replace(GI, contradiction=said), Origin("IN", MADHUBANI), [])
        for answer in (odop, gi):
            assert (answer.holds, answer.code, answer.reason) == (False, "other_kind_of_goods", said)
            assert answer.remedy
