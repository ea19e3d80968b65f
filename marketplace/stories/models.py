"""Tables of story cards: the card, its texts by language, its history."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from common.ids import short_code
from common.models import BaseModel, StatusMove
from common.states import status_check
from marketplace.catalogue.models import Product
from marketplace.stories.states import StoryLanguage, StoryStatus

CODE_LENGTH = 10
CODE_PATTERN = r"^[0-9A-HJKMNP-TV-Z]{10}$"


class StoryCard(BaseModel):
    """The story of one product. `code` is in its short address `/s/{code}` and tells nothing of other codes.

    Makers are shown by name only while `makers_consented`: consent is taken back by setting it to false.
    `revision` counts the writes and is the ETag of the seller's view.
    """

    product = models.OneToOneField(Product, on_delete=models.PROTECT, related_name="story")
    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=short_code, editable=False)
    status = models.CharField(max_length=16, choices=StoryStatus.choices, default=StoryStatus.DRAFT)
    makers_consented = models.BooleanField(default=False)
    makers_consented_at = models.DateTimeField(null=True, blank=True)
    sources = ArrayField(models.CharField(max_length=300), default=list, blank=True, size=10)
    approver = models.CharField(max_length=160, blank=True, help_text="The person who answers for the text")
    published_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            status_check("status", StoryStatus, "story_status_known"),
            models.CheckConstraint(condition=Q(code__regex=CODE_PATTERN), name="story_code_well_formed"),
            models.CheckConstraint(
                condition=~Q(approver="") | ~Q(status=StoryStatus.PUBLISHED), name="story_published_has_approver"
            ),
            models.CheckConstraint(
                condition=Q(makers_consented=False) | Q(makers_consented_at__isnull=False),
                name="story_consent_has_instant",
            ),
        ]

    def __str__(self) -> str:
        return f"/s/{self.code}"


class StoryMove(StatusMove):
    """Publishing a story or taking it back, and who did it."""

    subject = models.ForeignKey(StoryCard, on_delete=models.CASCADE, related_name="moves")

    def __str__(self) -> str:
        return f"{self.from_status} → {self.to_status}"


class StoryText(BaseModel):
    """A story in one language, approved by a person; nothing here is machine-translated on its own."""

    card = models.ForeignKey(StoryCard, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=8, choices=StoryLanguage.choices)
    title = models.CharField(max_length=120)
    local_names = ArrayField(models.CharField(max_length=60), default=list, blank=True, size=6)
    place = models.CharField(max_length=120, blank=True, help_text="Village or spelling; the register's name stays")
    community = models.CharField(max_length=200, blank=True)
    makers = models.CharField(max_length=200, blank=True)
    technique = models.TextField(max_length=600, blank=True)
    materials = models.TextField(max_length=300, blank=True)
    time_to_make = models.CharField(max_length=80, blank=True)
    heritage = models.TextField(max_length=1500, blank=True)
    distinctive_quality = models.TextField(max_length=800, blank=True)
    care = models.TextField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["card", "language"], name="story_text_once_per_language"),
            status_check("language", StoryLanguage, "story_language_known"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.language})"
