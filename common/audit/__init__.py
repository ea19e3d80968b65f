"""Who did what to what, append-only."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models


def record(*, actor: Any, action: str, target: models.Model, now: datetime, data: dict[str, Any] | None = None) -> None:
    """Append one event to the trail, inside the caller's transaction. ``data`` holds facts, never secrets."""
    from common.audit.models import AuditEvent

    AuditEvent.objects.create(
        actor=actor,
        action=action,
        target_type=target._meta.label,
        target_id=str(target.pk),
        data=data or {},
        happened_at=now,
    )
