"""Refusals about rates and rules."""

from __future__ import annotations

from common.errors import Refusal


class RateMissing(Refusal):
    """No dated row covers the day of the sale."""

    code = "rate_missing"
    status = 503
    title = "A rate is missing for this date"
    detail = "Staff must add the commission or statutory rate for this date in the console; then try again."
