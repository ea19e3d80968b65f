"""Refusals about payments and refunds, and the faults of reaching the provider."""

from __future__ import annotations

from common.errors import MoveRefused, Refusal


class PaymentMoveRefused(MoveRefused):
    """The payment or refund is past this step."""

    code = "payment_move_refused"
    title = "The payment cannot take this step"
    detail = "The payment is not in a state that allows this. Read the purchase again."


class PurchaseNotPayable(Refusal):
    """The purchase is paid, cancelled or expired."""

    code = "purchase_not_payable"
    title = "This purchase cannot be paid"
    detail = "It is paid, cancelled or expired. Make a new checkout from your basket."


class PaymentProviderUnavailable(Refusal):
    """The payment provider does not answer; nobody was charged."""

    code = "payment_provider_unavailable"
    status = 503
    title = "Payments are not available right now"
    detail = "The payment provider does not answer. Nothing was charged. Try again in a minute with the same key."


class PaymentRefused(Refusal):
    """The provider refused to open a payment for this purchase."""

    code = "payment_refused"
    status = 422
    title = "The payment was refused"
    detail = "The payment provider does not accept this payment. Choose another way to pay, or contact us."


class RefundAboveRefundable(Refusal):
    """More is asked back than was paid and not yet given back."""

    code = "refund_above_refundable"
    status = 422
    title = "More than what can be refunded"
    detail = "The amount is above what was paid and not yet refunded. Ask for less."


class NothingToRefund(Refusal):
    """The payment never succeeded, or the refund is of nothing."""

    code = "nothing_to_refund"
    title = "There is nothing to refund"
    detail = "No money was received for this, so none can be given back."


class WebhookRefused(Refusal):
    """The signature, its age, the mode or the shape of a webhook is wrong. Nothing was stored."""

    code = "webhook_refused"
    status = 400
    title = "The webhook was refused"
    detail = "It is not signed with our secret, is too old or from the future, or cannot be read."


class ObjectNotYetKnown(Exception):
    """A webhook names an object of ours that is not committed yet; the worker tries again later."""


class ProviderMismatch(Exception):
    """The provider tells something of a payment that cannot be, such as another amount; a person must look."""
