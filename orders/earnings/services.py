"""What a sale leaves for the seller, computed once at placement and frozen on the line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from common.money import basis_points
from orders.earnings.models import RateKind
from orders.earnings.selectors import Rulebook, rulebook, sold_in_financial_year
from sellers.models import Seller

# Fourth letter of a PAN: P an individual, H a Hindu undivided family (Income-tax Rules, rule 114).
_EXEMPTIBLE_HOLDERS = {"P", "H"}


@dataclass(frozen=True)
class Earnings:
    """The parts of a line's gross in paise; together they are exactly the gross.

    What is withheld on the shipping comes out of the gross too, so ``net_amount`` may be negative where the shipping is
    many times the price of the goods; with the shipping it is what the seller gets.
    """

    commission_amount: int
    commission_tax_amount: int
    tcs_amount: int
    tds_amount: int
    net_amount: int


def compute_earnings(
    *,
    seller: Seller,
    category_id: UUID | None,
    gross_amount: int,
    taxable_amount: int,
    on: date,
    shipping_amount: int = 0,
    shipping_taxable_amount: int = 0,
    rules: Rulebook | None = None,
) -> Earnings:
    """Split a line's gross (paise, GST included) on a date in India.

    ``rules`` may be read once (:func:`rulebook`) and handed in for many lines. Commission is a share of the
    gross; GST is charged on it. What the seller charges for shipping is part of the value of the supply (CGST Act 2017,
    s. 15(2)(c)) and of the gross amount of the sale: TCS is a share of the taxable value of goods and shipping, TDS of
    what the buyer pays for both. Sources of the rates stand in the rows. Raises RateMissing when a rate has no row for
    the date.
    """
    rules = rules or rulebook(on=on)
    rate_bp = rules.commission_bp(seller_kind=seller.kind, category_id=category_id)
    commission = basis_points(gross_amount, rate_bp)
    commission_tax = basis_points(commission, rules.rate(RateKind.COMMISSION_GST).rate_bp)
    paid = gross_amount + shipping_amount
    tcs = basis_points(taxable_amount + shipping_taxable_amount, _tcs_bp(seller, rules))
    tds = basis_points(paid, _tds_bp(seller, rules, paid))
    return Earnings(
        commission_amount=commission,
        commission_tax_amount=commission_tax,
        tcs_amount=tcs,
        tds_amount=tds,
        net_amount=gross_amount - commission - commission_tax - tcs - tds,
    )


def _tcs_bp(seller: Seller, rules: Rulebook) -> int:
    """None from sellers without GST registration, who sell by Notification 34/2023-Central Tax."""
    return rules.rate(RateKind.TCS).rate_bp if seller.is_gst_registered else 0


def _tds_bp(seller: Seller, rules: Rulebook, paid_amount: int) -> int:
    """The higher rate without PAN; none for an individual or HUF up to the year's limit."""
    if not seller.pan:
        return rules.rate(RateKind.TDS_WITHOUT_PAN).rate_bp
    rate = rules.rate(RateKind.TDS)
    if rate.exempt_up_to_amount is None or seller.pan[3:4].upper() not in _EXEMPTIBLE_HOLDERS:
        return rate.rate_bp
    sold = sold_in_financial_year(seller_id=seller.pk, on=rules.on) + paid_amount
    return 0 if sold <= rate.exempt_up_to_amount else rate.rate_bp
