"""The SMS port: one call, and the adapter that ``SMS_GATEWAY`` names behind it."""

from __future__ import annotations

from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

ADAPTERS = {
    "file": "accounts.notices.gateways.sms_file.FileSms",
    "console": "accounts.notices.gateways.sms_file.ConsoleSms",
    "http": "accounts.notices.gateways.sms_http.HttpSms",
}


class SmsAdapter(Protocol):
    """What an SMS adapter must be able to do."""

    def send(self, *, to: str, text: str, template: str, reference: str) -> None:
        """Hand one message to the operator.

        Raises ``UndeliverableNotice`` when it is refused for good, ``GatewayUnavailable`` otherwise.
        """


def send_sms(*, to: str, text: str, template: str, reference: str) -> None:
    """Send an SMS to an E.164 number through the configured adapter; ``reference`` makes a repeat recognisable."""
    adapter: SmsAdapter = import_string(ADAPTERS[settings.SMS_GATEWAY])()
    adapter.send(to=to, text=text, template=template, reference=reference)
