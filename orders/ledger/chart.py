"""The chart of accounts: what each account is for, and which side is its own."""

from __future__ import annotations

from django.db import models


class AccountKind(models.TextChoices):
    """Purpose of an account. Debits are positive, credits negative; see ``docs/ledger.md``."""

    PROVIDER_CLEARING = "provider_clearing", "Money the provider holds for the bazaar"
    PROVIDER_ALLOCATED = "provider_allocated", "Money the provider holds for a seller"
    BUYER_PREPAYMENTS = "buyer_prepayments", "Paid, purchase not confirmed yet"
    BUYER_REFUNDS_PAYABLE = "buyer_refunds_payable", "Refunds on their way to buyers"
    SELLER_PAYABLE = "seller_payable", "Owed to a seller"
    SELLER_ALLOCATED = "seller_allocated", "Owed to a seller, on its way to the bank"
    SELLER_RECEIVABLE = "seller_receivable", "A seller owes the bazaar"
    COMMISSION_INCOME = "commission_income", "Commission earned"
    COMMISSION_GST_PAYABLE = "commission_gst_payable", "GST on commission, owed to the government"
    TCS_PAYABLE = "tcs_payable", "GST collected at source, owed to the government"
    TDS_PAYABLE = "tds_payable", "Income tax deducted at source, owed to the government"
    GATEWAY_FEES = "gateway_fees", "What the provider charges"
    ROUND_OFF = "round_off", "Rounding differences"
    WRITE_OFF = "write_off", "Given up as lost"


# Accounts that exist once per seller.
PER_SELLER = frozenset(
    {
        AccountKind.PROVIDER_ALLOCATED,
        AccountKind.SELLER_PAYABLE,
        AccountKind.SELLER_ALLOCATED,
        AccountKind.SELLER_RECEIVABLE,
    }
)
# What is owed to, or by, a seller in sum.
OWED_TO_SELLER = (AccountKind.SELLER_PAYABLE, AccountKind.SELLER_ALLOCATED, AccountKind.SELLER_RECEIVABLE)


class EntryKind(models.TextChoices):
    """What happened."""

    PAYMENT_CAPTURED = "payment_captured", "Payment received"
    GATEWAY_FEE = "gateway_fee", "Provider's fee"
    ORDER_CONFIRMED = "order_confirmed", "Sale"
    REFUND_RESERVED = "refund_reserved", "Refund"
    REFUND_PAID = "refund_paid", "Refund paid to the buyer"
    PAYOUT_PLANNED = "payout_planned", "Set aside for payout"
    RECEIVABLE_NETTED = "receivable_netted", "Debt deducted"
    ALLOCATED = "allocated", "Moved to the seller's account at the provider"
    ALLOCATION_REVERSED = "allocation_reversed", "Taken back from the seller's account at the provider"
    SHORTFALL = "shortfall", "Not there to be taken back"
    PAYOUT_PAID = "payout_paid", "Paid to the seller's bank"
    REVERSAL = "reversal", "Reversal of an entry"
