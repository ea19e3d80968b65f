"""Reads of bank accounts and IFS codes."""

from __future__ import annotations

from sellers.bank.models import BankAccount, BankAccountStatus, IfscAddition
from sellers.identity.errors import IfscUnknown
from sellers.identity.ifsc import check_ifsc_shape, listed_bank_name
from sellers.profiles.models import Seller


def bank_name_of(ifsc: str) -> str:
    """The bank that the code belongs to; raises IfscInvalid for its shape, IfscUnknown when no branch has it."""
    code = check_ifsc_shape(ifsc)
    name = listed_bank_name(code)
    if name is None:
        name = IfscAddition.objects.filter(ifsc=code).values_list("bank_name", flat=True).first()
    if name is None:
        raise IfscUnknown
    return name


def account_in_force(seller: Seller) -> BankAccount | None:
    """The account to which the seller is paid, or None before approval."""
    return BankAccount.objects.filter(seller=seller, status=BankAccountStatus.IN_FORCE).first()


def proposed_account(seller: Seller) -> BankAccount | None:
    """The account stated in the application, or None."""
    return BankAccount.objects.filter(seller=seller, status=BankAccountStatus.PROPOSED).first()


def stated_account(seller: Seller) -> BankAccount | None:
    """The account in force, or else the one proposed; reads prefetched accounts where there are some."""
    stated = [account for account in seller.bank_accounts.all() if account.status != BankAccountStatus.RETIRED]
    return min(stated, key=lambda account: account.rank, default=None)


def account_is_taken(account: BankAccount) -> bool:
    """Whether another live seller is paid to the same number at the same bank."""
    same = BankAccount.objects.filter(number_index=account.number_index, status=BankAccountStatus.IN_FORCE)
    return same.exclude(seller_id=account.seller_id).exists()
