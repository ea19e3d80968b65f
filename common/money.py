"""Money in integer minor units (paise) beside an ISO 4217 currency; never a float."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from babel.numbers import format_currency

DEFAULT_CURRENCY = "INR"
BASIS = 10_000


@dataclass(frozen=True)
class Money:
    """An amount in minor units: ``Money(125000)`` is ₹1,250.00."""

    amount: int
    currency: str = DEFAULT_CURRENCY

    def as_json(self) -> dict[str, int | str]:
        """The form every answer of the API uses."""
        return {"amount": self.amount, "currency": self.currency}


def split_by_largest_remainder(total: int, weights: Sequence[int]) -> list[int]:
    """Split ``total`` minor units by weights so that the parts sum to it exactly.

    Leftover units go to the largest remainders, ties to the earlier part. Raises ValueError on
    negative weights, or when there is nothing to weigh by but something to split.
    """
    if any(weight < 0 for weight in weights):
        raise ValueError("weights must not be negative")
    if total < 0:
        return [-part for part in split_by_largest_remainder(-total, weights)]
    whole = sum(weights)
    if whole == 0:
        if total:
            raise ValueError("cannot split an amount by weights that are all zero")
        return [0 for _ in weights]
    parts = [total * weight // whole for weight in weights]
    order = sorted(range(len(weights)), key=lambda i: (-(total * weights[i] % whole), i))
    for index in order[: total - sum(parts)]:
        parts[index] += 1
    return parts


def basis_points(amount: int, rate_bp: int) -> int:
    """``rate_bp`` hundredths of a percent of ``amount``, rounded half up (away from zero), in minor units."""
    product = abs(amount) * rate_bp
    rounded = (2 * product + BASIS) // (2 * BASIS)
    return rounded if amount >= 0 else -rounded


def pro_rata(total: int, *, done: int, part: int, whole: int) -> int:
    """What ``part`` of ``whole`` takes from ``total`` when ``done`` of ``whole`` was taken before.

    Cumulative: the parts taken in any order sum to ``total`` exactly, the last takes the rest.
    Raises ValueError when more than the whole would be taken.
    """
    if whole <= 0 or part < 0 or done < 0 or done + part > whole:
        raise ValueError("parts must be within the whole")
    return _share(total, done + part, whole) - _share(total, done, whole)


def _share(total: int, part: int, whole: int) -> int:
    if total < 0:
        return -_share(-total, part, whole)
    return (2 * total * part + whole) // (2 * whole)


def format_inr(amount: int) -> str:
    """Paise as people in India write rupees: ``₹1,25,000.00``."""
    return str(format_currency(Decimal(amount) / 100, "INR", locale="en_IN"))
