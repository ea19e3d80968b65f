"""Starting an application, amending it and submitting it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from accounts.models import User
from common import audit
from common.errors import FieldIssue, InvalidInput
from common.ids import short_code
from sellers.bank.selectors import account_is_taken, proposed_account
from sellers.members.models import SellerMember
from sellers.members.rights import MemberRole, Right
from sellers.members.selectors import require_member_right
from sellers.notices.services import tell_seller
from sellers.onboarding.errors import ApplicationIncomplete
from sellers.onboarding.facts import OPEN_AFTER_APPROVAL, write_facts
from sellers.onboarding.selectors import open_issues, requirements_for
from sellers.profiles.errors import BankAccountInUse, GstinInUse, PanInUse
from sellers.profiles.machine import MACHINE
from sellers.profiles.models import Seller
from sellers.profiles.services import bump_revision, lock_seller, require_editable, require_revision
from sellers.profiles.states import IDENTITY_HOLDING_STATUSES, SellerStatus


def start_application(*, viewer: User, facts: Mapping[str, Any], now: datetime) -> Seller:
    """Open a draft with the viewer as its owner. ``facts`` holds at least ``kind`` and ``display_name``.

    Raises InvalidInput naming every fact that is wrong; then nothing is stored.
    """
    seller = Seller()
    _write(seller, facts, now=now)
    with transaction.atomic():
        _insert_with_free_slug(seller)
        SellerMember.objects.create(seller=seller, user=viewer, role=MemberRole.OWNER)
        audit.record(actor=viewer, action="sellers.application_started", target=seller, now=now)
    return seller


def amend_profile(
    *,
    seller_id: UUID,
    viewer: User,
    facts: Mapping[str, Any],
    now: datetime,
    expected_revision: int | None = None,
) -> Seller:
    """Change facts of the profile; all or nothing.

    Raises NotFound, MemberRightMissing, StaleEdit (another revision), ApplicationUnderReview, VerifiedFactLocked,
    SellerClosed, or InvalidInput naming every fact that is wrong.
    """
    with transaction.atomic():
        seller = lock_seller(seller_id)
        require_member_right(viewer, seller, Right.EDIT_PROFILE)
        require_revision(seller, expected_revision)
        locked = sorted(set(facts) - OPEN_AFTER_APPROVAL)
        if seller.status != SellerStatus.APPROVED or locked:
            require_editable(seller, pointers=tuple(f"/{name}" for name in locked))
        _write(seller, facts, now=now)
        seller.revision += 1
        seller.save()
        audit.record(
            actor=viewer,
            action="sellers.profile_amended",
            target=seller,
            data={"facts": sorted(facts), "revision": seller.revision},
            now=now,
        )
    return seller


def submit_application(*, seller_id: UUID, viewer: User, now: datetime) -> Seller:
    """Hand the application to the reviewers.

    Raises NotFound, MemberRightMissing, SellerMoveRefused, ApplicationIncomplete with everything that is missing or
    unfit, and PanInUse, GstinInUse or BankAccountInUse when another live seller has the identity already.
    """
    with transaction.atomic():
        seller = lock_seller(seller_id)
        require_member_right(viewer, seller, Right.SUBMIT_APPLICATION)
        MACHINE.require(seller, SellerStatus.SUBMITTED)
        issues = open_issues(requirements_for(seller))
        if issues:
            raise ApplicationIncomplete(errors=issues)
        require_free_identity(seller)
        seller.submitted_at, seller.submitted_by = now, viewer
        seller.save(update_fields=["submitted_at", "submitted_by"])
        MACHINE.move_to(seller, SellerStatus.SUBMITTED, actor=viewer, now=now)
        seller.change_requests.filter(answered_at__isnull=True).update(answered_at=now)
        bump_revision(seller)
        tell_seller(seller, template="sellers.submitted", now=now)
    return seller


def require_free_identity(seller: Seller) -> None:
    """Say early that another live seller has the PAN, GSTIN or bank account; the database says it for certain."""
    others = Seller.objects.filter(status__in=IDENTITY_HOLDING_STATUSES).exclude(pk=seller.pk)
    if seller.pan_index and others.filter(pan_index=seller.pan_index).exists():
        raise PanInUse(pointer="/pan")
    if seller.gstin_index and others.filter(gstin_index=seller.gstin_index).exists():
        raise GstinInUse(pointer="/gstin")
    account = proposed_account(seller)
    if account is not None and account_is_taken(account):
        raise BankAccountInUse(pointer="/bank_account/number")


def _insert_with_free_slug(seller: Seller) -> None:
    """The name as address part; when it is taken, also by a draft of this very moment, with a random tail."""
    base = slugify(seller.display_name)[:60].strip("-") or "seller"
    seller.slug = base
    try:
        with transaction.atomic():
            seller.save(force_insert=True)
    except IntegrityError:
        seller.slug = f"{base}-{short_code(6).lower()}"
        seller.save(force_insert=True)


def _write(seller: Seller, facts: Mapping[str, Any], *, now: datetime) -> None:
    changes = dict(facts)
    if "undertaking_accepted" in changes:
        accepted = changes.pop("undertaking_accepted")
        changes["undertaking_accepted_at"] = (seller.undertaking_accepted_at or now) if accepted else None
    issues = write_facts(seller, changes)
    if "formed_on" in changes and seller.formed_on is not None and seller.formed_on > now.date():
        issues.append(FieldIssue("/formed_on", "date_in_future", "The date of formation cannot lie in the future."))
    if issues:
        raise InvalidInput(errors=issues)
