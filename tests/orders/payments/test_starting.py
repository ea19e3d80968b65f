"""Opening and cancelling the payment of a purchase."""

from datetime import timedelta

import pytest
from factories.money import announced, confirm, make_purchase

from common import clock
from orders.ledger.chart import AccountKind
from orders.ledger.models import JournalEntry
from orders.ledger.selectors import balance, trial_balance
from orders.payments.errors import PaymentProviderUnavailable, PaymentRefused, PurchaseNotPayable
from orders.payments.models import Payment, ProviderOperation
from orders.payments.services import cancel_payment, refresh_payment, start_payment, sweep
from orders.payments.simulator import faults
from orders.payments.simulator.models import StoredObject

pytestmark = pytest.mark.django_db


def intents() -> int:
    return StoredObject.objects.filter(kind="payment_intent").count()


class TestStartPayment:
    def test_opens_the_payment_once(self) -> None:
        purchase, now = make_purchase(), clock.now()
        payment = start_payment(purchase_id=purchase.pk, now=now)
        again = start_payment(purchase_id=purchase.pk, now=now)
        assert (payment.pk, payment.status, payment.amount) == (again.pk, "awaiting_method", 125_000)
        assert payment.client_secret.startswith(f"{payment.provider_ref}_secret_")
        assert payment.hosted_url.endswith(f"/stripe-simulator/pay/{payment.provider_ref}")
        assert (intents(), Payment.objects.count()) == (1, 1)
        intent = StoredObject.objects.get(kind="payment_intent").body
        assert (intent["transfer_group"], intent["metadata"]["payment"]) == (str(purchase.pk), str(payment.pk))

    def test_refuses_an_expired_purchase(self) -> None:
        purchase = make_purchase()
        with pytest.raises(PurchaseNotPayable):
            start_payment(purchase_id=purchase.pk, now=clock.now() + timedelta(hours=1))
        assert (intents(), Payment.objects.count()) == (0, 0)

    def test_says_so_when_the_provider_is_away_and_goes_on_later(self) -> None:
        purchase, now = make_purchase(), clock.now()
        faults.plant(match="POST /v1/payment_intents", kind="timeout", times=3)
        with pytest.raises(PaymentProviderUnavailable):
            start_payment(purchase_id=purchase.pk, now=now)
        assert ProviderOperation.objects.get().state == "unknown"
        assert start_payment(purchase_id=purchase.pk, now=now).status == "awaiting_method"
        assert (intents(), Payment.objects.count(), ProviderOperation.objects.get().state) == (1, 1, "done")

    def test_finds_what_a_lost_answer_opened(self) -> None:
        purchase, now = make_purchase(), clock.now()
        faults.plant(match="POST /v1/payment_intents", kind="timeout", when="after", times=3)
        with pytest.raises(PaymentProviderUnavailable):
            start_payment(purchase_id=purchase.pk, now=now)
        assert sweep(now=now + timedelta(minutes=1)) == 1
        payment = Payment.objects.get()
        assert (payment.status, intents()) == ("awaiting_method", 1)

    def test_looks_up_by_our_id_once_the_key_may_be_forgotten(self) -> None:
        purchase, now = make_purchase(), clock.now()
        faults.plant(match="POST /v1/payment_intents", kind="timeout", when="after", times=3)
        with pytest.raises(PaymentProviderUnavailable):
            start_payment(purchase_id=purchase.pk, now=now)
        faults.plant(match="POST /v1/payment_intents", kind="error_500", times=9)
        sweep(now=now + timedelta(hours=25))
        assert (Payment.objects.get().status, intents()) == ("awaiting_method", 1)

    def test_ends_the_payment_that_the_provider_refuses(self) -> None:
        purchase, now = make_purchase(), clock.now()
        Payment.objects.create(purchase=purchase, amount=125_000, currency="???", provider="stripe")
        with pytest.raises(PaymentRefused):
            start_payment(purchase_id=purchase.pk, now=now)
        payment = Payment.objects.get()
        assert (payment.status, ProviderOperation.objects.get().state) == ("cancelled", "failed")


