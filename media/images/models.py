"""Tables of public images and their renditions."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from common.models import BaseModel, StatusMove
from common.states import status_check
from media.images.states import ImageStatus


class ImageFormat(models.TextChoices):
    """Formats of originals; renditions are always WebP."""

    JPEG = "jpeg", "JPEG"
    PNG = "png", "PNG"
    WEBP = "webp", "WebP"


class Image(BaseModel):
    """An uploaded photo. `width` and `height` are pixels as a person sees it (orientation applied).

    The original lies in the private storage under `original_path`; only renditions are public.
    """

    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    status = models.CharField(max_length=16, choices=ImageStatus.choices, default=ImageStatus.RECEIVED)
    failure = models.CharField(max_length=64, blank=True, help_text="Error code of why it could not be drawn")
    format = models.CharField(max_length=8, choices=ImageFormat.choices)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    byte_size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    original_path = models.CharField(max_length=200, unique=True)
    dominant_color = models.CharField(max_length=7, blank=True, help_text="#rrggbb to show while it loads")

    class Meta:
        constraints = [
            status_check("status", ImageStatus, "image_status_known"),
            models.CheckConstraint(
                condition=models.Q(width__gt=0, height__gt=0, byte_size__gt=0), name="image_has_size"
            ),
            models.CheckConstraint(
                condition=models.Q(status=ImageStatus.FAILED) | models.Q(failure=""),
                name="image_failure_only_when_failed",
            ),
        ]
        indexes = [
            models.Index(fields=["created_at"], name="image_waiting", condition=models.Q(status=ImageStatus.RECEIVED))
        ]

    def __str__(self) -> str:
        return f"{self.width}×{self.height} {self.format} {self.pk}"


class ImageMove(StatusMove):
    """History of an image's status."""

    subject = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="moves")

    def __str__(self) -> str:
        return f"{self.from_status} → {self.to_status}"


class Rendition(BaseModel):
    """One public WebP of an image; `path` is named by its content and never changes.

    `size` is the step (320, 800, 1600): the longest side it was made to fit, in pixels.
    """

    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="renditions")
    size = models.PositiveSmallIntegerField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    format = models.CharField(max_length=8, choices=[("webp", "WebP")], default="webp")
    byte_size = models.PositiveIntegerField()
    path = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "size"], name="rendition_once_per_size"),
            models.CheckConstraint(
                condition=models.Q(width__lte=models.F("size"), height__lte=models.F("size")),
                name="rendition_fits_size",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.width}×{self.height} {self.path}"
