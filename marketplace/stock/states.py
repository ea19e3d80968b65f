"""What can become of pieces that a buyer holds, and why stock moves."""

from __future__ import annotations

from django.db import models


class ReservationStatus(models.TextChoices):
    """A hold is sold or given back, once; both ends are final."""

    HELD = "held", "Held"
    RELEASED = "released", "Released"
    SOLD = "sold", "Sold"


class MovementKind(models.TextChoices):
    """Why the number of pieces on hand changed."""

    RECEIVED = "received", "Received"
    SOLD = "sold", "Sold"
    RETURNED = "returned", "Returned"
    DAMAGED = "damaged", "Damaged"
    CORRECTED = "corrected", "Corrected after counting"


class RecordKind(models.TextChoices):
    """What a seller can report: pieces that came in or broke, or how many were counted altogether."""

    RECEIVED = "received", "New pieces came in"
    DAMAGED = "damaged", "Pieces broke"
    COUNTED = "counted", "Pieces were counted"
