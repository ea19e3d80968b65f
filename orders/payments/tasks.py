"""Doors of the worker: received webhooks and the sweep of what is not final."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from celery import shared_task

from common import clock, outbox
from orders.payments import services


@outbox.handler("payments.webhook_received")
def work_on_webhook(payload: dict[str, Any]) -> None:
    """Work on one received webhook."""
    services.work_on_webhook(event_id=UUID(payload["event_id"]), now=clock.now())


@shared_task(name="payments.sweep", ignore_result=True)
def sweep() -> int:
    """Look again at whatever is not final."""
    return services.sweep(now=clock.now())
