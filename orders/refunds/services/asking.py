"""Ask for a refund: check what is left under lock, write it down, cancel what was not shipped.

The purchase is locked first and the order second, so that refunds of one purchase come one after another and never take
more than there is. The provider is asked after the commit, by the outbox.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from common import outbox
from common.ids import human_number
from marketplace.stock.services import return_to_stock
from orders.purchases.models import Order, OrderLine, Purchase, order_states, purchase_states
from orders.purchases.selectors import lock_order, lock_purchase
from orders.purchases.states import ON_THE_WAY_OR_DONE, UNSHIPPED_PAID, OrderStatus, PurchaseStatus
from orders.refunds.errors import OrderLineUnknown, OrderNotCancellable, RefundNotPossible
from orders.refunds.models import PurchaseRefund, PurchaseRefundLine, PurchaseRefundMove
from orders.refunds.notices import tell_order_cancelled
from orders.refunds.services.parts import LineBalance, balances_of, refund_line_row
from orders.refunds.states import RefundKind, RefundStatus

REFUND_REQUESTED = "orders.refund_requested"


@transaction.atomic
def refund_pieces(
    *, order: Order, line_id: UUID, quantity: int, reason: str, actor: User, now: datetime
) -> PurchaseRefund:
    """Refund pieces of a line. Before shipping they are cancelled and go back to stock; when nothing of the order is
    left to send, the order is cancelled and its shipping refunded too.

    Raises OrderLineUnknown, RefundNotPossible, RefundAboveRemaining.
    """
    purchase, order = _lock(order)
    balance, others = _balance(order, line_id)
    gross = balance.gross_of(quantity)
    if order.status in ON_THE_WAY_OR_DONE:
        row = refund_line_row(balance.line, balance.part(gross_amount=gross), quantity=quantity)
        return _write(purchase, order, [row], kind=RefundKind.PIECES_RETURNED, reason=reason, actor=actor, now=now)
    unsent = balance.line.quantity - balance.line.cancelled_quantity
    if quantity > unsent:
        raise balance.above(pointer="/quantity")
    if quantity == unsent and all(other.cancelled_quantity == other.quantity for other in others):
        return _require_refund(_cancel(purchase, order, reason=reason, actor=actor, now=now))
    _cancel_pieces(balance.line, quantity, now=now)
    row = refund_line_row(balance.line, balance.part(gross_amount=gross), quantity=quantity)
    return _write(purchase, order, [row], kind=RefundKind.PIECES_CANCELLED, reason=reason, actor=actor, now=now)


@transaction.atomic
def refund_amount(
    *, order: Order, line_id: UUID, amount: int, reason: str, actor: User, now: datetime
) -> PurchaseRefund:
    """Refund ``amount`` paise of a line's price; the pieces stay with the buyer.

    Raises OrderLineUnknown, RefundNotPossible, RefundAboveRemaining; ValueError below one paisa.
    """
    if amount < 1:
        raise ValueError("a refund is at least one paisa")
    purchase, order = _lock(order)
    balance, _ = _balance(order, line_id)
    if amount > balance.gross_left:
        raise balance.above(pointer="/amount")
    row = refund_line_row(balance.line, balance.part(gross_amount=amount), quantity=0)
    return _write(purchase, order, [row], kind=RefundKind.PART_OF_PRICE, reason=reason, actor=actor, now=now)


@transaction.atomic
def cancel_order(
    *,
    order: Order,
    reason: str,
    now: datetime,
    actor: User | None = None,
    actor_label: str = "",
    cancellable: frozenset[str] = UNSHIPPED_PAID,
) -> PurchaseRefund | None:
    """Cancel a paid order that is not shipped: goods and shipping go back to the buyer, the pieces to stock.

    Returns None when everything had been refunded before. Raises OrderNotCancellable from any status outside
    ``cancellable``.
    """
    purchase, order = _lock(order, require_paid=False)
    if order.status not in cancellable:
        raise OrderNotCancellable(
            f"Order {order.number} is {order.get_status_display()}. {OrderNotCancellable.detail}",
            status_now=order.status,
            order=order.number,
        )
    return _cancel(purchase, order, reason=reason, actor=actor, actor_label=actor_label, now=now)


@transaction.atomic
def refund_unfulfillable(*, purchase_id: UUID, now: datetime) -> PurchaseRefund:
    """Give all of a purchase back whose money came when its goods were gone. Repeating it changes nothing."""
    purchase = lock_purchase(purchase_id)
    existing = purchase.refunds.filter(kind=RefundKind.UNFULFILLABLE).exclude(status=RefundStatus.FAILED).first()
    if existing is not None:
        return existing
    lines = OrderLine.objects.filter(order__purchase=purchase).order_by("order_id", "position")
    rows = [_whole(balance) for balance in balances_of(lines).values()]
    return _write(
        purchase,
        None,
        rows,
        kind=RefundKind.UNFULFILLABLE,
        reason="paid after the goods were gone",
        actor=None,
        now=now,
    )


def _lock(order: Order, *, require_paid: bool = True) -> tuple[Purchase, Order]:
    purchase = lock_purchase(order.purchase_id)
    locked = lock_order(order.pk)
    if require_paid and locked.status not in UNSHIPPED_PAID | ON_THE_WAY_OR_DONE:
        raise RefundNotPossible(
            f"Order {locked.number} is {locked.get_status_display()}. {RefundNotPossible.detail}",
            status_now=locked.status,
        )
    return purchase, locked


def _balance(order: Order, line_id: UUID) -> tuple[LineBalance, list[OrderLine]]:
    lines = list(OrderLine.objects.filter(order=order).order_by("position"))
    wanted = [line for line in lines if line.pk == line_id]
    if not wanted:
        raise OrderLineUnknown()
    return balances_of(wanted)[line_id], [line for line in lines if line.pk != line_id]


def _whole(balance: LineBalance) -> PurchaseRefundLine:
    part = balance.part(gross_amount=balance.gross_left, shipping_amount=balance.shipping_left)
    return refund_line_row(balance.line, part, quantity=balance.quantity_left)


def _cancel_pieces(line: OrderLine, quantity: int, *, now: datetime) -> None:
    line.cancelled_quantity += quantity
    line.save(update_fields=["cancelled_quantity", "updated_at"])
    return_to_stock(variant_id=line.variant_id, quantity=quantity, cause=f"order line {line.pk} cancelled", now=now)


def _cancel(
    purchase: Purchase, order: Order, *, reason: str, actor: User | None, now: datetime, actor_label: str = ""
) -> PurchaseRefund | None:
    """Cancel the locked order whole, and the purchase with it when it was the last."""
    lines = list(OrderLine.objects.filter(order=order).order_by("position"))
    for line in sorted(lines, key=lambda line: line.variant_id):
        unsent = line.quantity - line.cancelled_quantity
        if unsent:
            _cancel_pieces(line, unsent, now=now)
    order.closed_at = now
    order.save(update_fields=["closed_at", "updated_at"])
    order_states.move_to(order, OrderStatus.CANCELLED, now=now, actor=actor, actor_label=actor_label, reason=reason)
    _close_purchase_if_last(purchase, actor=actor, actor_label=actor_label, reason=reason, now=now)
    tell_order_cancelled(order, reason=reason, now=now)
    rows = [_whole(b) for b in balances_of(lines).values() if b.gross_left or b.shipping_left]
    if not rows:
        return None
    return _write(purchase, order, rows, kind=RefundKind.ORDER_CANCELLED, reason=reason, actor=actor, now=now)


def _close_purchase_if_last(
    purchase: Purchase, *, actor: User | None, actor_label: str, reason: str, now: datetime
) -> None:
    if purchase.orders.exclude(status=OrderStatus.CANCELLED).exists():
        return
    if not purchase_states.allows(purchase, PurchaseStatus.CANCELLED):
        return
    purchase.closed_at = now
    purchase.save(update_fields=["closed_at", "updated_at"])
    purchase_states.move_to(
        purchase, PurchaseStatus.CANCELLED, now=now, actor=actor, actor_label=actor_label, reason=reason
    )


def _require_refund(refund: PurchaseRefund | None) -> PurchaseRefund:
    if refund is None:  # the caller found something left of a line, under the same lock
        raise RefundNotPossible()
    return refund


def _write(
    purchase: Purchase,
    order: Order | None,
    rows: Sequence[PurchaseRefundLine],
    *,
    kind: RefundKind,
    reason: str,
    actor: User | None,
    now: datetime,
) -> PurchaseRefund:
    refund = PurchaseRefund.objects.create(
        purchase=purchase,
        order=order,
        number=human_number("RF"),
        kind=kind,
        reason=reason,
        total_amount=sum(row.gross_amount + row.shipping_amount for row in rows),
        currency=purchase.currency,
        requested_by=actor,
        requested_at=now,
    )
    for row in rows:
        row.refund = refund
    PurchaseRefundLine.objects.bulk_create(rows)
    PurchaseRefundMove.objects.create(
        subject=refund, from_status="", to_status=refund.status, actor=actor, reason=reason, moved_at=now
    )
    outbox.enqueue(topic=REFUND_REQUESTED, payload={"refund_id": str(refund.pk)}, key=str(refund.pk))
    return refund
