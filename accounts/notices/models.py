"""The table of notices: one row per message to one recipient."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.db import models

from accounts.notices.states import Channel, NoticeStatus
from common.bases import BaseModel
from common.crypto import EncryptedTextField
from common.states import status_check


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Filters on notices."""

    def queued(self) -> NoticeQuerySet:
        """Those still to be sent."""
        return self.filter(status=NoticeStatus.QUEUED)

    def to_user(self, user: models.Model) -> NoticeQuerySet:
        """Those addressed to an account, newest first."""
        return self.filter(user_id=user.pk).order_by("-created_at", "-id")


class Notice(BaseModel):
    """One e-mail or SMS. The words come from the template; what fills them is kept encrypted."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="notices"
    )
    channel = models.CharField(max_length=10, choices=Channel.choices)
    recipient = models.CharField(max_length=254)
    template = models.CharField(max_length=80)
    language = models.CharField(max_length=8)
    context_json = EncryptedTextField(blank=True, default="", editable=False)
    status = models.CharField(max_length=10, choices=NoticeStatus.choices, default=NoticeStatus.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=500, blank=True, default="")
    expires_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            status_check("status", NoticeStatus, "notice_status_known"),
            status_check("channel", Channel, "notice_channel_known"),
        ]
        indexes = [
            models.Index(fields=["user", "-created_at"], name="notice_by_user"),
            models.Index(fields=["status", "created_at"], name="notice_by_status"),
        ]

    def __str__(self) -> str:
        return f"{self.template} to {self.masked_recipient}"

    @property
    def context(self) -> dict[str, Any]:
        """What fills the template; empty once a secret notice has been dealt with."""
        filled: dict[str, Any] = json.loads(self.context_json) if self.context_json else {}
        return filled

    @property
    def masked_recipient(self) -> str:
        """``a•••@example.org`` or ``••••••••3210``: enough to recognise, too little to use."""
        name, at, domain = self.recipient.partition("@")
        if at:
            return f"{name[:1]}•••@{domain}"
        return "•" * max(len(self.recipient) - 4, 0) + self.recipient[-4:]
