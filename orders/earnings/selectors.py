"""Reads of the dated rules, and of what a seller has sold in a financial year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db.models import F, Sum

from common.clock import IST
from orders.earnings.errors import RateMissing
from orders.earnings.models import CommissionRule, RateKind, StatutoryRate
from orders.purchases.models import OrderLine


@dataclass(frozen=True)
class Rulebook:
    """Every rule in force on one day, read once for any number of lines."""

    on: date
    commissions: tuple[CommissionRule, ...]
    rates: dict[str, StatutoryRate]

    def commission_bp(self, *, seller_kind: str, category_id: UUID | None) -> int:
        """The commission rate of the most specific rule in basis points.

        Raises RateMissing when not even a rule for all sales has begun.
        """
        fitting = [
            rule
            for rule in self.commissions
            if rule.seller_kind in {"", seller_kind} and rule.category_id in {None, category_id}
        ]
        if not fitting:
            raise RateMissing()
        return max(fitting, key=lambda rule: (rule.specificity, rule.valid_from)).rate_bp

    def rate(self, kind: RateKind) -> StatutoryRate:
        """The law's rate of a kind. Raises RateMissing when none has begun."""
        if kind not in self.rates:
            raise RateMissing(f"No {kind.label} is known for {self.on}. Staff must add it in the console.")
        return self.rates[kind]


def rulebook(*, on: date) -> Rulebook:
    """The rules in force on a date in India (two queries)."""
    commissions = CommissionRule.objects.filter(valid_from__lte=on)
    rates: Iterable[StatutoryRate] = StatutoryRate.objects.filter(valid_from__lte=on).order_by("valid_from")
    return Rulebook(on=on, commissions=tuple(commissions), rates={rate.kind: rate for rate in rates})


def financial_year_start(on: date) -> date:
    """1 April on or before the date."""
    return date(on.year if on.month >= 4 else on.year - 1, 4, 1)


def sold_in_financial_year(*, seller_id: UUID, on: date) -> int:
    """Paise that buyers paid for goods and shipping in the seller's orders from 1 April to the end of the date.

    Refunds are not deducted.
    """
    begin = datetime.combine(financial_year_start(on), time.min, tzinfo=IST)
    end = datetime.combine(on, time.max, tzinfo=IST)
    lines = OrderLine.objects.filter(order__seller_id=seller_id, order__confirmed_at__range=(begin, end))
    return int(lines.aggregate(total=Sum(F("gross_amount") + F("shipping_amount")))["total"] or 0)
