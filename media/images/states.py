"""The life of an uploaded image: received, then rendered (ready) or found undrawable (failed)."""

from __future__ import annotations

from django.db import models

from common.states import Moves


class ImageStatus(models.TextChoices):
    """What has become of an upload."""

    RECEIVED = "received", "Received"
    READY = "ready", "Ready"
    FAILED = "failed", "Failed"


MOVES: Moves = {ImageStatus.RECEIVED: frozenset({ImageStatus.READY, ImageStatus.FAILED})}
