"""Looking behind a mask, and overriding a rule: audited actions of reviewers, each with a reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import models, transaction

from accounts.models import User
from common import audit
from sellers.bank.selectors import stated_account
from sellers.profiles.models import Seller
from sellers.profiles.services import bump_revision, lock_seller
from sellers.review.errors import NothingToReveal, OverrideNotNeeded, OwnApplication, ReasonMissing
from sellers.review.selectors import application_for, may_decide
from sellers.review.services import SHORTEST_REASON


class Identifier(models.TextChoices):
    """What is masked."""

    PAN = "pan", "PAN"
    GSTIN = "gstin", "GSTIN"
    BANK_NUMBER = "bank_number", "Bank account number"


def _bank_number(seller: Seller) -> str:
    account = stated_account(seller)
    return account.number if account is not None else ""


READERS: Mapping[Identifier, Callable[[Seller], str]] = {
    Identifier.PAN: lambda seller: seller.pan,
    Identifier.GSTIN: lambda seller: seller.gstin,
    Identifier.BANK_NUMBER: _bank_number,
}


def reveal_identifier(*, seller_id: UUID, reviewer: User, identifier: Identifier, reason: str, now: datetime) -> str:
    """The plain identifier. Who looked, at what, when and why is recorded; the value itself never is.

    Raises NotFound, OwnApplication, ReasonMissing, NothingToReveal.
    """
    if len(reason.strip()) < SHORTEST_REASON:
        raise ReasonMissing("Give a reason of at least 10 characters; it is kept in the trail.", pointer="/reason")
    with transaction.atomic():
        seller = application_for(reviewer, seller_id)
        if not may_decide(reviewer, seller):
            raise OwnApplication
        value = READERS[identifier](seller)
        if not value:
            raise NothingToReveal
        audit.record(
            actor=reviewer,
            action="sellers.identifier_revealed",
            target=seller,
            data={"identifier": str(identifier), "reason": reason},
            now=now,
        )
    return value


def allow_interstate(*, seller_id: UUID, reviewer: User, reason: str, now: datetime) -> Seller:
    """Let a seller without GST registration ship to other states, for a reason found in law or a notification.

    Notification 34/2023 confines such sellers to their own state; Notification 3/2018-IT exempts certain handicrafts,
    but whether that holds through a marketplace is not settled: hence a person's decision. Raises NotFound,
    OwnApplication, ReasonMissing, OverrideNotNeeded.
    """
    if len(reason.strip()) < SHORTEST_REASON:
        raise ReasonMissing("Name the notification or ruling that allows it.", pointer="/reason")
    return _set_override(seller_id, reviewer, allowed=True, reason=reason, now=now)


def withdraw_interstate(*, seller_id: UUID, reviewer: User, reason: str, now: datetime) -> Seller:
    """Take the exemption back; raises as :func:`allow_interstate` does."""
    if len(reason.strip()) < SHORTEST_REASON:
        raise ReasonMissing(pointer="/reason")
    return _set_override(seller_id, reviewer, allowed=False, reason=reason, now=now)


def _set_override(seller_id: UUID, reviewer: User, *, allowed: bool, reason: str, now: datetime) -> Seller:
    with transaction.atomic():
        application_for(reviewer, seller_id)
        seller = lock_seller(seller_id)
        if not may_decide(reviewer, seller):
            raise OwnApplication
        if allowed and seller.is_gst_registered:
            raise OverrideNotNeeded
        seller.interstate_override = allowed
        seller.interstate_override_reason = reason
        seller.save(update_fields=["interstate_override", "interstate_override_reason"])
        bump_revision(seller)
        audit.record(
            actor=reviewer,
            action="sellers.interstate_allowed" if allowed else "sellers.interstate_withdrawn",
            target=seller,
            data={"reason": reason},
            now=now,
        )
    return seller
