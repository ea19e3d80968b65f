"""The finance desk's screens: seen by finance, changed by nobody, and a parked webhook replayed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from factories.accounts import make_staff
from factories.money import Sold, lines_of, whole_line
from factories.payouts import deliver, make_payable_seller, settle

from common import clock
from common.ids import new_id
from common.models import AuditEvent
from orders.earnings.models import CommissionRule, StatutoryRate
from orders.ledger.models import JournalEntry
from orders.payments.models import Payment, ProviderOperation, WebhookEvent
from orders.payments.services import refund
from orders.payouts.models import Payout, SettlementAccount
from orders.payouts.services import run_payouts
from orders.purchases.models import Purchase

pytestmark = pytest.mark.django_db
SCREENS = {
    "journalentry": JournalEntry,
    "payment": Payment,
    "provideroperation": ProviderOperation,
    "webhookevent": WebhookEvent,
    "payout": Payout,
    "settlementaccount": SettlementAccount,
    "commissionrule": CommissionRule,
    "statutoryrate": StatutoryRate,
}


def desk(role: str = "finance") -> Client:
    client = Client()
    client.force_login(make_staff(role))
    return client


@pytest.fixture
def a_sale() -> Payment:
    deliver(Sold(make_payable_seller(), [125_000]))
    settle()
    run_payouts(now=clock.now())
    settle()
    return Payment.objects.get()


class TestScreens:
    @pytest.mark.parametrize("screen", list(SCREENS))
    def test_are_shown_to_finance_only(self, screen: str, a_sale: Payment) -> None:
        row = SCREENS[screen].objects.first()
        finance, other = desk(), desk("reviewer")
        for url in (f"/admin/orders/{screen}/", f"/admin/orders/{screen}/{row.pk}/change/"):
            page = finance.get(url)
            assert page.status_code == 200
            assert a_sale.client_secret not in page.content.decode()
            assert other.get(url).status_code == 403

    @pytest.mark.parametrize("screen", ["journalentry", "payout", "payment", "purchase"])
    def test_show_the_rows_that_belong_to_it(self, screen: str, a_sale: Payment) -> None:
        line = lines_of(a_sale.purchase)[0]
        refund(payment_id=a_sale.pk, cause_id=new_id(), lines=[whole_line(line)], now=clock.now())
        row = (SCREENS | {"purchase": Purchase})[screen].objects.first()
        page = desk().get(f"/admin/orders/{screen}/{row.pk}/change/")
        groups = page.context["inline_admin_formsets"]
        assert groups
        assert all(len(group.formset.queryset) for group in groups)

    @pytest.mark.parametrize("screen", ["journalentry", "payment", "payout", "webhookevent"])
    def test_change_nothing(self, screen: str, a_sale: Payment) -> None:
        row = SCREENS[screen].objects.first()
        before = vars(SCREENS[screen].objects.get(pk=row.pk)) | {"_state": None}
        client = desk()
        assert client.post(f"/admin/orders/{screen}/{row.pk}/change/", {"status": "x"}).status_code == 403
        assert client.post(f"/admin/orders/{screen}/{row.pk}/delete/", {"post": "yes"}).status_code == 403
        assert client.get(f"/admin/orders/{screen}/add/").status_code == 403
        assert vars(SCREENS[screen].objects.get(pk=row.pk)) | {"_state": None} == before


def replay(client: Client, event: WebhookEvent) -> Any:
    return client.post(
        "/admin/orders/webhookevent/?state__exact=parked",
        {"action": "replay_selected", "_selected_action": [str(event.pk)]},
        follow=True,
    )


class TestReplay:
    def test_gives_a_parked_webhook_another_chance(self, a_sale: Payment) -> None:
        event = WebhookEvent.objects.filter(type="payment_intent.succeeded").get()
        WebhookEvent.objects.filter(pk=event.pk).update(state="parked", attempts=11, last_error="boom")
        assert "Webhook events that will be worked on again: 1." in replay(desk(), event).content.decode()
        settle()
        event.refresh_from_db()
        assert (event.state, event.attempts, event.last_error) == ("done", 1, "")
        assert AuditEvent.objects.filter(action="webhook.replayed", target_id=str(event.pk)).count() == 1

    def test_is_for_finance_only(self, a_sale: Payment) -> None:
        event = WebhookEvent.objects.first()
        assert replay(desk("moderator"), event).status_code == 403
        assert not AuditEvent.objects.filter(action="webhook.replayed").exists()


class TestRates:
    def test_begin_in_the_future_or_stay_as_they_are(self) -> None:
        client = desk()
        fields: dict[str, Any] = {"rate_bp": 700, "valid_from": "2030-04-01", "seller_kind": "", "note": "New year"}
        assert client.post("/admin/orders/commissionrule/add/", fields).status_code == 302
        rule = CommissionRule.objects.get(valid_from=date(2030, 4, 1))
        url = f"/admin/orders/commissionrule/{rule.pk}/change/"
        assert client.post(url, fields | {"rate_bp": 600}).status_code == 302
        rule.refresh_from_db()
        begun = CommissionRule.objects.filter(valid_from=date(2024, 1, 1)).first()
        assert begun is not None
        refused = client.post(f"/admin/orders/commissionrule/{begun.pk}/change/", fields)
        assert (rule.rate_bp, refused.status_code) == (600, 403)
