"""Celery door of the simulator: its webhooks go out from the worker."""

from celery import shared_task

from common import clock

from .webhooks import deliver_due


@shared_task(name="stripe_simulator.deliver_webhooks")
def deliver_webhooks() -> int:
    """Send what is due; returns how many were taken."""
    return deliver_due(now=int(clock.now().timestamp()))
