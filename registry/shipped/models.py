"""What was loaded when: lets an unchanged shipped file be skipped."""

from __future__ import annotations

from django.db import models

from common.models import BaseModel


class RegisterLoad(BaseModel):
    """The last load of a shipped register file, by its SHA-256."""

    file_name = models.CharField(max_length=60, unique=True)
    sha256 = models.CharField(max_length=64)
    row_count = models.PositiveIntegerField()
    loaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.file_name} {self.sha256[:12]}"
