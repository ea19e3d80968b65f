"""Split a tax-inclusive price into taxable value and GST, to the paisa.

Within a state the tax is CGST and SGST (or UTGST) at half the rate each, so both are always equal; a paisa that two
equal halves cannot hold stays in the taxable value. Across states it is IGST at the full rate.
Sources: IGST Act 2017, ss. 7 and 8 (inter-state and intra-state supply) and s. 10(1)(a) (place of supply is where the
movement of goods ends); CGST Act 2017, s. 9; CGST Rules 2017, r. 35 (value of a supply inclusive of tax).
"""

from __future__ import annotations

from dataclasses import dataclass

from common.money import BASIS


@dataclass(frozen=True)
class TaxSplit:
    """Parts of one tax-inclusive amount, in paise; they sum to it exactly."""

    taxable_amount: int
    cgst_amount: int = 0
    sgst_amount: int = 0
    igst_amount: int = 0

    @property
    def tax_amount(self) -> int:
        """All GST in it, in paise."""
        return self.cgst_amount + self.sgst_amount + self.igst_amount


def split_inclusive(gross_amount: int, *, rate_bp: int, is_interstate: bool) -> TaxSplit:
    """Split ``gross_amount`` paise that include GST at ``rate_bp`` hundredths of a percent.

    Each tax is rounded half up to the paisa; the taxable value is what remains. Raises ValueError on a negative
    amount or rate.
    """
    if gross_amount < 0 or rate_bp < 0:
        raise ValueError("a price and a rate must not be negative")
    if is_interstate:
        igst = _tax_inside(gross_amount, rate_bp=rate_bp)
        return TaxSplit(taxable_amount=gross_amount - igst, igst_amount=igst)
    half = min(_half_inside(gross_amount, rate_bp=rate_bp), gross_amount // 2)
    return TaxSplit(taxable_amount=gross_amount - 2 * half, cgst_amount=half, sgst_amount=half)


def _tax_inside(gross_amount: int, *, rate_bp: int) -> int:
    whole = BASIS + rate_bp
    return (2 * gross_amount * rate_bp + whole) // (2 * whole)


def _half_inside(gross_amount: int, *, rate_bp: int) -> int:
    """Half of the tax, rounded half up; exact also for an odd number of basis points."""
    whole = 2 * (BASIS + rate_bp)
    return (2 * gross_amount * rate_bp + whole) // (2 * whole)
