"""Refusals when a buyer cancels."""

from __future__ import annotations

from common.errors import Refusal


class PurchaseNotCancellable(Refusal):
    """Nothing of the purchase can be cancelled by its buyer now."""

    code = "purchase_not_cancellable"
    status = 409
    title = "The purchase can no longer be cancelled"
    detail = "A seller has accepted its order already. Ask the seller to cancel it, or for a refund later."


class PaymentUnderWay(Refusal):
    """The money is on its way at this moment."""

    code = "payment_under_way"
    status = 409
    title = "The payment is under way"
    detail = "The payment is being made right now. Read the purchase again in a minute; once paid, cancel it again."
