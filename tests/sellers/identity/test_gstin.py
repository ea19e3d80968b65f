"""GSTINs: what python-stdnum refuses though it is issued, and what does not belong together."""

from __future__ import annotations

import pytest
from factories.sellers import make_gstin
from stdnum import luhn
from stdnum.in_ import gstin as stdnum_gstin

from sellers.identity.errors import GstinInvalid, GstinPanMismatch, GstinStateMismatch
from sellers.identity.gstin import ALPHABET, check_gstin, check_gstin_pan, check_gstin_state, pan_in

PAN = "AAPFU0939F"


def gstin_with(fourteenth: str) -> str:
    body = f"27{PAN}1{fourteenth}"
    return body + luhn.calc_check_digit(body, ALPHABET)


class TestCheckGstin:
    def test_accepts_a_known_one(self) -> None:
        assert check_gstin("27aapfu0939f1zv") == "27AAPFU0939F1ZV"
        assert pan_in("27AAPFU0939F1ZV") == PAN

    def test_accepts_ladakh_which_stdnum_refuses(self) -> None:
        ladakh = make_gstin(PAN, "38")
        assert not stdnum_gstin.is_valid(ladakh)
        assert check_gstin(ladakh) == ladakh

    @pytest.mark.parametrize("letter", ["C", "D", "B"])
    def test_accepts_other_fourteenth_letters(self, letter: str) -> None:
        assert not stdnum_gstin.is_valid(gstin_with(letter))
        assert check_gstin(gstin_with(letter)) == gstin_with(letter)

    @pytest.mark.parametrize(
        "given",
        [
            "",
            "27AAPFU0939F1Z",
            "27AAPFU0939F1ZO",  # check character
            "27AAPFU0939F0ZV",  # no registration has number 0
            "27AAPFU0939F12V",  # the fourteenth is a letter
            "369296450896540",
            "27AAPXU0939F1ZV",  # no PAN inside
            "२७AAPFU0939F1ZV",
        ],
    )
    def test_refuses_what_is_none(self, given: str) -> None:
        with pytest.raises(GstinInvalid):
            check_gstin(given)

    def test_notices_every_single_mistyped_character(self) -> None:
        good = "27AAPFU0939F1ZV"
        for at, right in enumerate(good):
            wrong = good[:at] + ("7" if right != "7" else "3") + good[at + 1 :]
            with pytest.raises(GstinInvalid):
                check_gstin(wrong)


class TestCheckGstinPan:
    def test_accepts_its_own_pan(self) -> None:
        assert check_gstin_pan("27AAPFU0939F1ZV", PAN) is None

    def test_refuses_another(self) -> None:
        with pytest.raises(GstinPanMismatch):
            check_gstin_pan("27AAPFU0939F1ZV", "AAPFU0939G")


class TestCheckGstinState:
    @pytest.mark.parametrize(("gst_code", "state"), [("37", "Andhra Pradesh"), ("38", "Ladakh"), ("10", "Bihar")])
    def test_accepts_the_gst_code_not_the_lgd_code(self, gst_code: str, state: str) -> None:
        assert check_gstin_state(make_gstin(PAN, gst_code), gst_code=gst_code, state_name=state) is None

    def test_refuses_another_state_and_names_the_code(self) -> None:
        with pytest.raises(GstinStateMismatch, match="GST code of Bihar is 10"):
            check_gstin_state("27AAPFU0939F1ZV", gst_code="10", state_name="Bihar")

    def test_explains_a_former_code(self) -> None:
        with pytest.raises(GstinStateMismatch, match="28 is the former GST code of Andhra Pradesh"):
            check_gstin_state(make_gstin(PAN, "28"), gst_code="37", state_name="Andhra Pradesh")
