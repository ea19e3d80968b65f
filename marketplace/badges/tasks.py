"""Background work of badges: what changed below is followed here, since registers know nothing of products."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from celery import shared_task

from common import clock, outbox
from marketplace.badges.selectors import products_touched_since, products_touching, products_with_claims
from marketplace.badges.services import reevaluate_products
from marketplace.catalogue.services.listings import PRODUCT_CHANGED

REGISTER_CHANGED = "registry.entries_changed"
"""Outbox topic ``{"odop_entries": [id…], "gi_entries": [id…]}``: entries whose facts changed."""
LOOK_BACK = timedelta(minutes=5)


@outbox.handler(PRODUCT_CHANGED)
def follow_product_change(payload: dict[str, Any]) -> None:
    """A listing says something else now: work its badges out again."""
    reevaluate_products([UUID(payload["product_id"])], now=clock.now())


@outbox.handler(REGISTER_CHANGED)
def follow_register_change(payload: dict[str, Any]) -> None:
    """Register entries changed: work out again exactly the products that name them."""
    reevaluate_badges(payload.get("odop_entries", []), payload.get("gi_entries", []))


@shared_task(name="marketplace.reevaluate_badges", ignore_result=True)
def reevaluate_badges(odop_entries: list[str], gi_entries: list[str]) -> int:
    """Work out the badges of the products that name these entries; returns how many."""
    touched = products_touching(
        odop_entries=[UUID(entry) for entry in odop_entries], gi_entries=[UUID(entry) for entry in gi_entries]
    )
    return reevaluate_products(touched, now=clock.now())


@shared_task(name="marketplace.follow_recent_register_changes", ignore_result=True)
def follow_recent_register_changes() -> int:
    """Every minute: products whose entry or district was written in the last five minutes."""
    now = clock.now()
    return reevaluate_products(products_touched_since(now - LOOK_BACK), now=now)


@shared_task(name="marketplace.sweep_badges", ignore_result=True)
def sweep_badges() -> int:
    """Every hour: all products with a claim, for whatever no announcement and no timestamp told."""
    return reevaluate_products(products_with_claims(), now=clock.now())
