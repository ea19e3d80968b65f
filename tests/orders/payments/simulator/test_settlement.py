"""Accounts, transfers, payouts, refunds and balances of the simulator, through the real SDK."""

import pytest
import stripe
from django.core.exceptions import ImproperlyConfigured
from factories.stripe import paid_intent, ready_account, stripe_client

from common import clock
from orders.payments.simulator import accounts, control, payouts
from orders.payments.simulator.apps import StripeSimulatorConfig
from orders.payments.simulator.models import BalanceRow, StoredObject

pytestmark = pytest.mark.django_db


def available(client: stripe.StripeClient, account: str = "") -> int:
    options = {"stripe_account": account} if account else {}
    return client.v1.balance.retrieve(None, options).available[0].amount


def stamp() -> int:
    return int(clock.now().timestamp())


class TestAccounts:
    def test_start_with_requirements_and_end_ready(self) -> None:
        client = stripe_client()
        made = client.v1.accounts.create({"country": "IN", "capabilities": {"transfers": {"requested": True}}})
        assert (made.payouts_enabled, made.capabilities.transfers) == (False, "inactive")
        assert "external_account" in made.requirements.currently_due
        accounts.complete(made.id, now=stamp())
        ready = client.v1.accounts.retrieve(made.id)
        assert (ready.payouts_enabled, ready.capabilities.transfers) == (True, "active")
        accounts.restrict(made.id, now=stamp())
        assert client.v1.accounts.retrieve(made.id).requirements.disabled_reason == "requirements.past_due"
        events = StoredObject.objects.filter(kind="event", account=made.id)
        assert [event.body["type"] for event in events] == ["account.updated"] * 2

    def test_refuse_the_deprecated_type(self) -> None:
        with pytest.raises(stripe.InvalidRequestError, match="controller"):
            stripe_client().v1.accounts.create({"type": "express"})

    def test_links_are_good_once(self) -> None:
        client = stripe_client()
        account = client.v1.accounts.create({"country": "IN"})
        link = client.v1.account_links.create(
            {
                "account": account.id,
                "type": "account_onboarding",
                "return_url": "https://shop.example/back",
                "refresh_url": "https://shop.example/again",
            }
        )
        token = link.url.rsplit("/", 1)[1]
        assert accounts.open_link(token, now=stamp())["account"] == account.id
        with pytest.raises(Exception, match="expired"):
            accounts.open_link(token, now=stamp() + 301)


class TestTransfers:
    def test_come_out_of_their_charge_and_no_further(self) -> None:
        client = stripe_client()
        control.set_switches({"funds_after_seconds": 3_600})
        account, charge = ready_account(client), paid_intent(client).latest_charge
        params = {"currency": "inr", "destination": account, "source_transaction": charge}
        client.v1.transfers.create({"amount": 60_000, **params})
        with pytest.raises(stripe.InvalidRequestError, match="cannot exceed"):
            client.v1.transfers.create({"amount": 40_001, **params})
        client.v1.transfers.create({"amount": 40_000, **params})
        assert [part.amount for part in client.v1.balance.retrieve().pending] == [-2_000]

    def test_without_a_charge_need_the_balance(self) -> None:
        client = stripe_client()
        account = ready_account(client)
        with pytest.raises(stripe.InvalidRequestError) as refused:
            client.v1.transfers.create({"amount": 5, "currency": "inr", "destination": account})
        assert refused.value.code == "balance_insufficient"
        paid_intent(client)
        client.v1.transfers.create({"amount": 98_000, "currency": "inr", "destination": account})
        assert (available(client), available(client, account)) == (0, 98_000)

    def test_to_a_restricted_account_are_refused(self) -> None:
        client = stripe_client()
        account, charge = ready_account(client), paid_intent(client).latest_charge
        accounts.restrict(account, now=stamp())
        with pytest.raises(stripe.InvalidRequestError) as refused:
            client.v1.transfers.create(
                {"amount": 5, "currency": "inr", "destination": account, "source_transaction": charge}
            )
        assert refused.value.code == "insufficient_capabilities_for_transfer"
        assert BalanceRow.objects.filter(kind="transfer").count() == 0

    def test_are_reversed_as_far_as_the_money_is_there(self) -> None:
        client = stripe_client()
        account, charge = ready_account(client), paid_intent(client).latest_charge
        transfer = client.v1.transfers.create(
            {"amount": 50_000, "currency": "inr", "destination": account, "source_transaction": charge}
        )
        client.v1.transfers.reversals.create(transfer.id, {"amount": 20_000})
        with pytest.raises(stripe.InvalidRequestError, match="greater than unreversed"):
            client.v1.transfers.reversals.create(transfer.id, {"amount": 30_001})
        client.v1.payouts.create({"amount": 25_000, "currency": "inr"}, {"stripe_account": account})
        with pytest.raises(stripe.InvalidRequestError) as refused:
            client.v1.transfers.reversals.create(transfer.id, {"amount": 5_001})
        assert refused.value.code == "balance_insufficient"
        assert client.v1.transfers.retrieve(transfer.id).amount_reversed == 20_000
        assert available(client, account) == 5_000


