"""The database itself keeps the journal: raw SQL that would change or unbalance it is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from factories.money import make_paid_purchase

from common import clock
from common.ids import new_id
from orders.ledger.chart import AccountKind, EntryKind
from orders.ledger.models import JournalEntry, LedgerAccount, Posting
from orders.ledger.services import Cause, Leg, UnbalancedEntry, post_entry, reverse_entry

pytestmark = pytest.mark.django_db


def run(sql: str, *params: Any) -> None:
    """Execute raw SQL and every deferred check, as a commit would."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, params)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def book(amount: int = 500, key: str = "test") -> JournalEntry:
    return post_entry(
        business_key=key,
        kind=EntryKind.GATEWAY_FEE,
        cause=Cause("test", new_id()),
        legs=[Leg(AccountKind.GATEWAY_FEES, amount), Leg(AccountKind.PROVIDER_CLEARING, -amount)],
        currency="INR",
        occurred_at=clock.now(),
    )


def snapshot() -> list[tuple[Any, ...]]:
    return list(Posting.objects.order_by("id").values_list("id", "entry_id", "account_id", "amount"))


class TestAppendOnly:
    @pytest.mark.parametrize(
        "sql",
        [
            "UPDATE orders_posting SET amount = amount + 1",
            "UPDATE orders_posting SET amount = -amount",
            "DELETE FROM orders_posting",
            "UPDATE orders_journalentry SET business_key = 'other'",
            "DELETE FROM orders_journalentry",
            "UPDATE orders_ledgeraccount SET kind = 'write_off'",
        ],
    )
    def test_refuses_change_and_deletion(self, sql: str) -> None:
        book()
        before = snapshot()
        with pytest.raises(IntegrityError, match="append-only"):
            run(sql)
        assert snapshot() == before

    @pytest.mark.parametrize(
        ("table", "trigger"),
        [("orders_posting", "posting_no_truncate"), ("orders_journalentry", "journal_no_truncate")],
    )
    def test_refuses_to_be_emptied(self, table: str, trigger: str) -> None:
        book()
        run("SELECT 1")
        run(f"ALTER TABLE {table} ENABLE TRIGGER {trigger}")  # switched off for tests that commit
        with pytest.raises(IntegrityError, match="append-only"):
            run(f"TRUNCATE {table} CASCADE")
        assert Posting.objects.count() == 2


def raw_entry(count: int = 2) -> JournalEntry:
    return JournalEntry(
        business_key=f"raw:{new_id()}",
        kind=EntryKind.GATEWAY_FEE,
        cause_type="test",
        cause_id=new_id(),
        posting_count=count,
        occurred_at=clock.now(),
    )


def raw_posting(entry: JournalEntry, amount: int, kind: str = "gateway_fees", currency: str = "INR") -> Posting:
    account, _ = LedgerAccount.objects.get_or_create(kind=kind, currency="INR", seller=None)
    return Posting(entry=entry, account=account, amount=amount, currency=currency, occurred_at=entry.occurred_at)


def unbalanced() -> None:
    entry = raw_entry()
    entry.save()
    Posting.objects.bulk_create([raw_posting(entry, 5), raw_posting(entry, -4, "provider_clearing")])


def empty() -> None:
    raw_entry().save()


def foreign_currency() -> None:
    entry = raw_entry()
    entry.save()
    Posting.objects.bulk_create([raw_posting(entry, 5, currency="USD"), raw_posting(entry, -5, currency="USD")])


def balanced_only_across_currencies() -> None:
    entry = raw_entry()
    entry.save()
    Posting.objects.bulk_create([raw_posting(entry, 5, currency="USD"), raw_posting(entry, -5)])


def another_time() -> None:
    entry = raw_entry()
    entry.save()
    late = raw_posting(entry, -5, "provider_clearing")
    late.occurred_at = clock.now()
    Posting.objects.bulk_create([raw_posting(entry, 5), late])


def of_zero() -> None:
    entry = raw_entry()
    entry.save()
    Posting.objects.bulk_create([raw_posting(entry, 0)])


def committed(attempt: Callable[[], None]) -> None:
    """Run an attempt with the deferred checks of its commit."""
    with transaction.atomic():
        attempt()
        run("SELECT 1")


def added_to_a_sealed_entry() -> None:
    entry = book()
    run("SELECT 1")
    Posting.objects.bulk_create([raw_posting(entry, 7), raw_posting(entry, -7, "provider_clearing")])


class TestBalance:
    @pytest.mark.parametrize(
        ("attempt", "constraint"),
        [
            (unbalanced, "does not balance"),
            (empty, "announces 2 postings and has 0"),
            (foreign_currency, "foreign currency"),
            (balanced_only_across_currencies, "does not balance"),
            (another_time, "another time"),
            (added_to_a_sealed_entry, "announces 2 postings and has 4"),
        ],
    )
    def test_is_checked_at_commit(self, attempt: Callable[[], None], constraint: str) -> None:
        with pytest.raises(IntegrityError, match=constraint):
            committed(attempt)
        assert not Posting.objects.exists()

    def test_refuses_a_posting_of_zero(self) -> None:
        with pytest.raises(IntegrityError, match="posting_is_not_zero"):
            committed(of_zero)


class TestPostEntry:
    def test_books_a_business_key_once(self) -> None:
        first, again = book(), book(amount=900)
        assert (first.pk, Posting.objects.count()) == (again.pk, 2)
        run("SELECT 1")

    def test_refuses_legs_that_do_not_balance(self) -> None:
        with pytest.raises(UnbalancedEntry):
            post_entry(
                business_key="x",
                kind=EntryKind.GATEWAY_FEE,
                cause=Cause("test", new_id()),
                legs=[Leg(AccountKind.GATEWAY_FEES, 5), Leg(AccountKind.PROVIDER_CLEARING, -4)],
                currency="INR",
                occurred_at=clock.now(),
            )
        assert not JournalEntry.objects.exists()

    def test_refuses_a_seller_account_without_its_seller(self) -> None:
        with pytest.raises(UnbalancedEntry, match="needs a seller"), transaction.atomic():
            post_entry(
                business_key="x",
                kind=EntryKind.SHORTFALL,
                cause=Cause("test", new_id()),
                legs=[Leg(AccountKind.SELLER_PAYABLE, 5), Leg(AccountKind.SELLER_RECEIVABLE, -5)],
                currency="INR",
                occurred_at=clock.now(),
            )

    def test_corrects_by_a_reversal_booked_once(self) -> None:
        entry = book()
        for _ in range(2):
            reversal = reverse_entry(
                entry=entry, cause=Cause("test", new_id()), occurred_at=clock.now(), reason="wrong"
            )
        assert reversal.reverses == entry
        assert sorted(Posting.objects.values_list("amount", flat=True)) == [-500, -500, 500, 500]
        run("SELECT 1")


class TestPostPurchaseConfirmed:
    def test_passes_the_deferred_checks(self) -> None:
        make_paid_purchase()
        run("SELECT 1")
        assert Posting.objects.count() == 8
