"""Folding names for search."""

import pytest

from registry.search.text import fold, search_text, squeeze


class TestFold:
    @pytest.mark.parametrize(
        ("text", "folded"),
        [
            ("  Kārgil   Leh ", "kargil leh"),
            ("Ri-Bhoi", "ri bhoi"),
            ("Dadra & Nagar Haveli", "dadra and nagar haveli"),
            ("Žatecký Chmel", "zatecky chmel"),
            ("मधुबनी", "मधुबनी"),
            ("ಚನ್ನಪಟ್ಟಣ", "ಚನ್ನಪಟ್ಟಣ"),
            ("%_'\"", ""),
        ],
    )
    def test_folds(self, text: str, folded: str) -> None:
        assert fold(text) == folded

    def test_squeezes_out_spaces(self) -> None:
        assert squeeze("24 Parganas (North)") == "24parganasnorth"

    def test_joins_names_once(self) -> None:
        assert search_text(["Dokra", "dokra", "", "Dhokra"]) == "dokra | dhokra"
