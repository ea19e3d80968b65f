"""The start-up checks of e-mail and SMS."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.notices.checks import check_gateways

FILES = "django.core.mail.backends.filebased.EmailBackend"
SMTP = "django.core.mail.backends.smtp.EmailBackend"


class TestCheckGateways:
    @pytest.mark.parametrize(
        ("debug", "changes", "ids"),
        [
            (True, {"EMAIL_BACKEND": FILES, "SMS_GATEWAY": "file"}, []),
            (False, {"EMAIL_BACKEND": FILES, "SMS_GATEWAY": "file"}, ["accounts.E001", "accounts.E004"]),
            (True, {"SMS_GATEWAY": "pigeon"}, ["accounts.E002"]),
            (True, {"SMS_GATEWAY": "http", "SMS_HTTP_URL": "http://sms.example"}, ["accounts.E003"]),
            (
                False,
                {
                    "EMAIL_BACKEND": SMTP,
                    "SMS_GATEWAY": "http",
                    "SMS_HTTP_URL": "https://sms.example",
                    "SMS_HTTP_TOKEN": "t",
                },
                [],
            ),
        ],
    )
    def test_names_what_keeps_codes_at_home(
        self, settings: Any, debug: bool, changes: dict[str, str], ids: list[str]
    ) -> None:
        settings.DEBUG = debug
        for name, value in changes.items():
            setattr(settings, name, value)
        assert [found.id for found in check_gateways(None)] == ids
