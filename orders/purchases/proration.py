"""What a part refund of a frozen line takes back, component by component, so that parts always sum to the whole.

Every component is taken cumulatively: after refunds of ``done`` paise out of ``gross_amount`` each component has been
taken back by its half-up rounded share (TCS and TDS, which are withheld on the shipping too, by the share of goods and
shipping together), so the last part takes exactly what is left. When an earlier part failed and
was given back, the next one evens it out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from common.money import pro_rata
from orders.purchases.amounts import LineAmounts

GOODS_TAXES = ("cgst_amount", "sgst_amount", "igst_amount")
CHARGES = ("commission_amount", "commission_tax_amount")
GOODS_COMPONENTS = (*GOODS_TAXES, *CHARGES)
WITHHELD_COMPONENTS = ("tcs_amount", "tds_amount")  # shares of goods and shipping together
SHIPPING_COMPONENTS = ("shipping_cgst_amount", "shipping_sgst_amount", "shipping_igst_amount")
PART_FIELDS = (
    "gross_amount",
    "taxable_amount",
    *GOODS_COMPONENTS,
    *WITHHELD_COMPONENTS,
    "net_amount",
    "shipping_amount",
    "shipping_taxable_amount",
    *SHIPPING_COMPONENTS,
)


@dataclass(frozen=True)
class LinePart:
    """A part of a line's frozen amounts, in paise; the fields are those of the line."""

    gross_amount: int
    taxable_amount: int
    cgst_amount: int
    sgst_amount: int
    igst_amount: int
    commission_amount: int
    commission_tax_amount: int
    tcs_amount: int
    tds_amount: int
    net_amount: int
    shipping_amount: int
    shipping_taxable_amount: int
    shipping_cgst_amount: int
    shipping_sgst_amount: int
    shipping_igst_amount: int

    @property
    def total_amount(self) -> int:
        """What the buyer gets back for this part, in paise."""
        return self.gross_amount + self.shipping_amount


def _taken_after(component: int, *, part: int, whole: int, taken: int) -> int:
    """What the next refund takes of ``component`` when ``part`` of ``whole`` is refunded after it; never negative."""
    after = pro_rata(component, done=0, part=part, whole=whole) if whole else 0
    return max(0, after - taken)


def part_of_line(line: LineAmounts, *, taken: Mapping[str, int], gross_amount: int, shipping_amount: int) -> LinePart:
    """The components of the next refund of ``gross_amount`` goods and ``shipping_amount`` shipping paise.

    ``taken`` sums, per field, what refunds that stand have taken before. Raises ValueError when more than what is left
    would be taken.
    """
    parts: dict[str, int] = {"gross_amount": gross_amount, "shipping_amount": shipping_amount}
    for field in parts:
        if not 0 <= parts[field] <= getattr(line, field) - taken.get(field, 0):
            raise ValueError(f"{field}: more than what is left of the line")
    goods_after = taken.get("gross_amount", 0) + gross_amount
    for name in GOODS_COMPONENTS:
        parts[name] = _taken_after(
            getattr(line, name), part=goods_after, whole=line.gross_amount, taken=taken.get(name, 0)
        )
    shipping_after = taken.get("shipping_amount", 0) + shipping_amount
    for name in SHIPPING_COMPONENTS:
        parts[name] = _taken_after(
            getattr(line, name), part=shipping_after, whole=line.shipping_amount, taken=taken.get(name, 0)
        )
    for name in WITHHELD_COMPONENTS:
        parts[name] = _taken_after(
            getattr(line, name), part=goods_after + shipping_after, whole=line.total_amount, taken=taken.get(name, 0)
        )
    parts["taxable_amount"] = gross_amount - sum(parts[name] for name in GOODS_TAXES)
    parts["net_amount"] = gross_amount - sum(parts[name] for name in (*CHARGES, *WITHHELD_COMPONENTS))
    parts["shipping_taxable_amount"] = shipping_amount - sum(parts[name] for name in SHIPPING_COMPONENTS)
    return LinePart(**parts)
