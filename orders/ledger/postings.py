"""The bazaar's own entries: how a sale and its refunds are booked. ``docs/ledger.md`` shows each as T-accounts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from orders.ledger.chart import AccountKind, EntryKind
from orders.ledger.models import JournalEntry
from orders.ledger.services import Cause, Leg, line_legs, post_entry
from orders.purchases.models import Order, OrderLine, Purchase


class RefundedPart(Protocol):
    """A part of one order line's frozen amounts that goes back, in paise."""

    gross_amount: int
    shipping_amount: int
    commission_amount: int
    commission_tax_amount: int
    tcs_amount: int
    tds_amount: int
    net_amount: int

    @property
    def order_line(self) -> OrderLine:
        """The line, with its order."""
        ...


def post_payment_captured(
    *, payment_id: UUID, purchase_id: UUID, amount: int, currency: str, occurred_at: datetime
) -> JournalEntry:
    """The provider has the buyer's money: it is ours to hold, not yet anybody's earning."""
    return post_entry(
        business_key=f"capture:{payment_id}",
        kind=EntryKind.PAYMENT_CAPTURED,
        cause=Cause("payment", payment_id),
        legs=[
            Leg(AccountKind.PROVIDER_CLEARING, amount),
            Leg(AccountKind.BUYER_PREPAYMENTS, -amount),
        ],
        currency=currency,
        occurred_at=occurred_at,
        reason=f"purchase {purchase_id}",
    )


def post_gateway_fee(*, payment_id: UUID, amount: int, currency: str, occurred_at: datetime) -> JournalEntry:
    """The provider kept its fee out of what it holds."""
    return post_entry(
        business_key=f"fee:{payment_id}",
        kind=EntryKind.GATEWAY_FEE,
        cause=Cause("payment", payment_id),
        legs=[Leg(AccountKind.GATEWAY_FEES, amount), Leg(AccountKind.PROVIDER_CLEARING, -amount)],
        currency=currency,
        occurred_at=occurred_at,
    )


def post_purchase_confirmed(purchase: Purchase) -> list[JournalEntry]:
    """Split a paid purchase into what each seller, the bazaar and the government are owed, one entry an order.

    Call it in the transaction that confirms the purchase; again, it changes nothing. The amounts are the
    frozen ones of the lines; shipping goes to the seller who sends the parcel.
    """
    orders = purchase.orders.order_by("pk").prefetch_related("lines")
    return [_post_order_confirmed(order, purchase) for order in orders]


def _post_order_confirmed(order: Order, purchase: Purchase) -> JournalEntry:
    legs: list[Leg] = []
    for line in sorted(order.lines.all(), key=lambda line: line.position):
        legs += line_legs(line, order, _sale(line))
    return post_entry(
        business_key=f"order:{order.pk}",
        kind=EntryKind.ORDER_CONFIRMED,
        cause=Cause("order", order.pk),
        legs=legs,
        currency=order.currency,
        occurred_at=purchase.paid_at or purchase.placed_at,
    )


def _sale(line: OrderLine | RefundedPart) -> dict[AccountKind, int]:
    """The sides of a sold line: the buyer's prepayment is used up, everybody is owed their part."""
    return {
        AccountKind.BUYER_PREPAYMENTS: line.gross_amount + line.shipping_amount,
        AccountKind.SELLER_PAYABLE: -(line.net_amount + line.shipping_amount),
        AccountKind.COMMISSION_INCOME: -line.commission_amount,
        AccountKind.COMMISSION_GST_PAYABLE: -line.commission_tax_amount,
        AccountKind.TCS_PAYABLE: -line.tcs_amount,
        AccountKind.TDS_PAYABLE: -line.tds_amount,
    }


def post_refund_reserved(
    *, refund_id: UUID, parts: Sequence[RefundedPart], currency: str, occurred_at: datetime
) -> JournalEntry:
    """Take back everybody's part of the refunded lines; the buyer is owed the sum until the provider has paid it."""
    legs: list[Leg] = []
    for part in parts:
        sides = {account: -amount for account, amount in _sale(part).items()}
        sides[AccountKind.BUYER_REFUNDS_PAYABLE] = sides.pop(AccountKind.BUYER_PREPAYMENTS)
        legs += line_legs(part.order_line, part.order_line.order, sides)
    return post_entry(
        business_key=f"refund:{refund_id}",
        kind=EntryKind.REFUND_RESERVED,
        cause=Cause("refund", refund_id),
        legs=legs,
        currency=currency,
        occurred_at=occurred_at,
    )


def post_prepayment_refund_reserved(
    *, refund_id: UUID, amount: int, currency: str, occurred_at: datetime
) -> JournalEntry:
    """Money for a purchase that was never confirmed goes back: nobody earned a part of it."""
    return post_entry(
        business_key=f"refund:{refund_id}",
        kind=EntryKind.REFUND_RESERVED,
        cause=Cause("refund", refund_id),
        legs=[
            Leg(AccountKind.BUYER_PREPAYMENTS, amount),
            Leg(AccountKind.BUYER_REFUNDS_PAYABLE, -amount),
        ],
        currency=currency,
        occurred_at=occurred_at,
    )


def post_refund_paid(*, refund_id: UUID, amount: int, currency: str, occurred_at: datetime) -> JournalEntry:
    """The provider has sent the money back to the buyer."""
    return post_entry(
        business_key=f"refund_paid:{refund_id}",
        kind=EntryKind.REFUND_PAID,
        cause=Cause("refund", refund_id),
        legs=[
            Leg(AccountKind.BUYER_REFUNDS_PAYABLE, amount),
            Leg(AccountKind.PROVIDER_CLEARING, -amount),
        ],
        currency=currency,
        occurred_at=occurred_at,
    )
