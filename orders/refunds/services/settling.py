"""Carry a refund to the payment, and take in how it ended. Both may be repeated."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, Sum

from orders.payments.errors import NothingToRefund, RefundAboveRefundable
from orders.payments.selectors import payment_of_purchase
from orders.payments.services import RefundPart, refund
from orders.purchases.models import OrderLine, Purchase, purchase_states
from orders.purchases.selectors import lock_purchase
from orders.purchases.states import PurchaseStatus
from orders.refunds.models import PurchaseRefund, refund_states
from orders.refunds.notices import FAILED, SUCCEEDED, tell_refund_settled
from orders.refunds.states import RefundKind, RefundStatus

BY_PROVIDER = "payment provider"


def send_refund(*, refund_id: UUID, now: datetime) -> None:
    """Ask the payment for the money, outside any transaction; the refund's id makes a repetition harmless."""
    row = PurchaseRefund.objects.select_related("purchase").get(pk=refund_id)
    if row.status != RefundStatus.REQUESTED:
        return
    payment = payment_of_purchase(row.purchase_id)
    try:
        refund(payment_id=payment.pk, cause_id=row.pk, lines=_parts(row), amount=row.total_amount, now=now)
    except (NothingToRefund, RefundAboveRefundable) as refusal:
        settle_refund(refund_id=row.pk, is_success=False, reason=refusal.detail, now=now)


def _parts(row: PurchaseRefund) -> list[RefundPart]:
    """What everybody gives back; nothing for a purchase never confirmed, of which nobody has earned a part yet."""
    if row.kind == RefundKind.UNFULFILLABLE:
        return []
    return [
        RefundPart(
            order_line_id=line.order_line_id,
            gross_amount=line.gross_amount,
            shipping_amount=line.shipping_amount,
            commission_amount=line.commission_amount,
            commission_tax_amount=line.commission_tax_amount,
            tcs_amount=line.tcs_amount,
            tds_amount=line.tds_amount,
            net_amount=line.net_amount,
        )
        for line in row.lines.order_by("order_line_id")
    ]


@transaction.atomic
def settle_refund(*, refund_id: UUID, is_success: bool, now: datetime, reason: str = "") -> None:
    """Write down how a refund ended, on it and on its lines, and tell the buyer. A repetition changes nothing."""
    found = PurchaseRefund.objects.filter(pk=refund_id).values_list("purchase_id", flat=True).first()
    if found is None:
        return
    purchase = lock_purchase(found)
    row = PurchaseRefund.objects.select_for_update().get(pk=refund_id)
    to = RefundStatus.SUCCEEDED if is_success else RefundStatus.FAILED
    if row.status == to or not refund_states.allows(row, to):
        return
    if row.status == RefundStatus.SUCCEEDED:
        _mark_lines(row, sign=-1)
    row.settled_at = now
    row.save(update_fields=["settled_at", "updated_at"])
    refund_states.move_to(row, to, now=now, actor_label=BY_PROVIDER, reason=reason)
    if is_success:
        _mark_lines(row, sign=1)
        _close_if_all_refunded(purchase, now=now)
    tell_refund_settled(row, SUCCEEDED if is_success else FAILED, now=now)


def _mark_lines(row: PurchaseRefund, *, sign: int) -> None:
    for line in row.lines.order_by("order_line_id"):
        OrderLine.objects.filter(pk=line.order_line_id).update(
            refunded_quantity=F("refunded_quantity") + sign * line.quantity,
            refunded_amount=F("refunded_amount") + sign * line.gross_amount,
            shipping_refunded_amount=F("shipping_refunded_amount") + sign * line.shipping_amount,
        )


def _close_if_all_refunded(purchase: Purchase, *, now: datetime) -> None:
    done = purchase.refunds.filter(status=RefundStatus.SUCCEEDED).aggregate(done=Sum("total_amount"))["done"] or 0
    if done < purchase.total_amount or not purchase_states.allows(purchase, PurchaseStatus.REFUNDED):
        return
    purchase.closed_at = purchase.closed_at or now
    purchase.save(update_fields=["closed_at", "updated_at"])
    purchase_states.move_to(
        purchase, PurchaseStatus.REFUNDED, now=now, actor_label=BY_PROVIDER, reason="all of it refunded"
    )
