"""Place a purchase from a quote: one transaction that recomputes, freezes and reserves; the payment follows outside.

The basket's row lock makes double submits and two tabs wait for each other. The stock rows, the only ones other people
want too, are locked last, and no call leaves the process before the commit.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction

from common.clock import ist_date
from common.ids import human_number, new_id
from marketplace.stock.services import reserve
from orders.baskets.models import Basket
from orders.baskets.selectors import view_basket
from orders.baskets.services import lock_basket
from orders.checkout.errors import (
    CheckoutAlreadyOpen,
    ContactMissing,
    PurchaseClosed,
    QuoteExpired,
    QuoteOutdated,
    TermsNotAccepted,
)
from orders.checkout.models import Checkout
from orders.purchases.addresses import SHIP_TO_FIELDS, copy_ship_to
from orders.purchases.amounts import AMOUNT_FIELDS
from orders.purchases.holders import Holder
from orders.purchases.models import (
    Order,
    OrderLine,
    OrderMove,
    Purchase,
    PurchaseMove,
)
from orders.purchases.states import OrderStatus, PurchaseStatus
from orders.purchases.tokens import issue_purchase_token
from orders.quotes.models import Quote, QuoteParcel
from orders.quotes.pricing import fingerprint, price_basket
from orders.quotes.selectors import quote_for

# The sweeper ends an unpaid purchase by cancelling its payment and only then gives the pieces back. The hold itself
# lasts longer, as the last resort for a sweeper that does not run.
HOLD_GRACE = timedelta(hours=24)


@dataclass(frozen=True)
class Contact:
    """Where the buyer hears about the purchase."""

    name: str = ""
    email: str = ""
    phone: str = ""
    language: str = "en"


@dataclass(frozen=True)
class Consents:
    """What the buyer ticked."""

    terms: bool
    updates: bool = False


@dataclass(frozen=True)
class Placed:
    """A purchase and, for a guest, a token that opens it (shown this once)."""

    purchase: Purchase
    token: str
    is_resumed: bool


def place_purchase(*, holder: Holder, quote_id: UUID, contact: Contact, consents: Consents, now: datetime) -> Placed:
    """Turn a quote into a purchase with one order per seller, and hold its pieces until it must be paid.

    The same quote again gives the same purchase. Raises QuoteUnknown, TermsNotAccepted, ContactMissing, QuoteExpired,
    QuoteOutdated, CheckoutAlreadyOpen, PurchaseClosed, ListingSoldOut and what pricing a basket raises.
    """
    quote = quote_for(holder=holder, quote_id=quote_id)
    contact = _complete(contact, holder)
    if not consents.terms:
        raise TermsNotAccepted(pointer="/consents/terms")
    with transaction.atomic():
        basket = lock_basket(holder=holder, basket_id=quote.basket_id)
        existing = Checkout.objects.filter(quote=quote).select_related("purchase").first()
        if existing is not None:
            return _resume(existing.purchase, holder, now=now)
        _require_no_other_open(basket)
        _require_current(quote, basket, now=now)
        purchase = _write_purchase(quote, contact, holder, now=now)
        Checkout.objects.create(
            quote=quote,
            basket=basket,
            purchase=purchase,
            terms_version=settings.ORDERS_TERMS_VERSION,
            terms_accepted=consents.terms,
            updates_accepted=consents.updates,
            agreed_at=now,
        )
        token = _issue_token(purchase, holder)
        reserve(holder=purchase.pk, demand=demand_of(quote), expires_at=purchase.expires_at + HOLD_GRACE, now=now)
    return Placed(purchase=purchase, token=token, is_resumed=False)


def demand_of(quote: Quote) -> dict[UUID, int]:
    """Pieces by variant, summed over all lines."""
    demand: Counter[UUID] = Counter()
    for parcel in quote.parcels.all():
        for line in parcel.lines.all():
            demand[line.variant_id] += line.quantity
    return dict(demand)


def _complete(contact: Contact, holder: Holder) -> Contact:
    """A signed-in buyer who names no contact is reached at their account's."""
    user = holder.user
    if user is not None and not (contact.email or contact.phone):
        contact = Contact(
            name=contact.name or user.name, email=user.email or "", phone=user.phone or "", language=contact.language
        )
    if not (contact.email or contact.phone):
        raise ContactMissing(pointer="/contact")
    return contact


