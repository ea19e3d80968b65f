"""The PostgreSQL that DATABASE_URL names: new enough, and with what the tables rely on."""

from __future__ import annotations

import pytest
from django.db import connection

pytestmark = [pytest.mark.services, pytest.mark.django_db]

OLDEST = 150000


class TestServer:
    def test_is_new_enough_and_speaks_utf8(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('server_version_num')::int, current_setting('server_encoding')")
            version, encoding = cursor.fetchone()
        assert version >= OLDEST
        assert encoding == "UTF8"
