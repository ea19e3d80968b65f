"""Door of quotes and baskets for the worker."""

from __future__ import annotations

from celery import shared_task

from common import clock
from orders.baskets.services import forget_left_baskets
from orders.quotes.services import forget_old_quotes


@shared_task(name="orders.forget_left_baskets", ignore_result=True)
def forget_left() -> int:
    """Delete old quotes that nobody bought, then guest baskets that nobody came back to."""
    return forget_old_quotes(now=clock.now()) + forget_left_baskets(now=clock.now())
