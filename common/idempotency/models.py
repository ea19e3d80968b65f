"""Stored answers of writes that carried an Idempotency-Key."""

from django.db import models

from common.crypto import EncryptedTextField
from common.ids import new_id


class IdempotencyRecord(models.Model):
    """One key of one caller on one route: in flight until it has an answer, then the answer itself."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    scope = models.CharField(max_length=64)
    key = models.CharField(max_length=255)
    body_hash = models.CharField(max_length=64)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    content_type = models.CharField(max_length=100, blank=True)
    body = EncryptedTextField(blank=True)  # answers may carry guest tokens

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scope", "key"], name="idempotency_once_per_scope")]
        indexes = [models.Index(fields=["started_at"], name="idempotency_by_age")]

    def __str__(self) -> str:
        return f"{self.key} ({self.status or 'in flight'})"
