"""Reads of stock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet

from marketplace.stock.models import Reservation, StockLevel, StockMovement
from marketplace.stock.states import ReservationStatus


def product_in_stock() -> Exists:
    """A condition on products: some active variant has a piece that nobody holds."""
    return Exists(
        StockLevel.objects.filter(variant__product=OuterRef("pk"), variant__is_active=True, on_hand__gt=F("reserved"))
    )


def available_pieces(variant_ids: Iterable[UUID]) -> Mapping[UUID, int]:
    """Free pieces by variant id; a variant without a level is left out. One query."""
    rows = StockLevel.objects.filter(variant_id__in=list(variant_ids))
    return dict(rows.values_list("variant_id", F("on_hand") - F("reserved")))


def held_for(holder: UUID) -> Mapping[UUID, int]:
    """Pieces held right now for a holder, by variant id."""
    rows = Reservation.objects.filter(holder=holder, status=ReservationStatus.HELD)
    return dict(rows.values_list("variant_id", "quantity"))


def movements_of(variant_id: UUID) -> QuerySet[StockMovement]:
    """Movements of a variant, newest first."""
    return StockMovement.objects.filter(variant_id=variant_id).order_by("-moved_at", "-id")
