"""What the money desk answers."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from common.api.fields import MoneyField
from common.money import Money
from orders.payments.gateways.ports import OnboardingLink
from orders.payouts.models import Payout, SettlementAccount
from orders.payouts.selectors import blocking_reason
from orders.payouts.statements.selectors import AMOUNTS, Statement


class PayoutAccountAnswer(serializers.Serializer[Any]):
    """The seller's account at the payment provider."""

    provider = serializers.CharField()
    is_ready = serializers.BooleanField()
    blocked_reason = serializers.CharField(help_text="why nothing can be paid out now; empty when all is well")
    requirements_due = serializers.ListField(child=serializers.CharField())
    payee = serializers.CharField(help_text="bank account at the provider, masked")
    onboarding_url = serializers.URLField(allow_null=True, help_text="single use; ask again for a fresh one")
    onboarding_expires_at = serializers.DateTimeField(allow_null=True)


def render_account(account: SettlementAccount, link: OnboardingLink | None = None) -> dict[str, Any]:
    """An account as the API shows it."""
    return {
        "provider": account.provider,
        "is_ready": account.is_ready,
        "blocked_reason": blocking_reason(account),
        "requirements_due": account.requirements_due,
        "payee": account.payee_label,
        "onboarding_url": link.url if link else None,
        "onboarding_expires_at": link.expires_at if link else None,
    }


class PayoutAnswer(serializers.Serializer[Any]):
    """One payout of one seller."""

    id = serializers.UUIDField()
    seller = serializers.UUIDField()
    seller_name = serializers.CharField()
    period = serializers.DateField(help_text="the day in India of the run that planned it")
    status = serializers.CharField()
    blocked_reason = serializers.CharField()
    failure_code = serializers.CharField()
    earned = MoneyField()
    netted = MoneyField(help_text="deducted for what the seller owed after refunds")
    amount = MoneyField(help_text="sent to the bank")
    payee = serializers.CharField()
    attempt = serializers.IntegerField()
    paid_at = serializers.DateTimeField(allow_null=True)


def render_payout(payout: Payout) -> dict[str, Any]:
    """A payout as the API shows it."""
    shown = {
        "id": payout.pk,
        "seller": payout.seller_id,
        "seller_name": payout.seller.display_name,
        "period": payout.period,
        "status": payout.status,
        "blocked_reason": payout.blocked_reason,
        "failure_code": payout.failure_code,
        "earned": Money(payout.earned_amount, payout.currency),
        "netted": Money(payout.netted_amount, payout.currency),
        "amount": Money(payout.amount, payout.currency),
        "payee": payout.payee_label,
        "attempt": payout.attempt,
        "paid_at": payout.paid_at,
    }
    return dict(PayoutAnswer(shown).data)


class StatementLineAnswer(serializers.Serializer[Any]):
    """A sold line, or its refund with negative amounts."""

    on = serializers.DateField()
    kind = serializers.CharField()
    order = serializers.CharField()
    title = serializers.CharField()
    paid = MoneyField(help_text="by the buyer, shipping and tax included")
    commission = MoneyField()
    commission_tax = MoneyField()
    tcs = MoneyField()
    tds = MoneyField()
    net = MoneyField(help_text="the seller's part")


class StatementPayoutAnswer(serializers.Serializer[Any]):
    """Money sent to the bank, or sent back by it."""

    on = serializers.DateField()
    kind = serializers.CharField()
    payee = serializers.CharField()
    amount = MoneyField()


class StatementTotalsAnswer(serializers.Serializer[Any]):
    """Sums of all lines, refunds deducted."""

    paid = MoneyField(help_text="by buyers, less what was refunded")
    refunded = MoneyField(help_text="already deducted from all other sums")
    commission = MoneyField()
    commission_tax = MoneyField()
    tcs = MoneyField()
    tds = MoneyField()
    net = MoneyField()
    paid_out = MoneyField()


class StatementAnswer(serializers.Serializer[Any]):
    """Opening balance + net − paid out = closing balance."""

    seller = serializers.UUIDField()
    begin = serializers.DateField()
    end = serializers.DateField()
    opening = MoneyField()
    closing = MoneyField()
    lines = StatementLineAnswer(many=True)
    payouts = StatementPayoutAnswer(many=True)
    totals = StatementTotalsAnswer()


def render_statement(found: Statement) -> dict[str, Any]:
    """A statement as the API shows it."""

    def money(amount: int) -> Money:
        return Money(amount, found.currency)

    columns = {name: name.removesuffix("_amount") for name in AMOUNTS}
    totals = {columns[name]: money(amount) for name, amount in found.totals.items()}
    totals |= {"refunded": money(found.refunded_amount), "paid_out": money(found.paid_out_amount)}
    lines = [
        {"on": line.on, "kind": line.kind, "order": line.order_number, "title": line.title}
        | {column: money(getattr(line, name)) for name, column in columns.items()}
        for line in found.lines
    ]
    shown = {
        "seller": found.seller.pk,
        "begin": found.begin,
        "end": found.end,
        "opening": money(found.opening_amount),
        "closing": money(found.closing_amount),
        "lines": lines,
        "payouts": [vars(payout) | {"amount": money(payout.amount)} for payout in found.payouts],
        "totals": totals,
    }
    return dict(StatementAnswer(shown).data)
