"""Refusals about purchases and orders as such."""

from __future__ import annotations

from common.errors import MoveRefused, NotFound


class PurchaseMoveRefused(MoveRefused):
    """The purchase's status does not allow this."""

    code = "purchase_move_refused"
    title = "The purchase cannot take this step"
    detail = "The purchase is not in a state that allows this. Read it again and choose one of its open steps."


class OrderMoveRefused(MoveRefused):
    """The order's status does not allow this."""

    code = "order_move_refused"
    title = "The order cannot take this step"
    detail = "The order is not in a state that allows this. Read it again and choose one of its open steps."


class PurchaseUnknown(NotFound):
    """No such purchase for this viewer."""

    detail = (
        "There is no such purchase for you. Check the number, "
        "and send its token in X-Purchase-Token if you bought as a guest."
    )


class OrderUnknown(NotFound):
    """No such order for this viewer."""

    detail = "There is no such order for you. Check its number and that you are signed in as a member of its seller."
