"""Accounts, journal entries and postings. The database refuses to change, delete or unbalance them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from common.bases import BaseModel
from common.ids import new_id
from common.states import status_check
from orders.ledger.chart import PER_SELLER, AccountKind, EntryKind


class LedgerAccount(BaseModel):
    """One account per purpose, currency and, where the purpose asks for it, seller."""

    kind = models.CharField(max_length=32, choices=AccountKind.choices)
    currency = models.CharField(max_length=3)
    seller = models.ForeignKey(
        "sellers.Seller", null=True, blank=True, on_delete=models.PROTECT, related_name="ledger_accounts"
    )

    class Meta:
        constraints = [
            status_check("kind", AccountKind, "ledger_account_kind_known"),
            models.UniqueConstraint(
                fields=["kind", "currency", "seller"], nulls_distinct=False, name="ledger_account_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=sorted(PER_SELLER), seller__isnull=False)
                | (~Q(kind__in=sorted(PER_SELLER)) & Q(seller__isnull=True)),
                name="ledger_account_has_its_seller",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.currency}"


class JournalEntry(models.Model):
    """One event in the books. ``business_key`` says which, so that it can never be booked twice."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    business_key = models.CharField(max_length=160, unique=True)
    kind = models.CharField(max_length=32, choices=EntryKind.choices)
    cause_type = models.CharField(max_length=40, help_text="what caused it, such as payment, refund, payout")
    cause_id = models.UUIDField()
    posting_count = models.PositiveSmallIntegerField(help_text="an entry is sealed at commit with this many")
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField(auto_now_add=True)
    reverses = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="reversed_by")
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name_plural = "journal entries"
        constraints = [
            status_check("kind", EntryKind, "journal_entry_kind_known"),
            models.CheckConstraint(condition=Q(posting_count__gte=2), name="journal_entry_has_two_sides"),
        ]
        indexes = [
            models.Index(fields=["-occurred_at", "-id"], name="journal_newest_first"),
            models.Index(fields=["cause_type", "cause_id"], name="journal_by_cause"),
        ]

    def __str__(self) -> str:
        return self.business_key


class Posting(models.Model):
    """One side of an entry in minor units: debit positive, credit negative."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    entry = models.ForeignKey(JournalEntry, on_delete=models.PROTECT, related_name="postings")
    account = models.ForeignKey(LedgerAccount, on_delete=models.PROTECT, related_name="postings")
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    order = models.ForeignKey("orders.Order", null=True, blank=True, on_delete=models.PROTECT, related_name="postings")
    order_line = models.ForeignKey(
        "orders.OrderLine", null=True, blank=True, on_delete=models.PROTECT, related_name="postings"
    )
    occurred_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(amount=0), name="posting_is_not_zero")]
        indexes = [
            models.Index(fields=["account", "occurred_at"], name="posting_balance", include=["amount"]),
            models.Index(fields=["order", "account"], name="posting_of_order", include=["amount"]),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"
