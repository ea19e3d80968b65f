"""Which dated rate of GST holds for a piece: the pure rule over the rows in force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from marketplace.catalogue.errors import GstRateUnknown
from marketplace.catalogue.models import Category, GstRate


@dataclass(frozen=True)
class RateTable:
    """The rates in force on one day; built by ``selectors.gst_rates_on`` with one query for any number of pieces."""

    rows: Sequence[GstRate]

    def rate_bp(self, *, hsn: str, category: Category, unit_price_amount: int) -> int:
        """Basis points of GST for one piece at ``unit_price_amount`` (paise, the price the buyer pays).

        The most specific row wins: the longest HSN prefix, then the deepest category, then the lowest
        price slab that holds the price. Raises GstRateUnknown when no row covers the piece.
        """
        slugs = category.ancestor_slugs
        fitting = [row for row in self.rows if _covers(row, hsn, slugs, unit_price_amount)]
        if not fitting:
            raise GstRateUnknown(hsn=hsn, category=category.slug)
        return max(fitting, key=lambda row: _specificity(row, slugs)).rate_bp


def _covers(row: GstRate, hsn: str, slugs: list[str], price: int) -> bool:
    in_category = row.category is None or row.category.slug in slugs
    in_slab = row.price_upto_amount is None or price <= row.price_upto_amount
    return in_category and in_slab and hsn.startswith(row.hsn_prefix)


def _specificity(row: GstRate, slugs: list[str]) -> tuple[int, int, int]:
    depth = 0 if row.category is None else slugs.index(row.category.slug) + 1
    slab = -row.price_upto_amount if row.price_upto_amount is not None else -(10**18)
    return len(row.hsn_prefix), depth, slab
