"""Decisions on applications: each under the seller's row lock, by somebody outside its team, told to the seller."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from common import audit, outbox
from common.errors import FieldIssue, InvalidInput
from sellers.bank.services import put_in_force
from sellers.documents.kinds import DocumentKind
from sellers.notices.services import tell_seller
from sellers.onboarding.errors import ApplicationIncomplete
from sellers.onboarding.facts import STATED_FACTS
from sellers.onboarding.models import ChangeRequest
from sellers.onboarding.selectors import open_issues, requirements_for
from sellers.profiles.machine import MACHINE
from sellers.profiles.models import Seller
from sellers.profiles.services import bump_revision, lock_seller, require_revision, unique_among_live
from sellers.profiles.states import SellerStatus
from sellers.review.errors import AlreadyDecided, NotUnderReview, OwnApplication, ReasonMissing, UnknownItem
from sellers.review.selectors import application_for, last_decision, may_decide

TOPIC = "sellers.decided"
SHORTEST_REASON = 10
TITLES = {
    **{f"/{fact}": title for fact, title in STATED_FACTS.items()},
    **{f"/documents/{kind.value}": str(kind.label) for kind in DocumentKind},
    "/bank_account": "Bank account",
    "/bank_account/holder_name": "Account holder",
    "/bank_account/ifsc": "IFSC",
    "/bank_account/number": "Account number",
}
"""What a reviewer may ask to change: pointer → its name in a person's words."""
REACH = {
    True: ("You may ship to all of India.", "आप पूरे भारत में भेज सकते हैं।"),
    False: (
        "Without GST registration you may ship within your own state only.",
        "GST पंजीकरण के बिना आप केवल अपने राज्य में भेज सकते हैं।",
    ),
}


@dataclass(frozen=True)
class ChangeItem:
    """One thing to change: a pointer such as ``/pan`` or ``/documents/bank_proof``, and what is wrong with it."""

    pointer: str
    note: str


def approve_seller(
    *, seller_id: UUID, reviewer: User, now: datetime, note: str = "", expected_revision: int | None = None
) -> Seller:
    """Let the seller sell; its bank account comes into force.

    Raises NotFound, OwnApplication, AlreadyDecided or NotUnderReview, StaleEdit, ApplicationIncomplete (a register
    has changed since the submission), and PanInUse, GstinInUse or BankAccountInUse from the database's constraints.
    """
    with _decision(seller_id, reviewer, expected_revision) as seller:
        issues = open_issues(requirements_for(seller))
        if issues:
            raise ApplicationIncomplete(errors=issues)
        with unique_among_live():
            MACHINE.move_to(seller, SellerStatus.APPROVED, actor=reviewer, reason=note, now=now)
            put_in_force(seller)
        seller.approved_at = seller.approved_at or now
        seller.save(update_fields=["approved_at"])
        reach, reach_hi = REACH[seller.ships_interstate]
        tell_seller(seller, template="sellers.approved", reach=reach, reach_hi=reach_hi, now=now)
        _close_decision(seller, reviewer, now=now)
    return seller


def request_changes(
    *,
    seller_id: UUID,
    reviewer: User,
    items: Sequence[ChangeItem],
    now: datetime,
    expected_revision: int | None = None,
) -> Seller:
    """Send the application back with a list of things to change.

    Raises as :func:`approve_seller` does, and ReasonMissing or UnknownItem for the items.
    """
    if not items:
        raise ReasonMissing("Name at least one thing to change.", pointer="/items")
    _require_known_items(items)
    with _decision(seller_id, reviewer, expected_revision) as seller:
        summary = "\n".join(f"• {TITLES[item.pointer]}: {item.note}" for item in items)
        MACHINE.move_to(seller, SellerStatus.CHANGES_REQUESTED, actor=reviewer, reason=summary, now=now)
        for item in items:
            ChangeRequest.objects.create(
                seller=seller, pointer=item.pointer, note=item.note, requested_by=reviewer, requested_at=now
            )
        tell_seller(seller, template="sellers.changes_requested", items=summary, count=str(len(items)), now=now)
        _close_decision(seller, reviewer, now=now)
    return seller


