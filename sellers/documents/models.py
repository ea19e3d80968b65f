"""Private papers of a seller: each a document of the media room, readable by its members and by reviewers only."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from common.models import BaseModel
from common.states import status_check
from sellers.documents.kinds import DocumentKind
from sellers.profiles.models import Seller


class SellerDocument(BaseModel):
    """A paper of one kind. Adding another of the kind replaces it; what was replaced stays for the record."""

    seller = models.ForeignKey(Seller, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=40, choices=DocumentKind.choices)
    document = models.ForeignKey("media.Document", on_delete=models.PROTECT, related_name="+")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            status_check("kind", DocumentKind, "seller_document_kind_known"),
            models.UniqueConstraint(
                fields=["seller", "kind"],
                condition=Q(replaced_at__isnull=True),
                name="seller_document_one_current",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
