"""What the launcher prints is true."""

from __future__ import annotations

from config.dev import banner
from config.seed.bazaar import BAZAAR
from config.seed.people import DESKS, STAFF_EMAIL, STAFF_PASSWORD


class TestText:
    def test_names_the_seeded_logins(self) -> None:
        said = banner.text("http://127.0.0.1:8000", seconds=3.21)
        assert STAFF_EMAIL in said
        assert STAFF_PASSWORD in said
        assert all(desk.split("@")[0] + "@" in said for desk in DESKS)
        assert any(cast.email and cast.email in said for cast in BAZAAR)

    def test_says_how_long_it_took_and_where(self) -> None:
        said = banner.text("http://127.0.0.1:8123", seconds=3.21)
        assert "open after 3.2 s" in said
        assert "http://127.0.0.1:8123/api/docs/" in said
