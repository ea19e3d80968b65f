"""Refusals about refunds."""

from __future__ import annotations

from common.errors import MoveRefused, NotFound, Refusal


class RefundMoveRefused(MoveRefused):
    """The refund's status does not allow this."""

    code = "refund_move_refused"
    title = "The refund cannot take this step"


class OrderLineUnknown(NotFound):
    """No such line in this order."""

    detail = "This order has no such line. Read the order again and use the id of one of its lines."


class RefundAboveRemaining(Refusal):
    """More than what is left of the line."""

    code = "refund_above_remaining"
    status = 409
    title = "More than what is left to refund"
    detail = "Ask for no more than what is left of the line."


class RefundNotPossible(Refusal):
    """The order's status allows no refund."""

    code = "refund_not_possible"
    status = 409
    title = "No refund in this state"
    detail = "An order can be refunded once it is paid. Read it again and look at its status."


class OrderNotCancellable(Refusal):
    """The order is past the point where it can be cancelled."""

    code = "order_not_cancellable"
    status = 409
    title = "The order can no longer be cancelled"
    detail = "Ask the seller for a refund instead."
