"""Abstract bases of every table."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from common.ids import new_id


class BaseModel(models.Model):
    """A row with a time-ordered UUID and the instants of its making and last change."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True


class StatusMove(models.Model):
    """History row of a state machine. Subclasses add ``subject``, a foreign key with ``related_name="moves"``."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    from_status = models.CharField(max_length=32)
    to_status = models.CharField(max_length=32)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    actor_label = models.CharField(max_length=120, blank=True)
    reason = models.TextField(blank=True)
    moved_at = models.DateTimeField()

    class Meta:
        abstract = True
