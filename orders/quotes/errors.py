"""Refusals about quotes."""

from __future__ import annotations

from common.errors import NotFound, Refusal


class QuoteUnknown(NotFound):
    """No such quote for this viewer."""

    detail = "There is no such quote for you. Ask for one with POST /api/v1/baskets/{id}/quotes."


class BasketEmpty(Refusal):
    """There is nothing to price."""

    code = "basket_empty"
    status = 409
    title = "The basket is empty"
    detail = "Put something into the basket first, then ask for a quote."


class BasketNotReady(Refusal):
    """Some lines cannot be bought as they stand."""

    code = "basket_not_ready"
    status = 409
    title = "Some lines cannot be bought as they stand"
    detail = "Change or remove the lines named in errors, then ask for a quote again."


class SellerShipsWithinState(Refusal):
    """A seller without GST registration may not sell to another state."""

    code = "seller_ships_within_state"
    status = 409
    title = "A seller may not ship to this state"
    detail = "Remove the lines named in errors, or have the parcel sent to an address in the seller's own state."


class PlaceUnclear(Refusal):
    """The PIN code does not tell in which state the address lies."""

    code = "place_unclear"
    status = 422
    title = "The place of delivery is not clear"
    detail = "Name the district of the address: this PIN code lies in more than one state."
