"""The worker's door to notices."""

from __future__ import annotations

from typing import Any

from accounts.notices.services import TOPIC, send_notice
from common import clock, outbox


@outbox.handler(TOPIC)
def deliver_notice(payload: dict[str, Any]) -> None:
    """Send the notice of an outbox message."""
    send_notice(notice_id=payload["notice_id"], now=clock.now())
