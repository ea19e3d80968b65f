"""Celery door of stock: the sweep of expired holds."""

from __future__ import annotations

from celery import shared_task

from common import clock
from marketplace.stock.services import release_expired


@shared_task(name="marketplace.release_expired_holds", ignore_result=True)
def release_expired_holds() -> int:
    """Give back the pieces of holds past their time."""
    return release_expired(now=clock.now())
