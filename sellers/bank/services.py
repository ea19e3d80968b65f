"""Stating the bank account, and putting it in force with the approval."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from common import audit
from common.crypto import blind_index
from common.errors import FieldIssue, InvalidInput, Refusal
from sellers.bank.models import BankAccount, BankAccountStatus, IfscAddition
from sellers.bank.selectors import bank_name_of, proposed_account
from sellers.identity.ifsc import check_ifsc_shape
from sellers.identity.names import check_holder_name
from sellers.identity.numbers import check_account_number
from sellers.members.rights import Right
from sellers.members.selectors import require_member_right
from sellers.profiles.models import Seller
from sellers.profiles.services import bump_revision, lock_seller, require_editable
from sellers.profiles.states import GROUP_KINDS


def state_bank_account(
    *, seller_id: UUID, viewer: User, holder_name: str, ifsc: str, number: str, now: datetime
) -> BankAccount:
    """State (or replace) the account with which the application is made.

    Raises NotFound, MemberRightMissing, a refusal of the seller's standing, or InvalidInput naming every field
    that is wrong: ``ifsc_invalid``, ``ifsc_unknown``, ``account_number_invalid``, ``holder_name_mismatch``.
    """
    with transaction.atomic():
        seller = lock_seller(seller_id)
        require_member_right(viewer, seller, Right.EDIT_BANK)
        require_editable(seller)
        bank_name = _checked(seller, holder_name=holder_name, ifsc=ifsc, number=number)
        account = proposed_account(seller) or BankAccount(seller=seller)
        account.holder_name, account.bank_name = holder_name, bank_name
        account.ifsc, account.number = check_ifsc_shape(ifsc), check_account_number(number)
        account.number_index = number_index(account.ifsc, account.number)
        account.save()
        bump_revision(seller)
        audit.record(
            actor=viewer,
            action="sellers.bank_account_stated",
            target=seller,
            data={"ifsc": account.ifsc, "number": account.masked_number},
            now=now,
        )
    return account


def number_index(ifsc: str, number: str) -> str:
    """Blind index of an account: numbers are unique within a bank, so the bank's prefix is part of it."""
    return blind_index(f"{ifsc[:4]}:{number}", "seller-bank-account")


def holder_name_refusal(seller: Seller, holder_name: str) -> Refusal | None:
    """Why the account cannot be taken as the group's own, or None. Individuals and firms are left to the reviewer."""
    if seller.kind not in GROUP_KINDS or not seller.legal_name:
        return None
    return _refusal_of(lambda: check_holder_name(holder_name, seller.legal_name))


def put_in_force(seller: Seller) -> None:
    """Make the proposed account the one that is paid to; the caller has locked the seller.

    The database refuses a number that another live seller has: call it within ``unique_among_live``.
    """
    account = proposed_account(seller)
    if account is None:
        return
    BankAccount.objects.filter(seller=seller, status=BankAccountStatus.IN_FORCE).update(
        status=BankAccountStatus.RETIRED
    )
    account.status = BankAccountStatus.IN_FORCE
    account.save(update_fields=["status", "updated_at"])


def add_ifsc(*, ifsc: str, bank_name: str, source: str, actor: User, now: datetime) -> IfscAddition:
    """Record a branch that the shipped list does not have yet; raises IfscInvalid for its shape."""
    with transaction.atomic():
        addition, created = IfscAddition.objects.get_or_create(
            ifsc=check_ifsc_shape(ifsc), defaults={"bank_name": bank_name, "source": source, "added_by": actor}
        )
        if created:
            audit.record(
                actor=actor, action="sellers.ifsc_added", target=addition, data={"ifsc": addition.ifsc}, now=now
            )
    return addition


def _checked(seller: Seller, *, holder_name: str, ifsc: str, number: str) -> str:
    """The bank's name, or InvalidInput with everything that is wrong."""
    refusals = {
        "/holder_name": holder_name_refusal(seller, holder_name),
        "/ifsc": _refusal_of(lambda: bank_name_of(ifsc)),
        "/number": _refusal_of(lambda: check_account_number(number)),
    }
    issues = [FieldIssue(pointer, found.code, found.detail) for pointer, found in refusals.items() if found]
    if issues:
        raise InvalidInput(errors=issues)
    return bank_name_of(ifsc)


def _refusal_of(check: Callable[[], object]) -> Refusal | None:
    try:
        check()
    except Refusal as refusal:
        return refusal
    return None
