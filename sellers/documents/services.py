"""Adding private papers and reading them, with a trace of who read what."""

from __future__ import annotations

from datetime import datetime
from typing import IO
from uuid import UUID

from django.db import transaction

from accounts.models import User
from common import audit
from media.documents.services import store_document
from sellers.documents.kinds import DocumentKind
from sellers.documents.models import SellerDocument
from sellers.documents.selectors import document_of
from sellers.members.rights import Right
from sellers.members.selectors import require_member_right, seller_for
from sellers.profiles.services import bump_revision, lock_seller, require_editable


def add_document(
    *, seller_id: UUID, viewer: User, kind: DocumentKind, file: IO[bytes], now: datetime
) -> SellerDocument:
    """Add a paper (PDF, JPEG or PNG); a former one of the kind is kept as replaced.

    Raises NotFound, MemberRightMissing, a refusal of the seller's standing, or the media room's refusal of the file.
    The file is stored before the transaction, since storage is an outside service: should the seller be submitted
    in that very moment, the refused file stays unattached and unreadable.
    """
    seller = seller_for(viewer, seller_id)
    require_member_right(viewer, seller, Right.ADD_DOCUMENTS)
    require_editable(seller)
    document = store_document(uploaded_by=viewer, file=file, now=now)
    with transaction.atomic():
        seller = lock_seller(seller_id)
        require_editable(seller)
        SellerDocument.objects.filter(seller=seller, kind=kind, replaced_at__isnull=True).update(replaced_at=now)
        paper = SellerDocument.objects.create(
            seller=seller, kind=kind, document=document, added_by=viewer, added_at=now
        )
        bump_revision(seller)
    return paper


def own_document(*, seller_id: UUID, document_id: UUID, viewer: User, now: datetime) -> SellerDocument:
    """A paper of one's own seller, about to be read; raises NotFound or MemberRightMissing."""
    seller = seller_for(viewer, seller_id)
    require_member_right(viewer, seller, Right.SEE_DOCUMENTS)
    return note_reading(paper=document_of(seller, document_id), viewer=viewer, now=now)


def note_reading(*, paper: SellerDocument, viewer: User, now: datetime) -> SellerDocument:
    """Record who reads a paper; the caller has checked that the viewer may, and sends the bytes."""
    audit.record(
        actor=viewer,
        action="sellers.document_read",
        target=paper,
        data={"seller": str(paper.seller_id), "kind": paper.kind},
        now=now,
    )
    return paper
