"""Start-up checks: in production codes must leave the house, and the SMS settings must make sense."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from accounts.notices.gateways.sms import ADAPTERS

AT_HOME = (
    "django.core.mail.backends.filebased.EmailBackend",
    "django.core.mail.backends.console.EmailBackend",
    "django.core.mail.backends.dummy.EmailBackend",
)


@register()
def check_gateways(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Name every setting that would keep codes from reaching people."""
    return [*_mail(), *_sms()]


def _mail() -> list[CheckMessage]:
    if settings.DEBUG or settings.EMAIL_BACKEND not in AT_HOME:
        return []
    return [Error("E-mail is written to files.", hint="Set EMAIL_URL, such as smtp+tls://…:587.", id="accounts.E001")]


def _sms() -> list[CheckMessage]:
    gateway = settings.SMS_GATEWAY
    if gateway not in ADAPTERS:
        return [Error(f"SMS_GATEWAY {gateway} is unknown.", hint=f"One of {', '.join(ADAPTERS)}.", id="accounts.E002")]
    if gateway == "http":
        if settings.SMS_HTTP_URL.startswith("https://") and settings.SMS_HTTP_TOKEN:
            return []
        return [
            Error("The SMS operator is not named.", hint="Set SMS_HTTP_URL and SMS_HTTP_TOKEN.", id="accounts.E003")
        ]
    if settings.DEBUG:
        return []
    return [Error("SMS are not sent.", hint="Set SMS_GATEWAY=http, SMS_HTTP_URL, SMS_HTTP_TOKEN.", id="accounts.E004")]
