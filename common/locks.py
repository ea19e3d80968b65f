"""Row locks in one order, so that two transactions never wait for each other in a circle."""

from __future__ import annotations

from typing import TypeVar

from django.db import models

M = TypeVar("M", bound=models.Model)


def lock_in_order(queryset: models.QuerySet[M]) -> list[M]:
    """Lock the rows (``SELECT … FOR UPDATE``) in primary-key order and return them in that order.

    Must run inside a transaction; Django raises TransactionManagementError otherwise.
    """
    return list(queryset.order_by("pk").select_for_update(of=("self",)))
