"""Sellers' accounts at the provider: opened by us, completed by the seller, restricted by the provider."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from common import outbox
from orders.payments.gateways import PROVIDER, settlement_provider
from orders.payments.gateways.ports import AccountSnapshot, OnboardingLink, ProviderError, ProviderRefused
from orders.payments.models import ProviderOperation
from orders.payments.services.operations import carry_out, plan_operation, register
from orders.payouts.errors import SellerNotApproved, SettlementRefused, SettlementUnavailable
from orders.payouts.models import SettlementAccount
from sellers.models import Seller

READY = "payouts.account_ready"


def set_up_account(*, seller: Seller, now: datetime) -> tuple[SettlementAccount, OnboardingLink]:
    """Open the seller's account at the provider once, and give a fresh link where the seller completes it.

    Outside any transaction. Raises SellerNotApproved, SettlementRefused, SettlementUnavailable.
    """
    if not Seller.objects.live().filter(pk=seller.pk).exists():
        raise SellerNotApproved()
    with transaction.atomic(durable=True):
        account, _ = SettlementAccount.objects.get_or_create(seller=seller, defaults={"provider": PROVIDER})
        refused = ProviderOperation.objects.filter(kind=CreateAccount.kind, subject_id=account.pk, state="failed")
        operation = plan_operation(
            kind=CreateAccount.kind,
            subject_id=account.pk,
            key=f"account:{account.pk}:create:{refused.count() + 1}",
            params={"email": seller.email, "country": "IN", "metadata": {"seller": str(seller.pk)}},
            now=now,
        )
    if not account.provider_ref:
        error = carry_out(operation.pk, now=now).error
        if error is not None:
            raise _in_words(error)
        account = SettlementAccount.objects.get(pk=account.pk)
    return account, _link(account)


def _in_words(error: ProviderError) -> SettlementRefused | SettlementUnavailable:
    if isinstance(error, ProviderRefused):
        return SettlementRefused(provider_code=error.code)
    return SettlementUnavailable(retry_after=30)


def _link(account: SettlementAccount) -> OnboardingLink:
    base = settings.PUBLIC_BASE_URL
    try:
        return settlement_provider().onboarding_link(
            account.provider_ref,
            return_url=f"{base}/api/v1/seller/profiles/{account.seller_id}/payout-account",
            refresh_url=f"{base}/api/v1/seller/profiles/{account.seller_id}/payout-account",
        )
    except ProviderError as error:
        raise _in_words(error) from error


class CreateAccount:
    """Open a seller's account at the provider."""

    kind = "create_account"

    def call(self, operation: ProviderOperation) -> AccountSnapshot:
        """Create it."""
        return settlement_provider().create_account(**operation.params, key=operation.idempotency_key)

    def find(self, operation: ProviderOperation) -> AccountSnapshot | None:
        """Look it up by our seller's id."""
        seller_id = operation.params["metadata"]["seller"]
        return settlement_provider().find_account(seller_id=seller_id, since=operation.created_at)

    def converge(self, operation: ProviderOperation, snapshot: AccountSnapshot, *, now: datetime) -> str:
        """Take over what the provider says."""
        return converge_account(account_id=operation.subject_id, snapshot=snapshot, now=now).provider_ref

    def refused(self, operation: ProviderOperation, refusal: ProviderRefused, *, now: datetime) -> None:
        """Nothing was opened; the next set-up plans anew."""


register(CreateAccount())


def converge_account(*, account_id: UUID, snapshot: AccountSnapshot, now: datetime) -> SettlementAccount:
    """Bring our row to what the provider says; an account that became ready wakes what waits for it."""
    with transaction.atomic():
        account = SettlementAccount.objects.select_for_update(of=("self",)).get(pk=account_id)
        was_ready = account.is_ready
        if account.payee_ref and account.payee_ref != snapshot.payee_ref:
            account.payee_changed_at = now
        account.provider_ref = snapshot.ref
        account.can_receive = snapshot.can_receive
        account.can_pay_out = snapshot.can_pay_out
        account.requirements_due = list(snapshot.requirements_due)
        account.disabled_reason = snapshot.disabled_reason
        account.payee_ref = snapshot.payee_ref
        account.payee_label = snapshot.payee_label
        account.checked_at = now
        account.save()
        if account.is_ready and not was_ready:
            outbox.enqueue(topic=READY, payload={"seller_id": str(account.seller_id)}, key=str(account.seller_id))
    return account


def refresh_account(*, account: SettlementAccount, now: datetime) -> SettlementAccount:
    """Fetch an account from the provider, outside any transaction, and converge. Raises ProviderError."""
    snapshot = settlement_provider().fetch_account(account.provider_ref)
    return converge_account(account_id=account.pk, snapshot=snapshot, now=now)
