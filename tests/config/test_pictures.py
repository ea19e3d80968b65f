"""The drawn photographs are what a phone would send."""

from io import BytesIO

import pytest
from PIL import Image

from config.seed.pictures import MOTIFS, SIZE, photo


class TestPhoto:
    @pytest.mark.parametrize("motif", sorted(MOTIFS))
    def test_is_a_jpeg_with_exif_and_a_position(self, motif: str) -> None:
        picture = Image.open(BytesIO(photo(motif)), formats=["JPEG"])
        assert picture.size == SIZE
        exif = picture.getexif()
        assert exif[0x0110] == "Phone camera"
        assert exif.get_ifd(0x8825)[1] == "N"

    def test_differs_by_seed(self) -> None:
        assert photo("turmeric", 1) != photo("turmeric", 2)