def _resume(purchase: Purchase, holder: Holder, *, now: datetime) -> Placed:
    waits = purchase.status == PurchaseStatus.AWAITING_PAYMENT and now < purchase.expires_at
    if not waits and purchase.status != PurchaseStatus.PAID:
        raise PurchaseClosed(purchase=purchase.number, status_now=purchase.status)
    return Placed(purchase=purchase, token=_issue_token(purchase, holder), is_resumed=True)


def _issue_token(purchase: Purchase, holder: Holder) -> str:
    if holder.user is not None:
        return ""
    return issue_purchase_token(purchase)


def _require_no_other_open(basket: Basket) -> None:
    open_checkout = (
        Checkout.objects.filter(basket=basket, purchase__status=PurchaseStatus.AWAITING_PAYMENT)
        .select_related("purchase", "quote")
        .first()
    )
    if open_checkout is not None:
        raise CheckoutAlreadyOpen(
            f"Purchase {open_checkout.purchase.number} of this basket waits for its payment. "
            "Pay for it, or cancel it first and then check out again.",
            purchase=open_checkout.purchase.number,
            quote=str(open_checkout.quote_id),
        )


def _require_current(quote: Quote, basket: Basket, *, now: datetime) -> None:
    """Price the basket again as it is at this moment: the quote must be exactly what comes out.

    Whether there are enough pieces is not asked here: only the reservation, under its lock, can tell.
    """
    if now >= quote.expires_at:
        raise QuoteExpired(expired_at=quote.expires_at.isoformat())
    view = view_basket(basket)
    priced = price_basket(view, ship_to_state=quote.ship_state, on=ist_date(now), require_stock=False)
    ship_to = {name: getattr(quote, name) for name in SHIP_TO_FIELDS}
    if fingerprint(priced, ship_to=ship_to, gift_message=basket.gift_message) != quote.fingerprint:
        raise QuoteOutdated(
            quoted={"amount": quote.total_amount, "currency": quote.currency},
            present={"amount": priced.total_amount, "currency": quote.currency},
        )


def _write_purchase(quote: Quote, contact: Contact, holder: Holder, *, now: datetime) -> Purchase:
    purchase = Purchase.objects.create(
        number=human_number("OD"),
        buyer=holder.user,
        contact_name=contact.name,
        contact_email=contact.email,
        contact_phone=contact.phone,
        language=contact.language,
        goods_amount=quote.goods_amount,
        shipping_amount=quote.shipping_amount,
        tax_amount=quote.tax_amount,
        total_amount=quote.total_amount,
        currency=quote.currency,
        gift_message=quote.gift_message,
        placed_at=now,
        expires_at=now + timedelta(minutes=settings.ORDERS_PAYMENT_MINUTES),
        **copy_ship_to(quote),
    )
    parcels = list(quote.parcels.all())
    orders = [_order_of(purchase, parcel, now=now) for parcel in parcels]
    Order.objects.bulk_create(orders)
    OrderLine.objects.bulk_create(
        line for order, parcel in zip(orders, parcels, strict=True) for line in _lines_of(order, parcel)
    )
    PurchaseMove.objects.create(
        subject=purchase, from_status="", to_status=purchase.status, actor=holder.user, moved_at=now
    )
    OrderMove.objects.bulk_create(
        OrderMove(subject=order, from_status="", to_status=order.status, actor=holder.user, moved_at=now)
        for order in orders
    )
    return purchase


def _order_of(purchase: Purchase, parcel: QuoteParcel, *, now: datetime) -> Order:
    return Order(
        id=new_id(),
        purchase=purchase,
        seller=parcel.seller,
        number=human_number("OR"),
        status=OrderStatus.PLACED,
        seller_is_gst_registered=parcel.seller_is_gst_registered,
        seller_gstin=parcel.seller.gstin,
        supply_from_id=parcel.supply_from_id,
        goods_amount=parcel.goods_amount,
        shipping_amount=parcel.shipping_amount,
        tax_amount=parcel.tax_amount,
        total_amount=parcel.total_amount,
        currency=purchase.currency,
        placed_at=now,
    )


def _lines_of(order: Order, parcel: QuoteParcel) -> list[OrderLine]:
    return [
        OrderLine(
            order=order,
            position=line.position,
            variant_id=line.variant_id,
            category_id=line.category_id,
            title=line.title,
            variant_title=line.variant_title,
            sku=line.sku,
            hsn=line.hsn,
            quantity=line.quantity,
            gst_rate_bp=line.gst_rate_bp,
            currency=order.currency,
            **{name: getattr(line, name) for name in AMOUNT_FIELDS},
        )
        for line in parcel.lines.all()
    ]
