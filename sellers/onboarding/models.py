"""What a reviewer asked a seller to change, item by item."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from common.models import BaseModel
from sellers.profiles.models import Seller


class ChangeRequest(BaseModel):
    """One thing to change: ``pointer`` names the fact or paper, ``note`` says what is wrong with it."""

    seller = models.ForeignKey(Seller, on_delete=models.CASCADE, related_name="change_requests")
    pointer = models.CharField(max_length=80)
    note = models.TextField()
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True, help_text="When the seller submitted again.")

    class Meta:
        indexes = [
            models.Index(
                fields=["seller", "requested_at"],
                condition=Q(answered_at__isnull=True),
                name="change_request_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.pointer}: {self.note[:60]}"
