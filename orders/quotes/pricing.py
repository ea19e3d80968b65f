"""Price a basket for one place of delivery: the one calculation behind both the quote and the checkout's recheck.

Per seller one parcel. Shipping is charged per parcel and shared over its lines by their price (largest remainder), and
taxed with them at each line's own rate: delivery is part of the composite supply whose principal is the goods
(CGST Act 2017, s. 2(30) and s. 8(a)). All parts sum to the whole, to the paisa.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from common.errors import FieldIssue
from common.money import split_by_largest_remainder
from marketplace.catalogue.rates import RateTable
from marketplace.catalogue.selectors import gst_rates_on
from marketplace.models import Variant
from orders.baskets.selectors import BasketView, LineView
from orders.earnings.selectors import Rulebook, rulebook
from orders.earnings.services import compute_earnings
from orders.purchases.amounts import AMOUNT_FIELDS
from orders.quotes.errors import BasketEmpty, BasketNotReady, SellerShipsWithinState
from orders.quotes.shipping.selectors import ParcelTerms, terms_of_sellers
from orders.quotes.tax.split import split_inclusive
from registry.models import State
from sellers.models import Seller


@dataclass(frozen=True)
class Rules:
    """What holds on the day and for the place, read once for the whole basket."""

    on: date
    gst: RateTable
    earnings: Rulebook
    ship_to_state: State


@dataclass(frozen=True)
class PricedLine:
    """One variant with all its amounts, in paise, by the column names of ``LineAmounts``."""

    variant: Variant
    quantity: int
    hsn: str
    gst_rate_bp: int
    amounts: Mapping[str, int]

    @property
    def tax_amount(self) -> int:
        """GST inside goods and shipping share, in paise."""
        names = ("cgst_amount", "sgst_amount", "igst_amount")
        return sum(self.amounts[name] + self.amounts[f"shipping_{name}"] for name in names)


@dataclass(frozen=True)
class PricedParcel:
    """One seller's part."""

    seller: Seller
    is_interstate: bool
    policy_id: UUID | None
    shipping_amount: int
    lines: Sequence[PricedLine]

    @property
    def supply_from(self) -> State:
        """The state the goods leave from: an approved seller has one."""
        if self.seller.state is None:
            raise ValueError(f"seller {self.seller.pk} sells but has no state")
        return self.seller.state

    @property
    def goods_amount(self) -> int:
        """Goods of the parcel, tax included, in paise."""
        return sum(line.amounts["gross_amount"] for line in self.lines)

    @property
    def tax_amount(self) -> int:
        """GST inside the parcel's goods and shipping, in paise."""
        return sum(line.tax_amount for line in self.lines)

    @property
    def total_amount(self) -> int:
        """What the buyer pays for the parcel, in paise."""
        return self.goods_amount + self.shipping_amount

    @property
    def take_home_amount(self) -> int:
        """What the seller gets for it: net of the goods, and the shipping, in paise."""
        return sum(line.amounts["net_amount"] for line in self.lines) + self.shipping_amount


@dataclass(frozen=True)
class PricedBasket:
    """All parcels of a basket."""

    parcels: Sequence[PricedParcel]

    @property
    def goods_amount(self) -> int:
        """Goods, tax included, in paise."""
        return sum(parcel.goods_amount for parcel in self.parcels)

    @property
    def shipping_amount(self) -> int:
        """Shipping, tax included, in paise."""
        return sum(parcel.shipping_amount for parcel in self.parcels)

    @property
    def tax_amount(self) -> int:
        """GST inside all of it, in paise."""
        return sum(parcel.tax_amount for parcel in self.parcels)

    @property
    def total_amount(self) -> int:
        """What the buyer pays, in paise."""
        return self.goods_amount + self.shipping_amount


def price_basket(view: BasketView, *, ship_to_state: State, on: date, require_stock: bool = True) -> PricedBasket:
    """Price the basket as it stands, for delivery to a state, at the rates of a day in India.

    Without ``require_stock`` a line that is for sale is priced whatever the pieces left.
    Raises BasketEmpty, BasketNotReady (a line cannot be bought) and SellerShipsWithinState (a seller without GST
    registration would sell to another state), each naming its lines.
    """
    _require_buyable(view, require_stock=require_stock)
    by_seller: dict[UUID, list[LineView]] = {}
    for line in view.lines:
        by_seller.setdefault(line.variant.product.seller_id, []).append(line)
    _require_allowed_places(by_seller.values(), ship_to_state=ship_to_state)
    terms = terms_of_sellers(by_seller, on=on)
    rules = Rules(on=on, gst=gst_rates_on(on), earnings=rulebook(on=on), ship_to_state=ship_to_state)
    return PricedBasket(
        parcels=[_price_parcel(lines, terms=terms[seller_id], rules=rules) for seller_id, lines in by_seller.items()]
    )


