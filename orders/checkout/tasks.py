"""Doors of the checkout for the worker: ends of payments, and the sweep of unpaid purchases."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from celery import shared_task

from common import clock, outbox
from orders.checkout.services.closing import (
    expire_unpaid_purchases,
    note_payment_cancelled,
    note_payment_failed,
)
from orders.checkout.services.confirming import confirm_purchase


@outbox.handler("payments.succeeded")
def on_payment_succeeded(payload: dict[str, Any]) -> None:
    """Confirm the purchase, or refund it when its goods are gone."""
    confirm_purchase(purchase_id=UUID(payload["purchase_id"]), payment_id=UUID(payload["payment_id"]), now=clock.now())


@outbox.handler("payments.failed")
def on_payment_failed(payload: dict[str, Any]) -> None:
    """Tell the buyer to try again."""
    note_payment_failed(purchase_id=UUID(payload["purchase_id"]), now=clock.now())


@outbox.handler("payments.cancelled")
def on_payment_cancelled(payload: dict[str, Any]) -> None:
    """End the purchase if it still waits."""
    note_payment_cancelled(purchase_id=UUID(payload["purchase_id"]), now=clock.now())


@shared_task(name="orders.expire_unpaid_purchases", ignore_result=True)
def expire_unpaid() -> int:
    """End purchases whose time to pay is over."""
    return expire_unpaid_purchases(now=clock.now())
