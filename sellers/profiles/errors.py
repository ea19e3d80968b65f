"""Refusals about a seller's standing: what it may do with its profile now."""

from __future__ import annotations

from common.errors import MoveRefused, Refusal


class SellerMoveRefused(MoveRefused):
    """The application cannot take this step from where it stands."""

    code = "seller_move_not_allowed"
    title = "The application cannot take this step now"
    detail = "Fetch the seller again and look at its status."


class ApplicationUnderReview(Refusal):
    """Submitted: nothing changes until a reviewer has decided."""

    code = "application_under_review"
    title = "The application is being reviewed"
    detail = "Wait for the reviewer's decision; if something must change, you will be asked for it."


class VerifiedFactLocked(Refusal):
    """Approved: facts that a reviewer has verified stay as they are."""

    code = "verified_fact_locked"
    title = "A verified fact cannot be edited"
    detail = "This was verified when the seller was approved. Write to support to have a changed fact reviewed."


class SellerClosed(Refusal):
    """Rejected or suspended: the profile is read-only."""

    code = "seller_closed"
    title = "The seller is closed for edits"
    detail = "The application was rejected or the seller is suspended. The reason is in its history; write to support."


class PanInUse(Refusal):
    """Another live seller has this PAN."""

    code = "pan_in_use"
    title = "The PAN belongs to another seller"
    detail = "One PAN belongs to one live seller. Ask to join that seller's team, or write to support."


class GstinInUse(Refusal):
    """Another live seller has this GSTIN."""

    code = "gstin_in_use"
    title = "The GSTIN belongs to another seller"
    detail = "One GSTIN belongs to one live seller. Ask to join that seller's team, or write to support."


class BankAccountInUse(Refusal):
    """Another live seller is paid to this account."""

    code = "bank_account_in_use"
    title = "The bank account belongs to another seller"
    detail = "One bank account belongs to one live seller. Give the seller's own account, or write to support."
