"""Channels and statuses of a notice."""

from django.db import models


class Channel(models.TextChoices):
    """How a notice travels."""

    EMAIL = "email", "E-mail"
    SMS = "sms", "SMS"


class NoticeStatus(models.TextChoices):
    """A notice is queued, then sent, or failed for good; ``error`` says why."""

    QUEUED = "queued", "Queued"
    SENT = "sent", "Sent"
    FAILED = "failed", "Failed"
