"""Doors of refunds for the worker."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from common import clock, outbox
from orders.refunds.services.asking import REFUND_REQUESTED, refund_unfulfillable
from orders.refunds.services.settling import send_refund, settle_refund


@outbox.handler("orders.purchase_unfulfillable")
def on_purchase_unfulfillable(payload: dict[str, Any]) -> None:
    """All of it goes back."""
    refund_unfulfillable(purchase_id=UUID(payload["purchase_id"]), now=clock.now())


@outbox.handler(REFUND_REQUESTED)
def on_refund_requested(payload: dict[str, Any]) -> None:
    """Ask the payment for the money."""
    send_refund(refund_id=UUID(payload["refund_id"]), now=clock.now())


@outbox.handler("refunds.succeeded")
def on_refund_succeeded(payload: dict[str, Any]) -> None:
    """The buyer has it."""
    settle_refund(refund_id=UUID(payload["cause_id"]), is_success=True, now=clock.now())


@outbox.handler("refunds.failed")
def on_refund_failed(payload: dict[str, Any]) -> None:
    """The buyer does not have it."""
    settle_refund(refund_id=UUID(payload["cause_id"]), is_success=False, now=clock.now())
