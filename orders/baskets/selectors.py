"""Reads of baskets: who may see one, what is in it and what changed since it was put there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from common.money import format_inr
from marketplace.catalogue.selectors import sellable_variants
from marketplace.models import Variant
from marketplace.stock.selectors import available_pieces
from orders.baskets.errors import BasketUnknown
from orders.baskets.models import Basket, BasketLine
from orders.purchases.holders import Holder


@dataclass(frozen=True)
class BasketNotice:
    """Something a person should know about a line before paying."""

    code: str
    detail: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class LineView:
    """A basket line beside the variant as it is today."""

    line: BasketLine
    variant: Variant
    is_for_sale: bool
    available_quantity: int
    notices: Sequence[BasketNotice]

    @property
    def gross_amount(self) -> int:
        """Today's price of the line, tax included, in paise."""
        return self.variant.price_amount * self.line.quantity

    @property
    def can_be_bought(self) -> bool:
        """For sale now, in the quantity asked."""
        return self.is_for_sale and self.line.quantity <= self.available_quantity


@dataclass(frozen=True)
class BasketView:
    """A basket with its lines as they stand today."""

    basket: Basket
    lines: Sequence[LineView]

    @property
    def goods_amount(self) -> int:
        """Today's price of all that can be bought, tax included, without shipping, in paise."""
        return sum(line.gross_amount for line in self.lines if line.is_for_sale)


def basket_for(*, holder: Holder, basket_id: UUID) -> Basket:
    """The basket if it belongs to the holder. Raises BasketUnknown otherwise: another's looks like none."""
    basket = Basket.objects.filter(holder.condition("owner", "token_hash"), pk=basket_id).first()
    if basket is None:
        raise BasketUnknown()
    return basket


def view_basket(basket: Basket) -> BasketView:
    """The basket with prices, availability and notices of today. Three queries whatever its size."""
    lines = list(
        BasketLine.objects.filter(basket=basket)
        .select_related("variant__product__seller__state", "variant__product__category")
        .order_by("created_at", "id")
    )
    variant_ids = [line.variant_id for line in lines]
    for_sale = set(sellable_variants(variant_ids).values_list("pk", flat=True)) if lines else set()
    available = available_pieces(variant_ids) if lines else {}
    return BasketView(
        basket=basket,
        lines=[
            _line_view(line, is_for_sale=line.variant_id in for_sale, available=available.get(line.variant_id, 0))
            for line in lines
        ],
    )


def _line_view(line: BasketLine, *, is_for_sale: bool, available: int) -> LineView:
    return LineView(
        line=line,
        variant=line.variant,
        is_for_sale=is_for_sale,
        available_quantity=available if is_for_sale else 0,
        notices=_notices(line, is_for_sale=is_for_sale, available=available),
    )


def _notices(line: BasketLine, *, is_for_sale: bool, available: int) -> list[BasketNotice]:
    if not is_for_sale:
        return [BasketNotice("unavailable", "This is no longer for sale. Remove the line to go on.")]
    notices = []
    if available <= 0:
        notices.append(BasketNotice("sold_out", "This is sold out. Remove the line to go on.", {"available": 0}))
    elif available < line.quantity:
        notices.append(
            BasketNotice(
                "not_enough_stock",
                f"Only {available} left. Lower the quantity to {available} or less.",
                {"available": available},
            )
        )
    present = line.variant.price_amount
    if present != line.seen_price_amount:
        notices.append(
            BasketNotice(
                "price_changed",
                f"The price of one piece changed from {format_inr(line.seen_price_amount)} to {format_inr(present)}.",
                {"was_amount": line.seen_price_amount, "is_amount": present, "currency": line.variant.currency},
            )
        )
    return notices
