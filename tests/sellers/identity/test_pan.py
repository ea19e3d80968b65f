"""PANs: format, and a fourth letter that fits the kind of seller."""

from __future__ import annotations

import pytest

from sellers.identity.errors import PanInvalid, PanUnfit
from sellers.identity.pan import FITTING_LETTERS, check_pan, check_pan_fits
from sellers.profiles.states import SellerKind


class TestCheckPan:
    @pytest.mark.parametrize(
        ("given", "stored"),
        [("ACUPA7085R", "ACUPA7085R"), (" acupa7085r ", "ACUPA7085R"), ("ACUPA 7085 R", "ACUPA7085R")],
    )
    def test_accepts_and_compacts(self, given: str, stored: str) -> None:
        assert check_pan(given) == stored

    @pytest.mark.parametrize(
        "given", ["", "ACUPA7085", "ACUPA7085RR", "ABMPA32111", "ABMXA3211G", "ACUPA0000R", "१२३४५६७८९०", "••••••085R"]
    )
    def test_refuses_what_is_none(self, given: str) -> None:
        with pytest.raises(PanInvalid):
            check_pan(given)


class TestCheckPanFits:
    @pytest.mark.parametrize(
        ("kind", "letter"), [(kind, letter) for kind, letters in FITTING_LETTERS.items() for letter in letters]
    )
    def test_accepts_the_letters_of_the_kind(self, kind: str, letter: str) -> None:
        check_pan_fits(f"ABC{letter}K1234L", kind)
        assert letter in FITTING_LETTERS[kind]

    @pytest.mark.parametrize(
        ("kind", "pan"),
        [
            ("artisan", "ABCCK1234L"),
            ("artisan", "ABCHK1234L"),
            ("shg", "ABCPK1234L"),
            ("fpo", "ABCPK1234L"),
            ("cooperative", "ABCCK1234L"),
            ("micro_enterprise", "ABCAK1234L"),
        ],
    )
    def test_refuses_another_holder_and_names_both(self, kind: str, pan: str) -> None:
        with pytest.raises(PanUnfit) as caught:
            check_pan_fits(pan, kind)
        assert f"letter {pan[3]}" in caught.value.detail
        assert SellerKind(kind).label in caught.value.detail
