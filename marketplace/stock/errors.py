"""Refusals of stock."""

from __future__ import annotations

from common.errors import Refusal


class ListingSoldOut(Refusal):
    """Fewer pieces are free than somebody asks for; ``variants`` says which and how many are left."""

    code = "listing_sold_out"
    status = 409
    title = "Not enough pieces left"
    detail = "Lower the quantity of the variants named in errors, or take them out of the basket."


class HoldChanged(Refusal):
    """The holder holds other pieces already."""

    code = "stock_hold_changed"
    status = 409
    title = "Other pieces are held for this purchase"
    detail = "Release what is held for this purchase first, then reserve again."


class StockBelowReserved(Refusal):
    """The movement would leave fewer pieces than are held for buyers, or more than can be."""

    code = "stock_out_of_range"
    status = 409
    title = "That many pieces cannot be right"
    detail = "Pieces held for buyers cannot be taken away. Wait until their orders are settled, or correct the number."
