"""What every write to a seller begins with: the row under lock, the question whether it may change, uniqueness."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import IntegrityError, transaction

from common.errors import NotFound, Refusal, StaleEdit
from common.locks import lock_in_order
from sellers.profiles.errors import (
    ApplicationUnderReview,
    BankAccountInUse,
    GstinInUse,
    PanInUse,
    SellerClosed,
    VerifiedFactLocked,
)
from sellers.profiles.models import Seller
from sellers.profiles.states import EDITABLE_STATUSES, SellerStatus

IN_USE: dict[str, Callable[[], Refusal]] = {
    "seller_pan_unique_among_live": lambda: PanInUse(pointer="/pan"),
    "seller_gstin_unique_among_live": lambda: GstinInUse(pointer="/gstin"),
    "bank_account_unique_among_live": lambda: BankAccountInUse(pointer="/bank_account/number"),
}


def lock_seller(seller_id: UUID) -> Seller:
    """The seller's row, locked until the transaction ends; raises NotFound."""
    rows = lock_in_order(Seller.objects.filter(pk=seller_id))
    if not rows:
        raise NotFound
    return rows[0]


def require_revision(seller: Seller, expected: int | None) -> None:
    """Raise StaleEdit when the caller has seen another revision of the locked row; None means no expectation."""
    if expected is not None and seller.revision != expected:
        raise StaleEdit


def require_editable(seller: Seller, *, pointers: tuple[str, ...] = ()) -> None:
    """Raise the refusal that says why verified facts cannot be edited in the seller's present status."""
    if seller.status in EDITABLE_STATUSES:
        return
    if seller.status == SellerStatus.SUBMITTED:
        raise ApplicationUnderReview
    if seller.status == SellerStatus.APPROVED:
        raise VerifiedFactLocked(pointer=pointers[0] if pointers else None)
    raise SellerClosed


@contextmanager
def unique_among_live() -> Iterator[None]:
    """Turn the database's refusal of a second live owner of a PAN, GSTIN or bank account into a sentence.

    The writes inside run in a savepoint, so that the surrounding transaction stays usable.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        diagnostics = getattr(error.__cause__, "diag", None)
        refusal = IN_USE.get(getattr(diagnostics, "constraint_name", None) or "")
        if refusal is None:
            raise
        raise refusal() from error


def bump_revision(seller: Seller) -> None:
    """Count a write to a locked seller or to what belongs to it, so that an older ETag no longer matches."""
    seller.revision += 1
    seller.save(update_fields=["revision", "updated_at"])
