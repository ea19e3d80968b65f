"""Registration and account numbers: right and wrong shapes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from common.errors import Refusal
from sellers.identity.numbers import (
    check_account_number,
    check_cin,
    check_enrolment_number,
    check_fssai,
    check_udyam,
)

RIGHT: list[tuple[Callable[[str], str], str, str]] = [
    (check_udyam, "UDYAM-KA-03-0012345", "UDYAM-KA-03-0012345"),
    (check_udyam, " udyam-ka-03-0012345 ", "UDYAM-KA-03-0012345"),
    (check_cin, "U01100ML2019PTC012345", "U01100ML2019PTC012345"),
    (check_cin, "L17110mh1973plc019786", "L17110MH1973PLC019786"),
    (check_fssai, "10012011000168", "10012011000168"),
    (check_fssai, "2001 2011 0001 68", "20012011000168"),
    (check_enrolment_number, "100721000012345", "100721000012345"),
    (check_enrolment_number, "enr/10/0001", "ENR/10/0001"),
    (check_account_number, "0123 4567 8901", "012345678901"),
    (check_account_number, "012-345-678-901", "012345678901"),
    (check_account_number, "1" * 18, "1" * 18),
]
WRONG: list[tuple[Callable[[str], str], str, str]] = [
    (check_udyam, "UDYAM-KAR-03-0012345", "udyam_invalid"),
    (check_udyam, "KA-03-0012345", "udyam_invalid"),
    (check_cin, "X01100ML2019PTC012345", "cin_invalid"),
    (check_cin, "U01100ML2019PTC01234", "cin_invalid"),
    (check_fssai, "1001201100016", "fssai_invalid"),
    (check_fssai, "30012011000168", "fssai_invalid"),
    (check_fssai, "१००१२०११०००१६८", "fssai_invalid"),
    (check_enrolment_number, "1234", "enrolment_number_invalid"),
    (check_enrolment_number, "AB_CD_EF", "enrolment_number_invalid"),
    (check_account_number, "12345678", "account_number_invalid"),
    (check_account_number, "1" * 19, "account_number_invalid"),
    (check_account_number, "000000000000", "account_number_invalid"),
    (check_account_number, "12345678A", "account_number_invalid"),
]


class TestCheckNumbers:
    @pytest.mark.parametrize(("check", "given", "stored"), RIGHT)
    def test_accepts(self, check: Callable[[str], str], given: str, stored: str) -> None:
        assert check(given) == stored

    @pytest.mark.parametrize(("check", "given", "code"), WRONG)
    def test_refuses_with_its_code(self, check: Callable[[str], str], given: str, code: str) -> None:
        with pytest.raises(Refusal) as caught:
            check(given)
        assert caught.value.code == code
        assert caught.value.status == 422
