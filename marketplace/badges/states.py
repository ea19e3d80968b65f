"""The kinds of badges that are computed from the registers."""

from __future__ import annotations

from django.db import models


class BadgeKind(models.TextChoices):
    """Nobody can type one in: the rule of each kind reads the registers and the product's origin."""

    ODOP = "odop", "ODOP"
    GI_REGISTERED = "gi_registered", "Registered GI"
