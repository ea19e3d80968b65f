"""Adding private papers and reading them, with a trace of who read what."""

from __future__ import annotations

from datetime import datetime
from typing import IO, Any
from uuid import UUID

from django.core.files import File
from django.db import transaction

from accounts.models import User
from common import audit
from media.documents.selectors import open_document
from media.documents.services import store_document
from sellers.documents.kinds import DocumentKind
from sellers.documents.models import SellerDocument
from sellers.members.rights import Right
from sellers.members.selectors import require_member_right, seller_for
from sellers.profiles.services import bump_revision, lock_seller, require_editable


def add_document(
    *, seller_id: UUID, viewer: User, kind: DocumentKind, file: File[bytes], now: datetime
) -> SellerDocument:
    """Add a paper (PDF, JPEG or PNG); a former one of the kind is kept as replaced.

    Raises NotFound, MemberRightMissing, a refusal of the seller's standing, or the media room's refusal of the file.
    """
    seller = seller_for(viewer, seller_id)
    require_member_right(viewer, seller, Right.ADD_DOCUMENTS)
    require_editable(seller)
    with transaction.atomic():
        seller = lock_seller(seller_id)
        require_editable(seller)
        document = store_document(uploaded_by=viewer, file=file, now=now)
        SellerDocument.objects.filter(seller=seller, kind=kind, replaced_at__isnull=True).update(replaced_at=now)
        paper = SellerDocument.objects.create(
            seller=seller, kind=kind, document=document, added_by=viewer, added_at=now
        )
        bump_revision(seller)
    return paper


def read_document(*, paper: SellerDocument, viewer: User, now: datetime) -> IO[Any]:
    """Open the stored bytes and record who read them; the caller has checked that the viewer may."""
    audit.record(
        actor=viewer,
        action="sellers.document_read",
        target=paper,
        data={"seller": str(paper.seller_id), "kind": paper.kind},
        now=now,
    )
    return open_document(paper.document)
