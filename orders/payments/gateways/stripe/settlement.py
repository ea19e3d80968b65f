"""Connected accounts, transfers and payouts of Stripe behind the port ``SettlementProvider``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from orders.payments.gateways.ports import (
    AccountSnapshot,
    AllocationSnapshot,
    Capability,
    OnboardingLink,
    PayoutSnapshot,
    TransferState,
)
from orders.payments.gateways.stripe.capabilities import connect_capabilities
from orders.payments.gateways.stripe.client import client, first_with_metadata, in_our_words

_PAYOUT_STATE = {
    "pending": TransferState.IN_TRANSIT,
    "in_transit": TransferState.IN_TRANSIT,
    "paid": TransferState.PAID,
    "failed": TransferState.FAILED,
    "canceled": TransferState.FAILED,
}


class StripeSettlement:
    """Stripe Connect as the way to pass money on to sellers."""

    name = "stripe"

    @property
    def capabilities(self) -> frozenset[Capability]:
        """What Connect offers a platform of the configured country."""
        return connect_capabilities()

    def create_account(self, *, email: str, country: str, metadata: Mapping[str, str], key: str) -> AccountSnapshot:
        """A connected account whose fees and losses the platform bears and whose payouts we start."""
        with in_our_words():
            account = client().v1.accounts.create(
                {
                    "country": country,
                    "email": email,
                    "controller": {
                        "fees": {"payer": "application"},
                        "losses": {"payments": "application"},
                        "requirement_collection": "stripe",
                        "stripe_dashboard": {"type": "express"},
                    },
                    "capabilities": {"transfers": {"requested": True}},
                    "settings": {"payouts": {"schedule": {"interval": "manual"}}},
                    "metadata": dict(metadata),
                },
                {"idempotency_key": key},
            )
        return _account(account.to_dict())

    def fetch_account(self, ref: str) -> AccountSnapshot:
        """Read the account."""
        with in_our_words():
            account = client().v1.accounts.retrieve(ref)
        return _account(account.to_dict())

    def find_account(self, *, seller_id: str, since: datetime) -> AccountSnapshot | None:
        """Walk through the accounts made from a minute before ``since`` on."""
        bound = int((since - timedelta(minutes=1)).timestamp())
        with in_our_words():
            accounts = client().v1.accounts.list({"created": {"gte": bound}, "limit": 100})
            found = first_with_metadata(accounts.auto_paging_iter(), "seller", seller_id)
        return None if found is None else _account(found)

    def onboarding_link(self, ref: str, *, return_url: str, refresh_url: str) -> OnboardingLink:
        """A fresh account link; it is used up by one visit, so it is never stored."""
        with in_our_words():
            link = client().v1.account_links.create(
                {
                    "account": ref,
                    "type": "account_onboarding",
                    "return_url": return_url,
                    "refresh_url": refresh_url,
                }
            )
        return OnboardingLink(url=link.url, expires_at=datetime.fromtimestamp(link.expires_at, tz=UTC))

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
        """A transfer out of one charge, so that it needs no settled balance of the platform."""
        with in_our_words():
            transfer = client().v1.transfers.create(
                {
                    "amount": amount,
                    "currency": currency.lower(),
                    "destination": account,
                    "source_transaction": charge_ref,
                    "transfer_group": group,
                    "metadata": dict(metadata),
                },
                {"idempotency_key": key},
            )
        return AllocationSnapshot(ref=transfer.id, amount=transfer.amount)

    def find_allocation(self, *, account: str, group: str, allocation_id: str) -> AllocationSnapshot | None:
        """Walk through the transfers of the group to this account."""
        with in_our_words():
            transfers = client().v1.transfers.list({"destination": account, "transfer_group": group, "limit": 100})
            found = first_with_metadata(transfers.auto_paging_iter(), "allocation", allocation_id)
        return None if found is None else AllocationSnapshot(ref=found["id"], amount=found["amount"])

    def reverse(self, ref: str, *, amount: int, metadata: Mapping[str, str], key: str) -> AllocationSnapshot:
        """Reverse part of a transfer."""
        with in_our_words():
            reversal = client().v1.transfers.reversals.create(
                ref, {"amount": amount, "metadata": dict(metadata)}, {"idempotency_key": key}
            )
        return AllocationSnapshot(ref=reversal.id, amount=reversal.amount)

    def find_reversal(self, ref: str, *, reversal_id: str) -> AllocationSnapshot | None:
        """Walk through the reversals of the transfer."""
        with in_our_words():
            reversals = client().v1.transfers.reversals.list(ref, {"limit": 100})
            found = first_with_metadata(reversals.auto_paging_iter(), "reversal", reversal_id)
        return None if found is None else AllocationSnapshot(ref=found["id"], amount=found["amount"])

    def account_balance(self, account: str, *, currency: str) -> int:
        """The available balance of the connected account."""
        with in_our_words():
            balance = client().v1.balance.retrieve(None, {"stripe_account": account})
        return sum(part.amount for part in balance.available if part.currency == currency.lower())

    def pay_out(
        self, *, account: str, payee_ref: str, amount: int, currency: str, metadata: Mapping[str, str], key: str
    ) -> PayoutSnapshot:
        """A manual payout of the connected account to the pinned bank account."""
        with in_our_words():
            payout = client().v1.payouts.create(
                {
                    "amount": amount,
                    "currency": currency.lower(),
                    "destination": payee_ref,
                    "metadata": dict(metadata),
                },
                {"idempotency_key": key, "stripe_account": account},
            )
        return _payout(payout.to_dict())

    def fetch_payout(self, ref: str, *, account: str) -> PayoutSnapshot:
        """Read the payout."""
        with in_our_words():
            payout = client().v1.payouts.retrieve(ref, None, {"stripe_account": account})
        return _payout(payout.to_dict())

    def find_payout(self, *, account: str, payout_key: str, since: datetime) -> PayoutSnapshot | None:
        """Walk through the account's payouts made from a minute before ``since`` on."""
        bound = int((since - timedelta(minutes=1)).timestamp())
        with in_our_words():
            payouts = client().v1.payouts.list({"created": {"gte": bound}, "limit": 100}, {"stripe_account": account})
            found = first_with_metadata(payouts.auto_paging_iter(), "payout_key", payout_key)
        return None if found is None else _payout(found)


def _account(account: Mapping[str, Any]) -> AccountSnapshot:
    requirements = account.get("requirements") or {}
    banks = (account.get("external_accounts") or {}).get("data") or []
    bank = next((row for row in banks if row.get("default_for_currency")), banks[0] if banks else {})
    return AccountSnapshot(
        ref=account["id"],
        can_receive=(account.get("capabilities") or {}).get("transfers") == "active",
        can_pay_out=bool(account.get("payouts_enabled")),
        requirements_due=tuple(requirements.get("currently_due") or ()),
        disabled_reason=requirements.get("disabled_reason") or "",
        payee_ref=bank.get("id", ""),
        payee_label=f"{bank.get('bank_name') or 'bank'} ••••{bank['last4']}" if bank else "",
        metadata=account.get("metadata") or {},
    )


def _payout(payout: Mapping[str, Any]) -> PayoutSnapshot:
    return PayoutSnapshot(
        ref=payout["id"],
        state=_PAYOUT_STATE[payout["status"]],
        amount=payout["amount"],
        failure_code=payout.get("failure_code") or "",
        metadata=payout.get("metadata") or {},
    )
