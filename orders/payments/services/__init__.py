"""Writes of payments: start, cancel, refund, webhooks, sweep."""

from orders.payments.services import reactions as reactions
from orders.payments.services.converging import converge_payment, refresh_payment
from orders.payments.services.inbox import receive_webhook, replay_webhook, work_on_webhook
from orders.payments.services.refunding import RefundPart, converge_refund, refresh_refund, refund
from orders.payments.services.starting import cancel_payment, start_payment
from orders.payments.services.sweeping import sweep

__all__ = [
    "RefundPart",
    "cancel_payment",
    "converge_payment",
    "converge_refund",
    "receive_webhook",
    "refresh_payment",
    "refresh_refund",
    "refund",
    "replay_webhook",
    "start_payment",
    "sweep",
    "work_on_webhook",
]