def reject_seller(
    *, seller_id: UUID, reviewer: User, reason: str, now: datetime, expected_revision: int | None = None
) -> Seller:
    """Refuse the application for good; raises as :func:`approve_seller` does, and ReasonMissing."""
    _require_reason(reason)
    with _decision(seller_id, reviewer, expected_revision) as seller:
        MACHINE.move_to(seller, SellerStatus.REJECTED, actor=reviewer, reason=reason, now=now)
        tell_seller(seller, template="sellers.rejected", reason=reason, now=now)
        _close_decision(seller, reviewer, now=now)
    return seller


def suspend_seller(*, seller_id: UUID, reviewer: User, reason: str, now: datetime) -> Seller:
    """Hide an approved seller and its products at once; raises NotFound, OwnApplication, SellerMoveRefused."""
    _require_reason(reason)
    with _standing_change(seller_id, reviewer) as seller:
        MACHINE.move_to(seller, SellerStatus.SUSPENDED, actor=reviewer, reason=reason, now=now)
        tell_seller(seller, template="sellers.suspended", reason=reason, now=now)
        _close_decision(seller, reviewer, now=now)
    return seller


def reinstate_seller(*, seller_id: UUID, reviewer: User, reason: str, now: datetime) -> Seller:
    """Let a suspended seller sell again; raises NotFound, OwnApplication, SellerMoveRefused, ReasonMissing."""
    _require_reason(reason)
    with _standing_change(seller_id, reviewer) as seller:
        MACHINE.require(seller, SellerStatus.APPROVED)
        if seller.status != SellerStatus.SUSPENDED:
            raise NotUnderReview("Only a suspended seller can be reinstated.")
        MACHINE.move_to(seller, SellerStatus.APPROVED, actor=reviewer, reason=reason, now=now)
        tell_seller(seller, template="sellers.reinstated", now=now)
        _close_decision(seller, reviewer, now=now)
    return seller


@contextmanager
def _standing_change(seller_id: UUID, reviewer: User) -> Iterator[Seller]:
    """The seller's row, locked, within the reviewer's states and outside the reviewer's own teams."""
    with transaction.atomic():
        application_for(reviewer, seller_id)
        seller = lock_seller(seller_id)
        if not may_decide(reviewer, seller):
            raise OwnApplication
        yield seller


@contextmanager
def _decision(seller_id: UUID, reviewer: User, expected_revision: int | None) -> Iterator[Seller]:
    """As :func:`_standing_change`, and waiting for a decision. The second of two reviewers waits here, then is told."""
    with _standing_change(seller_id, reviewer) as seller:
        if seller.status != SellerStatus.SUBMITTED:
            raise _too_late(seller)
        require_revision(seller, expected_revision)
        yield seller


def _too_late(seller: Seller) -> AlreadyDecided | NotUnderReview:
    move = last_decision(seller)
    if move is None:
        return NotUnderReview()
    who = (move.actor.name if move.actor is not None else move.actor_label) or "another reviewer"
    return AlreadyDecided(
        f"{who} decided on {move.moved_at:%d %B %Y at %H:%M} UTC: “{SellerStatus(move.to_status).label}”. "
        "Fetch the application again.",
        status_now=seller.status,
    )


def _require_reason(reason: str) -> None:
    if len(reason.strip()) < SHORTEST_REASON:
        raise ReasonMissing(pointer="/reason")


def _require_known_items(items: Sequence[ChangeItem]) -> None:
    issues = [
        FieldIssue(f"/items/{index}/pointer", UnknownItem.code, UnknownItem.detail)
        for index, item in enumerate(items)
        if item.pointer not in TITLES
    ]
    if issues:
        raise InvalidInput(errors=issues)


def _close_decision(seller: Seller, reviewer: User, *, now: datetime) -> None:
    """What every decision ends with: its instant, the audit event, and word to the other rooms."""
    seller.decided_at = now
    seller.save(update_fields=["decided_at"])
    bump_revision(seller)
    audit.record(actor=reviewer, action=f"sellers.{seller.status}", target=seller, now=now)
    outbox.enqueue(
        topic=TOPIC,
        payload={"seller_id": str(seller.pk), "status": seller.status, "decided_at": now.isoformat()},
        key=str(seller.pk),
    )
