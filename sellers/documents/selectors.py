"""Reads of private papers."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from common.errors import NotFound
from sellers.documents.models import SellerDocument
from sellers.profiles.models import Seller


def current_documents(seller: Seller) -> QuerySet[SellerDocument]:
    """The papers in force, by kind."""
    return (
        SellerDocument.objects.filter(seller=seller, replaced_at__isnull=True)
        .select_related("document")
        .order_by("kind", "id")
    )


def document_of(seller: Seller, document_id: UUID) -> SellerDocument:
    """One paper of this seller, current or replaced; raises NotFound for another's."""
    paper = SellerDocument.objects.filter(seller=seller, pk=document_id).select_related("document").first()
    if paper is None:
        raise NotFound
    return paper
