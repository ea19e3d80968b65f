"""Doors of the worker: the daily run, the sweep, recoveries after refunds, accounts that became ready."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from celery import shared_task

from common import clock, outbox
from orders.payments.models import RefundLine
from orders.payouts import services


@shared_task(name="payouts.run", ignore_result=True)
def run_payouts() -> int:
    """Pay every seller what is released."""
    return len(services.run_payouts(now=clock.now()).payout_ids)


@shared_task(name="payouts.sweep", ignore_result=True)
def sweep_payouts() -> int:
    """Go on with payouts that stopped half-way."""
    return services.sweep_payouts(now=clock.now())


@outbox.handler("payouts.account_ready")
def pay_ready_seller(payload: dict[str, Any]) -> None:
    """The seller's account became ready: pay what was blocked."""
    services.pay_ready(seller_id=UUID(payload["seller_id"]), now=clock.now())


@outbox.handler("payments.refund_reserved")
def recover_refunded(payload: dict[str, Any]) -> None:
    """Take back what was passed on to the sellers of the refunded lines."""
    lines = RefundLine.objects.filter(refund_id=UUID(payload["refund_id"]))
    for seller_id in sorted(set(lines.values_list("order_line__order__seller_id", flat=True))):
        services.recover(seller_id=seller_id, now=clock.now())