def fingerprint(priced: PricedBasket, *, ship_to: Mapping[str, Any], gift_message: str) -> str:
    """SHA-256 over everything the buyer agrees to; another price, rate, quantity or address gives another one."""
    facts = {
        "ship_to": {name: str(value) for name, value in ship_to.items()},
        "gift_message": gift_message,
        "parcels": [
            {
                "seller": str(parcel.seller.pk),
                "registered": parcel.seller.is_gst_registered,
                "from": str(parcel.seller.state_id),
                "shipping": parcel.shipping_amount,
                "lines": [
                    [str(line.variant.pk), line.quantity, line.hsn, line.gst_rate_bp]
                    + [line.amounts[name] for name in AMOUNT_FIELDS]
                    for line in parcel.lines
                ],
            }
            for parcel in priced.parcels
        ],
    }
    return hashlib.sha256(json.dumps(facts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _require_buyable(view: BasketView, *, require_stock: bool) -> None:
    if not view.lines:
        raise BasketEmpty()
    issues = [
        FieldIssue(f"/lines/{line.line.pk}", notice.code, notice.detail)
        for line in view.lines
        if not (line.can_be_bought if require_stock else line.is_for_sale)
        for notice in line.notices
        if notice.code != "price_changed"
    ]
    if issues:
        raise BasketNotReady(errors=issues)


def _require_allowed_places(groups: Any, *, ship_to_state: State) -> None:
    issues = []
    sellers = []
    for lines in groups:
        seller = lines[0].variant.product.seller
        if seller.state_id == ship_to_state.pk or seller.ships_interstate:
            continue
        sellers.append(seller.display_name)
        issues += [
            FieldIssue(
                f"/lines/{line.line.pk}",
                SellerShipsWithinState.code,
                f"{seller.display_name} is not registered under GST and sells within {seller.state.name} only.",
            )
            for line in lines
        ]
    if issues:
        raise SellerShipsWithinState(
            f"{', '.join(sellers)} may not ship to {ship_to_state.name}. {SellerShipsWithinState.detail}", errors=issues
        )


def _price_parcel(lines: Sequence[LineView], *, terms: ParcelTerms, rules: Rules) -> PricedParcel:
    seller = lines[0].variant.product.seller
    shipping = terms.charge_for(sum(line.gross_amount for line in lines))
    shares = split_by_largest_remainder(shipping, [line.gross_amount for line in lines])
    is_interstate = seller.state_id != rules.ship_to_state.pk
    return PricedParcel(
        seller=seller,
        is_interstate=is_interstate,
        policy_id=terms.policy_id,
        shipping_amount=shipping,
        lines=[
            _price_line(line, shipping=share, is_interstate=is_interstate, rules=rules)
            for line, share in zip(lines, shares, strict=True)
        ],
    )


def _price_line(line: LineView, *, shipping: int, is_interstate: bool, rules: Rules) -> PricedLine:
    variant, product = line.variant, line.variant.product
    hsn = product.hsn or product.category.default_hsn
    rate_bp = 0
    if product.seller.is_gst_registered:
        rate_bp = rules.gst.rate_bp(hsn=hsn, category=product.category, unit_price_amount=variant.price_amount)
    goods = split_inclusive(line.gross_amount, rate_bp=rate_bp, is_interstate=is_interstate)
    carriage = split_inclusive(shipping, rate_bp=rate_bp, is_interstate=is_interstate)
    earnings = compute_earnings(
        seller=product.seller,
        category_id=product.category_id,
        gross_amount=line.gross_amount,
        taxable_amount=goods.taxable_amount,
        shipping_amount=shipping,
        shipping_taxable_amount=carriage.taxable_amount,
        on=rules.on,
        rules=rules.earnings,
    )
    return PricedLine(
        variant=variant,
        quantity=line.line.quantity,
        hsn=hsn,
        gst_rate_bp=rate_bp,
        amounts={
            "unit_price_amount": variant.price_amount,
            "gross_amount": line.gross_amount,
            "taxable_amount": goods.taxable_amount,
            "cgst_amount": goods.cgst_amount,
            "sgst_amount": goods.sgst_amount,
            "igst_amount": goods.igst_amount,
            "shipping_amount": shipping,
            "shipping_taxable_amount": carriage.taxable_amount,
            "shipping_cgst_amount": carriage.cgst_amount,
            "shipping_sgst_amount": carriage.sgst_amount,
            "shipping_igst_amount": carriage.igst_amount,
            "commission_amount": earnings.commission_amount,
            "commission_tax_amount": earnings.commission_tax_amount,
            "tcs_amount": earnings.tcs_amount,
            "tds_amount": earnings.tds_amount,
            "net_amount": earnings.net_amount,
        },
    )
