"""Refusals about baskets."""

from __future__ import annotations

from common.errors import NotFound, Refusal
from orders.baskets.limits import MAX_LINES, MAX_QUANTITY


class BasketUnknown(NotFound):
    """No such basket for this viewer."""

    detail = (
        "There is no such basket for you. Check its id, sign in as its owner, "
        "or send the token you got when you made it in X-Basket-Token."
    )


class BasketLineUnknown(NotFound):
    """No such line in this basket."""

    detail = "This basket has no such line. Read the basket again; the line may have been removed."


class VariantNotForSale(Refusal):
    """The variant does not exist, is withdrawn, or its seller does not sell now."""

    code = "variant_not_for_sale"
    status = 422
    title = "This is not for sale"
    detail = "There is nothing for sale under this id now. Look the product up again and choose one of its variants."


class QuantityOutOfRange(Refusal):
    """More pieces of one variant than a basket line holds."""

    code = "quantity_out_of_range"
    status = 422
    title = "Too many pieces of one thing"
    detail = f"A basket holds 1 to {MAX_QUANTITY} pieces of one variant. Order the rest separately."


class BasketFull(Refusal):
    """The basket has as many lines as it can."""

    code = "basket_full"
    status = 409
    title = "The basket is full"
    detail = f"A basket holds {MAX_LINES} different things. Buy these first, or remove a line."
