"""Table of private documents."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from common.models import BaseModel


class DocumentKind(models.TextChoices):
    """What the content is, found from the content itself."""

    PDF = "pdf", "PDF"
    JPEG = "jpeg", "JPEG"
    PNG = "png", "PNG"


class Document(BaseModel):
    """A private paper. `path` is in the private storage; `byte_size` and `sha256` are of the stored file."""

    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(max_length=8, choices=DocumentKind.choices)
    original_name = models.CharField(max_length=120, help_text="As the uploader called it; shown, never trusted")
    byte_size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    path = models.CharField(max_length=200, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=DocumentKind.values), name="document_kind_known"),
            models.CheckConstraint(condition=models.Q(byte_size__gt=0), name="document_has_size"),
        ]

    def __str__(self) -> str:
        return f"{self.original_name} ({self.kind})"
