"""Tables of stock: the level of each variant, the holds of buyers and every movement of pieces."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from common.models import BaseModel
from common.states import status_check
from marketplace.stock.states import MovementKind, ReservationStatus

MAX_ON_HAND = 1_000_000
"""Most pieces of one variant that a seller can have; more is a typing error."""


class StockLevel(BaseModel):
    """Pieces of a variant on hand, and how many of these are held for buyers who are paying."""

    variant = models.OneToOneField("marketplace.Variant", models.CASCADE, related_name="stock_level")
    on_hand = models.IntegerField(default=0)
    reserved = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(reserved__gte=0), name="stock_reserved_not_negative"),
            models.CheckConstraint(condition=Q(reserved__lte=F("on_hand")), name="stock_reserved_within_on_hand"),
            models.CheckConstraint(condition=Q(on_hand__lte=MAX_ON_HAND), name="stock_on_hand_in_range"),
        ]

    def __str__(self) -> str:
        return f"{self.on_hand} on hand, {self.reserved} reserved"

    @property
    def available(self) -> int:
        """Pieces that can still be promised to somebody."""
        return self.on_hand - self.reserved


class Reservation(BaseModel):
    """Pieces of one variant held for one holder (a purchase) until a moment, then given back."""

    holder = models.UUIDField(db_index=True)
    variant = models.ForeignKey("marketplace.Variant", models.PROTECT, related_name="reservations")
    quantity = models.PositiveIntegerField()
    status = models.CharField(max_length=10, choices=ReservationStatus.choices, default=ReservationStatus.HELD)
    expires_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            status_check("status", ReservationStatus, "reservation_status_known"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="reservation_quantity_positive"),
            models.UniqueConstraint(
                fields=["holder", "variant"],
                condition=Q(status=ReservationStatus.HELD),
                name="reservation_held_once_per_variant",
            ),
        ]
        indexes = [
            models.Index(fields=["expires_at"], condition=Q(status=ReservationStatus.HELD), name="reservation_expiring")
        ]

    def __str__(self) -> str:
        return f"{self.quantity} {self.status}"


class StockMovement(BaseModel):
    """One change of the pieces on hand; the sum over a variant is its level's ``on_hand``."""

    variant = models.ForeignKey("marketplace.Variant", models.PROTECT, related_name="stock_movements")
    kind = models.CharField(max_length=10, choices=MovementKind.choices)
    delta = models.IntegerField()
    cause = models.CharField(max_length=200)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    moved_at = models.DateTimeField()

    class Meta:
        constraints = [
            status_check("kind", MovementKind, "stock_movement_kind_known"),
            models.CheckConstraint(condition=~Q(delta=0), name="stock_movement_not_zero"),
        ]
        indexes = [models.Index(fields=["variant", "moved_at", "id"], name="stock_movement_history")]

    def __str__(self) -> str:
        return f"{self.delta:+d} {self.kind}"