class TestPayouts:
    def test_may_fail_after_they_were_paid(self) -> None:
        client = stripe_client()
        account, charge = ready_account(client), paid_intent(client).latest_charge
        client.v1.transfers.create(
            {"amount": 50_000, "currency": "inr", "destination": account, "source_transaction": charge}
        )
        made = client.v1.payouts.create({"amount": 50_000, "currency": "inr"}, {"stripe_account": account})
        again = client.v1.payouts.retrieve(made.id, None, {"stripe_account": account})
        assert (made.status, again.status, available(client, account)) == ("pending", "paid", 0)
        payouts.finish(made.id, account=account, status="failed", now=stamp())
        back = client.v1.payouts.retrieve(made.id, None, {"stripe_account": account})
        assert (back.status, back.failure_code, available(client, account)) == ("failed", "account_closed", 50_000)

    def test_above_the_balance_are_refused(self) -> None:
        client = stripe_client()
        account = ready_account(client)
        with pytest.raises(stripe.InvalidRequestError) as refused:
            client.v1.payouts.create({"amount": 1, "currency": "inr"}, {"stripe_account": account})
        assert refused.value.code == "balance_insufficient"


class TestRefunds:
    def test_never_exceed_the_charge(self) -> None:
        client = stripe_client()
        intent = paid_intent(client)
        client.v1.refunds.create({"payment_intent": intent.id, "amount": 60_000})
        with pytest.raises(stripe.InvalidRequestError, match="greater than unrefunded"):
            client.v1.refunds.create({"payment_intent": intent.id, "amount": 40_001})
        client.v1.refunds.create({"payment_intent": intent.id})
        with pytest.raises(stripe.InvalidRequestError) as refused:
            client.v1.refunds.create({"payment_intent": intent.id})
        assert refused.value.code == "charge_already_refunded"
        charge = client.v1.charges.retrieve(intent.latest_charge)
        assert (charge.refunded, charge.amount_refunded, available(client)) == (True, 100_000, -2_000)


class TestStart:
    @pytest.mark.parametrize(
        ("change", "reason"),
        [({"DEBUG": False}, "production"), ({"DEBUG": True, "STRIPE_SECRET_KEY": "sk_live_abc"}, "live key")],
    )
    def test_is_refused_in_production_and_beside_a_live_key(self, settings, change: dict, reason: str) -> None:
        for name, value in change.items():
            setattr(settings, name, value)
        config = StripeSimulatorConfig.create("orders.payments.simulator.apps.StripeSimulatorConfig")
        with pytest.raises(ImproperlyConfigured, match=reason):
            config.ready()
