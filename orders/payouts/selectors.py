"""Reads: what is released for payout, what a seller was paid, why a payout is blocked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from accounts.models import User
from orders.ledger.selectors import open_payables
from orders.payouts.models import Payout, SettlementAccount
from orders.payouts.states import PAYOUT_NOT_PAID
from orders.purchases.models import Order
from orders.purchases.states import OrderStatus
from sellers.selectors import Right, sellers_with_right


def held_until(delivered_at: datetime) -> datetime:
    """When the earnings of an order delivered then may be paid out."""
    return delivered_at + timedelta(days=settings.PAYOUT_HOLD_DAYS)


def released_orders(*, seller_id: UUID, now: datetime, currency: str = "INR") -> dict[UUID, int]:
    """Orders whose hold is over, with what each still owes the seller in paise; in the order of their numbers' keys."""
    payables = {
        order: amount for order, amount in open_payables(seller_id=seller_id, currency=currency).items() if amount > 0
    }
    delivered_by = now - timedelta(days=settings.PAYOUT_HOLD_DAYS)
    owed = [order_id for order_id, amount in payables.items() if amount > 0]
    delivered = Order.objects.filter(status=OrderStatus.DELIVERED, delivered_at__lte=delivered_by)
    released = delivered.filter(pk__in=owed).order_by("pk").values_list("pk", flat=True)
    return {order_id: payables[order_id] for order_id in released}


def overpaid_orders(*, seller_id: UUID, currency: str = "INR") -> dict[UUID, int]:
    """Orders of which more was passed on than is left after refunds, with how much too much, in paise."""
    payables = open_payables(seller_id=seller_id, currency=currency)
    return {order_id: -amount for order_id, amount in payables.items() if amount < 0}


def blocking_reason(account: SettlementAccount) -> str:
    """Why nothing may go to this account now; empty when all is well."""
    if not account.provider_ref:
        return "payout account not opened yet"
    if account.disabled_reason:
        return f"account restricted: {account.disabled_reason}"
    if account.requirements_due:
        return f"provider still asks for {', '.join(account.requirements_due)}"
    if not (account.can_receive and account.can_pay_out):
        return "account not enabled by the provider yet"
    return "" if account.payee_ref else "no bank account at the provider"


def sellers_to_pay(*, now: datetime) -> list[UUID]:
    """Sellers with a delivered order whose hold is over, or with a payout that is not paid yet; in key order."""
    delivered_by = now - timedelta(days=settings.PAYOUT_HOLD_DAYS)
    delivered = Order.objects.filter(status=OrderStatus.DELIVERED, delivered_at__lte=delivered_by)
    waiting = Payout.objects.filter(status__in=PAYOUT_NOT_PAID)
    found = set(delivered.values_list("seller_id", flat=True).distinct())
    return sorted(found | set(waiting.values_list("seller_id", flat=True).distinct()))


def payouts_of(user: User, *, seller_id: UUID | None = None) -> QuerySet[Payout]:
    """Payouts of the sellers whose money this person may see; two queries a page."""
    mine: Sequence[UUID] = list(sellers_with_right(user, Right.SEE_MONEY).values_list("pk", flat=True))
    found = Payout.objects.filter(seller__in=mine).select_related("seller")
    return found if seller_id is None else found.filter(seller_id=seller_id)


def settlement_account_of(seller_id: UUID) -> SettlementAccount | None:
    """The seller's account at the provider, if one was ever asked for."""
    return SettlementAccount.objects.filter(seller_id=seller_id).exclude(provider_ref="").first()


def payouts_with_ids(ids: Sequence[UUID]) -> QuerySet[Payout]:
    """Payouts of a run with their sellers, in key order; staff only."""
    return Payout.objects.filter(pk__in=ids).select_related("seller").order_by("pk")
