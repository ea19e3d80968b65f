"""Refusals about payouts and sellers' accounts at the provider."""

from __future__ import annotations

from common.errors import MoveRefused, Refusal


class PayoutMoveRefused(MoveRefused):
    """The payout is past this step."""

    code = "payout_move_refused"
    title = "The payout cannot take this step"
    detail = "The payout is not in a state that allows this. Read it again."


class SellerNotApproved(Refusal):
    """Only an approved seller gets an account for payouts."""

    code = "seller_not_approved"
    title = "The seller is not approved yet"
    detail = "Submit the seller's profile and wait for its approval; then set up payouts."


class SettlementUnavailable(Refusal):
    """The provider does not answer; nothing was changed."""

    code = "settlement_unavailable"
    status = 503
    title = "The payout provider does not answer"
    detail = "Nothing was changed. Try again in a minute with the same key."


class SettlementRefused(Refusal):
    """The provider refused to open the account."""

    code = "settlement_refused"
    status = 422
    title = "The payout provider refused"
    detail = "The payout provider does not accept this seller as it is. Check the profile, or contact us."
