"""Where a payout, an allocation and a recovery may stand."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models


class PayoutStatus(models.TextChoices):
    """A seller's payout of one period."""

    BLOCKED = "blocked", "blocked, the money stays owed"
    PLANNED = "planned", "set aside, on its way to the seller's account"
    ALLOCATED = "allocated", "in the seller's account at the provider"
    IN_TRANSIT = "in_transit", "on its way to the bank"
    PAID = "paid", "paid"
    FAILED = "failed", "the bank sent it back"


PAYOUT_MOVES: Mapping[str, frozenset[str]] = {
    PayoutStatus.BLOCKED: frozenset({PayoutStatus.PLANNED}),
    PayoutStatus.PLANNED: frozenset({PayoutStatus.ALLOCATED, PayoutStatus.BLOCKED}),
    PayoutStatus.ALLOCATED: frozenset({PayoutStatus.IN_TRANSIT, PayoutStatus.PAID, PayoutStatus.FAILED}),
    PayoutStatus.IN_TRANSIT: frozenset({PayoutStatus.PAID, PayoutStatus.FAILED}),
    # A bank may send money back days after the provider called it paid.
    PayoutStatus.PAID: frozenset({PayoutStatus.FAILED}),
    # Failed: the money is back in the seller's account at the provider; another attempt starts from there.
    PayoutStatus.FAILED: frozenset({PayoutStatus.ALLOCATED}),
}
# While one of a seller's payouts stands here, the next run goes on with it instead of planning another.
PAYOUT_BEFORE_BANK = frozenset({PayoutStatus.BLOCKED, PayoutStatus.PLANNED, PayoutStatus.ALLOCATED})
PAYOUT_NOT_PAID = PAYOUT_BEFORE_BANK | {PayoutStatus.IN_TRANSIT, PayoutStatus.FAILED}


class AllocationStatus(models.TextChoices):
    """One order's part of a payout."""

    PLANNED = "planned", "planned"
    DONE = "done", "in the seller's account at the provider"
    RELEASED = "released", "refused by the provider, owed again"


class RecoveryStatus(models.TextChoices):
    """Taking back from a seller what was refunded after it had been passed on."""

    PLANNED = "planned", "planned"
    DONE = "done", "taken back"
    REFUSED = "refused", "not there, owed by the seller"
