"""Whether an account is in the group's own name."""

from __future__ import annotations

import pytest

from sellers.identity.errors import HolderNameMismatch
from sellers.identity.names import check_holder_name, names_agree


class TestNamesAgree:
    @pytest.mark.parametrize(
        ("holder", "group"),
        [
            ("MITHILA MAHILA SHG", "Mithila Mahila Self Help Group"),
            ("Mithila Mahila Swayam Sahayata Samuh", "Mithila Mahila Self-Help Group"),
            ("LAKADONG TURMERIC PRODUCER CO LTD", "Lakadong Turmeric Producer Company Limited"),
            ("LAKADONG TURMERIC PRODUCER CO", "Lakadong Turmeric Producer Company Limited"),
            ("MADHUBANEE KALA SAMITI", "Madhubani Kala Samiti"),
            ("मिथिला महिला समूह", "मिथिला महिला समूह"),
        ],
    )
    def test_takes_the_ways_banks_write(self, holder: str, group: str) -> None:
        assert names_agree(holder, group)

    @pytest.mark.parametrize(
        ("holder", "group"),
        [
            ("SUNITA DEVI", "Mithila Mahila Self Help Group"),
            ("SHG", "Mithila Mahila Self Help Group"),
            ("JAI MAA DURGA SHG", "Jai Maa Kali SHG"),
            ("मिथिला महिला समूह", "अवध महिला समिति"),
            ("", "Mithila Mahila SHG"),
        ],
    )
    def test_refuses_others(self, holder: str, group: str) -> None:
        assert not names_agree(holder, group)


class TestCheckHolderName:
    def test_names_both_in_the_refusal(self) -> None:
        with pytest.raises(HolderNameMismatch, match=r"SUNITA DEVI.*Mithila Mahila SHG"):
            check_holder_name("SUNITA DEVI", "Mithila Mahila SHG")
