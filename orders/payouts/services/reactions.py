"""What this capability does when the provider says that an account or a payout changed."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from orders.payments.gateways import settlement_provider
from orders.payments.gateways.ports import EventSubject, ReceivedEvent
from orders.payments.services.inbox import ours_or_retry, reacts_to
from orders.payments.services.reactions import known_id
from orders.payouts.models import Payout, SettlementAccount
from orders.payouts.services.accounts import converge_account
from orders.payouts.services.paying import converge_payout


@reacts_to(EventSubject.ACCOUNT)
def account_changed(event: ReceivedEvent, now: datetime) -> bool:
    """Fetch the account and converge; one that became ready is paid what waits for it."""
    snapshot = settlement_provider().fetch_account(event.object_ref)
    seller_id = known_id(snapshot.metadata.get("seller"))
    account = SettlementAccount.objects.filter(Q(provider_ref=snapshot.ref) | Q(seller_id=seller_id)).first()
    if not ours_or_retry(str(seller_id or ""), is_known=account is not None) or account is None:
        return False
    converge_account(account_id=account.pk, snapshot=snapshot, now=now)
    return True


@reacts_to(EventSubject.PAYOUT)
def payout_changed(event: ReceivedEvent, now: datetime) -> bool:
    """Fetch the payout and converge; it may tell that a bank sent back what had been paid."""
    snapshot = settlement_provider().fetch_payout(event.object_ref, account=event.account)
    payout_id = known_id(snapshot.metadata.get("payout"))
    if payout_id is None:
        return False
    payout = Payout.objects.filter(pk=payout_id, account_ref=event.account).first()
    if not ours_or_retry(str(payout_id), is_known=payout is not None) or payout is None:
        return False
    converge_payout(payout_id=payout.pk, snapshot=snapshot, now=now)
    return True
