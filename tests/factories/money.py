"""Purchases that await payment or are paid, with frozen amounts, for tests of the till."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from factories.marketplace import make_product, make_variant
from factories.registry import make_state
from factories.sellers import make_seller
from factories.stripe import stripe_client

from common import clock
from common.ids import human_number
from common.models import OutboxMessage
from common.money import basis_points
from orders.earnings.services import compute_earnings
from orders.ledger.postings import post_purchase_confirmed
from orders.payments.models import Payment
from orders.payments.services import RefundPart, refresh_payment, start_payment
from orders.purchases.models import Order, OrderLine, Purchase
from sellers.models import Seller


@dataclass(frozen=True)
class Sold:
    """What one seller sells in a purchase: gross per line and shipping of the parcel, in paise."""

    seller: Seller
    grosses: Sequence[int]
    shipping_amount: int = 0


def make_purchase(*sold: Sold, now: datetime | None = None, **facts: Any) -> Purchase:
    """A purchase that awaits payment, one order per ``Sold`` (default: one seller, one line of ₹1,250)."""
    now = now or clock.now()
    sold = sold or (Sold(make_seller(), [125_000]),)
    goods = sum(sum(part.grosses) for part in sold)
    shipping = sum(part.shipping_amount for part in sold)
    state = make_state()
    purchase = Purchase.objects.create(
        number=human_number("OD"),
        contact_name="Asha Verma",
        contact_email="asha@example.org",
        goods_amount=goods,
        shipping_amount=shipping,
        tax_amount=0,
        total_amount=goods + shipping,
        placed_at=now,
        expires_at=now + timedelta(minutes=30),
        ship_name="Asha Verma",
        ship_phone="+919876543210",
        ship_line1="1 Main Road",
        ship_city="Patna",
        ship_pin="800001",
        ship_state=state,
        **facts,
    )
    for part in sold:
        _make_order(purchase, part, now)
    return purchase


def _make_order(purchase: Purchase, sold: Sold, now: datetime) -> Order:
    order = Order.objects.create(
        purchase=purchase,
        seller=sold.seller,
        number=human_number("SO"),
        seller_is_gst_registered=sold.seller.is_gst_registered,
        supply_from=sold.seller.state or make_state(),
        goods_amount=sum(sold.grosses),
        shipping_amount=sold.shipping_amount,
        tax_amount=0,
        total_amount=sum(sold.grosses) + sold.shipping_amount,
        placed_at=now,
    )
    product = make_product(seller=sold.seller)
    for position, gross in enumerate(sold.grosses, start=1):
        _make_line(order, product, position, gross, sold.shipping_amount if position == 1 else 0, now)
    return order


def _make_line(order: Order, product: Any, position: int, gross: int, shipping: int, now: datetime) -> OrderLine:
    half, shipping_half = _half_tax(gross), _half_tax(shipping)
    taxable, shipping_taxable = gross - 2 * half, shipping - 2 * shipping_half
    earned = compute_earnings(
        seller=order.seller,
        category_id=product.category_id,
        gross_amount=gross,
        taxable_amount=taxable,
        shipping_amount=shipping,
        shipping_taxable_amount=shipping_taxable,
        on=clock.ist_date(now),
    )
    return OrderLine.objects.create(
        order=order,
        position=position,
        variant=make_variant(product=product, price_amount=gross),
        category_id=product.category_id,
        title=f"Piece {position}",
        quantity=1,
        unit_price_amount=gross,
        gross_amount=gross,
        taxable_amount=taxable,
        cgst_amount=half,
        sgst_amount=half,
        gst_rate_bp=500,
        shipping_amount=shipping,
        shipping_taxable_amount=shipping_taxable,
        shipping_cgst_amount=shipping_half,
        shipping_sgst_amount=shipping_half,
        commission_amount=earned.commission_amount,
        commission_tax_amount=earned.commission_tax_amount,
        tcs_amount=earned.tcs_amount,
        tds_amount=earned.tds_amount,
        net_amount=earned.net_amount,
    )


def _half_tax(amount: int) -> int:
    """One of the two equal halves of 5 % GST inside an amount."""
    return basis_points(amount, 476) // 2


def confirm(payment: Payment, method: str = "pm_card_visa") -> None:
    """The buyer pays at the provider with a test card; we do not know yet."""
    stripe_client().v1.payment_intents.confirm(payment.provider_ref, {"payment_method": method})


def make_paid_purchase(*sold: Sold, now: datetime | None = None, delivered_at: datetime | None = None) -> Purchase:
    """A purchase that was paid, confirmed and booked; with ``delivered_at`` its orders are delivered."""
    now = now or clock.now()
    purchase = make_purchase(*sold, now=now)
    payment = start_payment(purchase_id=purchase.pk, now=now)
    confirm(payment)
    refresh_payment(payment_id=payment.pk, now=now)
    confirm_purchase(purchase, now=now, delivered_at=delivered_at)
    return purchase


def confirm_purchase(purchase: Purchase, *, now: datetime, delivered_at: datetime | None = None) -> None:
    """What the checkout does once the money came, reduced to what the till sees."""
    Purchase.objects.filter(pk=purchase.pk).update(status="paid", paid_at=now)
    Order.objects.filter(purchase=purchase).update(status="confirmed", confirmed_at=now)
    if delivered_at is not None:
        Order.objects.filter(purchase=purchase).update(
            status="delivered",
            shipped_at=delivered_at,
            delivered_at=delivered_at,
            carrier="India Post",
            tracking_number="EM123456789IN",
        )
    purchase.refresh_from_db()
    post_purchase_confirmed(purchase)


def whole_line(line: OrderLine) -> RefundPart:
    """All of a line, with its shipping."""
    return RefundPart(
        order_line_id=line.pk,
        gross_amount=line.gross_amount,
        commission_amount=line.commission_amount,
        commission_tax_amount=line.commission_tax_amount,
        tcs_amount=line.tcs_amount,
        tds_amount=line.tds_amount,
        net_amount=line.net_amount,
        shipping_amount=line.shipping_amount,
    )


def lines_of(purchase: Purchase) -> list[OrderLine]:
    """The purchase's lines, by order and position."""
    return list(OrderLine.objects.filter(order__purchase=purchase).order_by("order_id", "position"))


def announced(topic: str) -> int:
    """How many messages of a topic wait in the outbox or were delivered."""
    return OutboxMessage.objects.filter(topic=topic).count()