class TestConvergePayment:
    def test_books_the_capture_and_its_fee_once(self) -> None:
        purchase, now = make_purchase(), clock.now()
        payment = start_payment(purchase_id=purchase.pk, now=now)
        confirm(payment)
        for _ in range(3):
            refresh_payment(payment_id=payment.pk, now=now)
        payment.refresh_from_db()
        assert (payment.status, payment.captured_amount, payment.charge_ref[:3]) == ("succeeded", 125_000, "ch_")
        assert balance(AccountKind.PROVIDER_CLEARING) == 122_500
        assert balance(AccountKind.GATEWAY_FEES) == 2_500
        assert balance(AccountKind.BUYER_PREPAYMENTS) == -125_000
        assert (announced("payments.succeeded"), JournalEntry.objects.count()) == (1, 2)
        assert trial_balance().difference == {"INR": 0}

    def test_announces_each_decline_once_and_lets_the_buyer_try_again(self) -> None:
        purchase, now = make_purchase(), clock.now()
        payment = start_payment(purchase_id=purchase.pk, now=now)
        for tries in (1, 2):
            with pytest.raises(Exception, match="declined"):
                confirm(payment, "pm_card_chargeDeclined")
            refresh_payment(payment_id=payment.pk, now=now)
            refresh_payment(payment_id=payment.pk, now=now)
            assert announced("payments.failed") == tries
        confirm(payment)
        assert refresh_payment(payment_id=payment.pk, now=now).status == "succeeded"
        assert announced("payments.failed") == 2


class TestCancelPayment:
    def test_wins_before_the_money_came(self) -> None:
        purchase, now = make_purchase(), clock.now()
        start_payment(purchase_id=purchase.pk, now=now)
        assert cancel_payment(purchase_id=purchase.pk, now=now) is True
        assert cancel_payment(purchase_id=purchase.pk, now=now) is True
        assert (Payment.objects.get().status, announced("payments.cancelled")) == ("cancelled", 1)

    def test_loses_against_money_we_have_not_heard_of(self) -> None:
        purchase, now = make_purchase(), clock.now()
        payment = start_payment(purchase_id=purchase.pk, now=now)
        confirm(payment)
        assert cancel_payment(purchase_id=purchase.pk, now=now) is False
        assert (Payment.objects.get().status, announced("payments.succeeded")) == ("succeeded", 1)

    def test_loses_against_money_on_its_way(self) -> None:
        purchase, now = make_purchase(), clock.now()
        payment = start_payment(purchase_id=purchase.pk, now=now)
        confirm(payment, "pm_simulated_processing")
        assert cancel_payment(purchase_id=purchase.pk, now=now) is False
        assert Payment.objects.get().status == "processing"

    def test_is_won_where_nothing_was_opened(self) -> None:
        purchase = make_purchase()
        assert cancel_payment(purchase_id=purchase.pk, now=clock.now()) is True

    def test_finds_out_first_what_a_lost_opening_did(self) -> None:
        purchase, now = make_purchase(), clock.now()
        faults.plant(match="POST /v1/payment_intents", kind="timeout", when="after", times=3)
        with pytest.raises(PaymentProviderUnavailable):
            start_payment(purchase_id=purchase.pk, now=now)
        assert cancel_payment(purchase_id=purchase.pk, now=now) is True
        assert StoredObject.objects.get(kind="payment_intent").body["status"] == "canceled"

    def test_decides_nothing_while_the_provider_is_away(self) -> None:
        purchase, now = make_purchase(), clock.now()
        start_payment(purchase_id=purchase.pk, now=now)
        faults.plant(match="POST /v1/payment_intents", kind="timeout", times=3)
        with pytest.raises(PaymentProviderUnavailable):
            cancel_payment(purchase_id=purchase.pk, now=now)
        assert Payment.objects.get().status == "awaiting_method"
        assert cancel_payment(purchase_id=purchase.pk, now=now) is True
