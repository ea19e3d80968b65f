"""Sellers who can be paid, and what the bank and the books say about them."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from factories.money import Sold, make_paid_purchase
from factories.sellers import make_seller
from factories.stripe import deliver_webhooks

from common import clock, outbox
from orders.ledger.chart import AccountKind
from orders.ledger.selectors import balance, trial_balance
from orders.payments.simulator import accounts
from orders.payments.simulator.models import BalanceRow, StoredObject
from orders.payouts.models import SettlementAccount
from orders.payouts.services import refresh_account, set_up_account
from orders.purchases.models import Purchase
from sellers.models import Seller


def make_settlement_account(seller: Seller, *, ready: bool = True) -> SettlementAccount:
    """A seller's account at the provider; ``ready`` means that the seller completed it."""
    account, _ = set_up_account(seller=seller, now=clock.now())
    if ready:
        with transaction.atomic():
            accounts.complete(account.provider_ref, now=int(clock.now().timestamp()))
        account = refresh_account(account=account, now=clock.now())
    return account


def make_payable_seller(kind: str = "artisan", **facts: object) -> Seller:
    """An approved seller whose account at the provider is ready."""
    seller = make_seller(kind, **facts)
    make_settlement_account(seller)
    return seller


def deliver(*sold: Sold, days_ago: int = 30) -> Purchase:
    """A paid and delivered purchase whose hold is over."""
    then = clock.now() - timedelta(days=days_ago)
    return make_paid_purchase(*sold, delivered_at=then)


def settle() -> None:
    """Let every webhook and every message of the outbox arrive."""
    for _ in range(4):
        deliver_webhooks()
        outbox.drain_now()


def at_bank(seller: Seller) -> int:
    """What the provider has paid out of the seller's account, net of what came back."""
    account = SettlementAccount.objects.get(seller_id=seller.pk)
    rows = BalanceRow.objects.filter(account=account.provider_ref, kind__startswith="payout")
    return -sum(row.amount for row in rows)


def count_at_provider(kind: str) -> int:
    """How many objects of a kind the provider holds."""
    return StoredObject.objects.filter(kind=kind).count()


def assert_books_agree(now: datetime | None = None) -> None:
    """The books balance, and both sides of the provider's money agree with the provider."""
    assert trial_balance().difference == {"INR": 0}
    platform = sum(row.amount - row.fee for row in BalanceRow.objects.filter(account=""))
    sellers = sum(row.amount - row.fee for row in BalanceRow.objects.exclude(account=""))
    assert balance(AccountKind.PROVIDER_CLEARING) == platform
    assert balance(AccountKind.PROVIDER_ALLOCATED) == sellers
