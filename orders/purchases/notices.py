"""Tell the buyer of a purchase, or the people of a seller, something about it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings

from accounts.notices.services import notify, notify_contact
from common.money import format_inr
from orders.purchases.models import Order, OrderLine, Purchase
from sellers.members.rights import RIGHTS, Right
from sellers.models import SellerMember


def tell_buyer(purchase: Purchase, template: str, *, now: datetime, **context: Any) -> None:
    """Write a notice to the purchase's contact, in the language of its buyer, in the caller's transaction."""
    notify_contact(
        email=purchase.contact_email,
        phone=purchase.contact_phone,
        language=purchase.language,
        user=purchase.buyer,
        template=template,
        context={
            "number": purchase.number,
            "total": format_inr(purchase.total_amount),
            "link": f"{settings.PUBLIC_BASE_URL}/api/v1/purchases/{purchase.number}",
            **context,
        },
        now=now,
    )


def tell_sellers(orders: Iterable[Order], template: str, *, now: datetime, **context: Any) -> None:
    """Write a notice about each order to the members of its seller who may see orders. One query for all members."""
    by_seller = {order.seller_id: order for order in orders}
    roles = [role for role, rights in RIGHTS.items() if Right.SEE_ORDERS in rights]
    members = SellerMember.objects.filter(seller__in=by_seller, role__in=roles).select_related("user")
    for member in members.order_by("seller_id", "id"):
        order = by_seller[member.seller_id]
        notify(
            user=member.user,
            template=template,
            context={
                "order": order.number,
                "seller": order.seller.display_name,
                "total": format_inr(order.total_amount),
                "link": f"{settings.PUBLIC_BASE_URL}/api/v1/seller/orders/{order.number}",
                **context,
            },
            now=now,
        )


def goods_in_words(lines: Iterable[OrderLine]) -> str:
    """``2 × Madhubani painting, 1 × Turmeric`` for a notice."""
    return ", ".join(f"{line.quantity} × {line.title}" for line in lines)
