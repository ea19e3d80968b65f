"""Everything that happened to a purchase, from every table that knows a part of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from common.money import format_inr
from orders.ledger.models import JournalEntry
from orders.payments.models import PaymentMove
from orders.payments.models import RefundMove as PaymentRefundMove
from orders.purchases.models import Order, OrderMove, Purchase, PurchaseMove
from orders.refunds.models import PurchaseRefundMove


@dataclass(frozen=True)
class TimelineEvent:
    """One thing that happened: when, to what, what it was, by whom and why."""

    at: datetime
    subject: str
    text: str
    actor: str = ""
    reason: str = ""


def timeline_of_purchase(purchase: Purchase) -> list[TimelineEvent]:
    """All events of a purchase, its orders, payments, refunds and journal, oldest first; six queries."""
    orders = Order.objects.filter(purchase=purchase)
    refund_moves = PurchaseRefundMove.objects.filter(subject__purchase=purchase)
    events = [
        *_moves(PurchaseMove.objects.filter(subject=purchase), name="purchase"),
        *_moves(OrderMove.objects.filter(subject__purchase=purchase), name="order"),
        *_moves(PaymentMove.objects.filter(subject__purchase=purchase), name="payment"),
        *_moves(PaymentRefundMove.objects.filter(subject__payment__purchase=purchase), name="payment refund"),
        *_moves(refund_moves, name="refund"),
        *_journal(JournalEntry.objects.filter(postings__order__in=orders)),
    ]
    return sorted(events, key=lambda event: event.at)


def timeline_of_order(order: Order) -> list[TimelineEvent]:
    """All events of one order with its refunds and journal, oldest first; three queries."""
    events = [
        *_moves(OrderMove.objects.filter(subject=order), name="order"),
        *_moves(PurchaseRefundMove.objects.filter(subject__order=order), name="refund"),
        *_journal(JournalEntry.objects.filter(postings__order=order)),
    ]
    return sorted(events, key=lambda event: event.at)


def _moves(moves: Any, *, name: str) -> Iterable[TimelineEvent]:
    for move in moves.select_related("subject", "actor").order_by("moved_at", "id"):
        step = f"{move.from_status} → {move.to_status}" if move.from_status else move.to_status
        yield TimelineEvent(
            at=move.moved_at,
            subject=f"{name} {getattr(move.subject, 'number', '')}".strip(),
            text=step,
            actor=" ".join(part for part in (move.actor_label, str(move.actor or "")) if part),
            reason=move.reason,
        )


def _journal(entries: Any) -> Iterable[TimelineEvent]:
    for entry in entries.distinct().prefetch_related("postings").order_by("occurred_at", "id"):
        amount = sum(posting.amount for posting in entry.postings.all() if posting.amount > 0)
        yield TimelineEvent(
            at=entry.occurred_at,
            subject="journal",
            text=f"{entry.get_kind_display()}, {format_inr(amount)}",
            reason=entry.reason,
        )
