"""The journal on the staff console: looked at, never touched."""

from __future__ import annotations

from django.contrib import admin
from unfold.decorators import display

from accounts.console.read_only import ReadOnlyInline
from orders.ledger.console import FinanceAdmin, rupees
from orders.ledger.models import JournalEntry, Posting


class PostingInline(ReadOnlyInline):
    """The sides of an entry."""

    model = Posting
    fields = ("account", "seller", "debit", "credit", "order", "order_line")
    readonly_fields = fields
    ordering = ("-amount", "id")

    @display(description="seller")
    def seller(self, posting: Posting) -> str:
        """Whose account it is, where the account is a seller's."""
        return str(posting.account.seller or "")

    @display(description="debit")
    def debit(self, posting: Posting) -> str:
        """The amount on the left."""
        return rupees(max(posting.amount, 0), posting.currency)

    @display(description="credit")
    def credit(self, posting: Posting) -> str:
        """The amount on the right."""
        return rupees(max(-posting.amount, 0), posting.currency)


@admin.register(JournalEntry)
class JournalEntryAdmin(FinanceAdmin):
    """Entries, newest first, with what caused them."""

    list_display = ("occurred_at", "kind", "business_key", "cause_type", "reason")
    list_filter = ("kind", "cause_type", "postings__account__kind")
    search_fields = ("=business_key", "=cause_id", "=postings__order__number")
    ordering = ("-occurred_at", "-id")
    fields = ("business_key", "kind", "occurred_at", "recorded_at", "cause_type", "cause_id", "reverses", "reason")
    readonly_fields = fields
    inlines = (PostingInline,)
