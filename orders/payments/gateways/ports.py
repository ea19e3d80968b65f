"""The two ports: taking money from buyers, passing it on to sellers. All amounts are minor units."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from orders.payments.states import PaymentStatus, RefundStatus


class Capability(enum.Enum):
    """What a provider can do; a configuration that needs more is refused at start-up."""

    MULTI_SELLER_SINGLE_PAYMENT = "one payment shared out to several sellers"
    ALLOCATION_AFTER_REFUND = "allocation to sellers after a part refund"
    PROVIDER_HOLD = "a hold on allocated money at the provider"
    MANUAL_PAYOUT = "payouts that we start"


class ProviderError(Exception):
    """Something went wrong at, or on the way to, the provider."""

    def __init__(self, message: str, *, code: str = "") -> None:
        super().__init__(message)
        self.code = code


class OutcomeUnknown(ProviderError):
    """No answer, or a fault of the provider: it may have acted. Ask again with the same key, or look it up."""


class ProviderBusy(ProviderError):
    """The provider did not act and asks us to come later (rate limit, key in use)."""


class ProviderRefused(ProviderError):
    """The provider said no; it did not act and will not, under this key."""


class WebhookUnfit(Exception):
    """A received webhook is not authentic, not fresh, not of our mode or not readable."""


class EventSubject(enum.Enum):
    """What a webhook is about; the object itself is always fetched anew."""

    PAYMENT = "payment"
    REFUND = "refund"
    ACCOUNT = "account"
    ALLOCATION = "allocation"
    PAYOUT = "payout"
    OTHER = "other"


@dataclass(frozen=True)
class ReceivedEvent:
    """An authentic webhook, reduced to what we act on."""

    event_id: str
    type: str
    subject: EventSubject
    object_ref: str
    account: str
    is_livemode: bool


@dataclass(frozen=True)
class PaymentSnapshot:
    """How a payment stands at the provider now. ``fee_amount`` is None until the provider knows it."""

    ref: str
    status: PaymentStatus
    amount: int
    currency: str
    captured_amount: int
    charge_ref: str
    client_secret: str
    hosted_url: str
    decline_code: str
    fee_amount: int | None
    is_livemode: bool
    metadata: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class RefundSnapshot:
    """How a refund stands at the provider now."""

    ref: str
    status: RefundStatus
    amount: int
    payment_ref: str
    failure_code: str
    metadata: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class AccountSnapshot:
    """A seller's account at the provider: what it may do, and what the provider still wants."""

    ref: str
    can_receive: bool
    can_pay_out: bool
    requirements_due: tuple[str, ...]
    disabled_reason: str
    payee_ref: str
    payee_label: str
    metadata: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class OnboardingLink:
    """Where a seller completes its account; good for one visit until ``expires_at``."""

    url: str
    expires_at: datetime


@dataclass(frozen=True)
class AllocationSnapshot:
    """Money moved into a seller's account at the provider, or a reversal of such a move."""

    ref: str
    amount: int


class TransferState(enum.Enum):
    """How a payout to a bank stands. One that was paid may still come back."""

    IN_TRANSIT = "in_transit"
    PAID = "paid"
    FAILED = "failed"


@dataclass(frozen=True)
class PayoutSnapshot:
    """How a payout stands at the provider now."""

    ref: str
    state: TransferState
    amount: int
    failure_code: str
    metadata: Mapping[str, str] = field(default_factory=dict)


class PaymentGateway(Protocol):
    """Taking money from buyers. Methods that act take an idempotency key and raise ProviderError."""

    name: str

    @property
    def capabilities(self) -> frozenset[Capability]:
        """What it can do as it is configured."""
        ...

    def create_payment(
        self, *, amount: int, currency: str, description: str, group: str, metadata: Mapping[str, str], key: str
    ) -> PaymentSnapshot:
        """Open a payment that the buyer then confirms with the provider."""
        ...

    def fetch_payment(self, ref: str) -> PaymentSnapshot:
        """How it stands now."""
        ...

    def find_payment(self, *, payment_id: str, since: datetime) -> PaymentSnapshot | None:
        """Look up by our own id what was created from ``since`` on, when the answer was lost long ago."""
        ...

    def cancel_payment(self, ref: str, *, key: str) -> PaymentSnapshot:
        """Cancel, unless the money came or is on its way (then ProviderRefused)."""
        ...

    def create_refund(self, *, payment_ref: str, amount: int, metadata: Mapping[str, str], key: str) -> RefundSnapshot:
        """Give money back to the buyer."""
        ...

    def fetch_refund(self, ref: str) -> RefundSnapshot:
        """How it stands now."""
        ...

    def find_refund(self, *, payment_ref: str, refund_id: str) -> RefundSnapshot | None:
        """Look up a refund of a payment by our own id."""
        ...

    def read_webhook(self, *, body: bytes, signature: str, is_connect: bool, now: datetime) -> ReceivedEvent:
        """Check and read a webhook. Raises WebhookUnfit."""
        ...

    def reread_webhook(self, body: str) -> ReceivedEvent:
        """Read the stored body of a webhook that was checked when it came."""
        ...


class SettlementProvider(Protocol):
    """Passing money on to sellers. Methods that act take an idempotency key and raise ProviderError."""

    name: str

    @property
    def capabilities(self) -> frozenset[Capability]:
        """What it can do as it is configured."""
        ...

    def create_account(self, *, email: str, country: str, metadata: Mapping[str, str], key: str) -> AccountSnapshot:
        """Open an account for a seller at the provider; a person completes it."""
        ...

    def fetch_account(self, ref: str) -> AccountSnapshot:
        """How it stands now."""
        ...

    def find_account(self, *, seller_id: str, since: datetime) -> AccountSnapshot | None:
        """Look up by our own id what was created from ``since`` on."""
        ...

    def onboarding_link(self, ref: str, *, return_url: str, refresh_url: str) -> OnboardingLink:
        """A fresh single-use address where the seller completes its account."""
        ...

    def allocate(
        self,
        *,
        account: str,
        amount: int,
        currency: str,
        charge_ref: str,
        group: str,
        metadata: Mapping[str, str],
        key: str,
    ) -> AllocationSnapshot:
        """Move part of a payment into a seller's account."""
        ...

    def find_allocation(self, *, account: str, group: str, allocation_id: str) -> AllocationSnapshot | None:
        """Look up an allocation by our own id."""
        ...

    def reverse(self, ref: str, *, amount: int, metadata: Mapping[str, str], key: str) -> AllocationSnapshot:
        """Take part of an allocation back. Raises ProviderRefused when the account does not hold it."""
        ...

    def find_reversal(self, ref: str, *, reversal_id: str) -> AllocationSnapshot | None:
        """Look up a reversal by our own id."""
        ...

    def account_balance(self, account: str, *, currency: str) -> int:
        """What a seller's account may spend now."""
        ...

    def pay_out(
        self, *, account: str, payee_ref: str, amount: int, currency: str, metadata: Mapping[str, str], key: str
    ) -> PayoutSnapshot:
        """Send money of a seller's account to its bank account ``payee_ref``."""
        ...

    def fetch_payout(self, ref: str, *, account: str) -> PayoutSnapshot:
        """How it stands now."""
        ...

    def find_payout(self, *, account: str, payout_key: str, since: datetime) -> PayoutSnapshot | None:
        """Look up a payout by our own key."""
        ...
