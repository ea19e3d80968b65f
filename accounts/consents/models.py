"""The append-only table of consents."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from common.bases import BaseModel
from common.states import status_check


class Purpose(models.TextChoices):
    """What a person can agree to."""

    TERMS = "terms", "Terms of use"
    PRIVACY = "privacy", "Privacy notice"
    MARKETING = "marketing", "News and offers"


class ConsentRecord(BaseModel):
    """One yes or one no. The latest row of a purpose is what holds; rows are never changed."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    version = models.CharField(max_length=20)
    is_given = models.BooleanField()
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [status_check("purpose", Purpose, "consent_purpose_known")]
        indexes = [models.Index(fields=["user", "purpose", "-decided_at", "-id"], name="consent_latest")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.version}: {'given' if self.is_given else 'withdrawn'}"
