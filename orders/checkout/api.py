"""Door of the checkout."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from common import clock
from common.api.fields import CleanCharField, MoneyField, PhoneField
from common.api.serializers import StrictSerializer
from common.api.throttling import GENERAL, ActionThrottle
from orders.checkout.services.placing import Consents, Contact, Placed, place_purchase
from orders.payments.models import Payment
from orders.payments.selectors import payment_of_purchase
from orders.payments.services import start_payment
from orders.purchases.api.guests import BASKET_TOKEN_HEADER, CounterView, basket_holder
from orders.purchases.api.serializers import PurchaseAnswer
from orders.purchases.selectors import purchase_of_placing
from orders.purchases.states import PurchaseStatus


class ContactInput(StrictSerializer):
    """Where the buyer hears about the purchase; a signed-in buyer may leave it out."""

    name = CleanCharField(max_length=120, required=False, allow_blank=True)
    email = serializers.EmailField(max_length=254, required=False, allow_blank=True)
    phone = PhoneField(max_length=20, required=False, allow_blank=True)
    language = serializers.ChoiceField(choices=["en", "hi"], default="en")


class ConsentsInput(StrictSerializer):
    """What the buyer ticked; nothing is ticked for them."""

    terms = serializers.BooleanField()
    updates = serializers.BooleanField(default=False)


class CheckoutInput(StrictSerializer):
    """A quote to be bought. Prices are not sent: the quote has them."""

    quote = serializers.UUIDField()
    contact = ContactInput(required=False)
    consents = ConsentsInput()


class PaymentAnswer(serializers.Serializer[Payment]):
    """How to pay: with the provider's own components (``client_secret``) or on its page (``hosted_url``)."""

    id = serializers.UUIDField()
    status = serializers.CharField()
    amount = MoneyField()
    provider = serializers.CharField()
    client_secret = serializers.CharField()
    hosted_url = serializers.CharField()


class CheckoutAnswer(serializers.Serializer[Any]):
    """The purchase and its payment; ``token`` is a guest's key to the purchase."""

    purchase = PurchaseAnswer()
    payment = PaymentAnswer()
    token = serializers.CharField(allow_null=True)
    is_resumed = serializers.BooleanField()


class CheckoutCollection(CounterView):
    """Checking out."""

    idempotency_required = True
    throttle_classes = (*GENERAL, ActionThrottle("checkout"))

    @extend_schema(
        operation_id="checkouts_place",
        parameters=[BASKET_TOKEN_HEADER],
        request=CheckoutInput,
        responses={201: CheckoutAnswer, 200: CheckoutAnswer},
        tags=["orders"],
    )
    def post(self, request: Request) -> Response:
        """Place the purchase, hold its pieces and start its payment; the same quote again resumes it."""
        data = self.valid(CheckoutInput, request)
        placed = place_purchase(
            holder=basket_holder(request),
            quote_id=data["quote"],
            contact=Contact(**data.get("contact", {})),
            consents=Consents(**data["consents"]),
            now=clock.now(),
        )
        return Response(_body(placed, _payment_of(placed)), status=_status(placed))


def _payment_of(placed: Placed) -> Payment:
    """The payment to make, or the one that was made."""
    if placed.purchase.status == PurchaseStatus.PAID:
        return payment_of_purchase(placed.purchase.pk)
    return start_payment(purchase_id=placed.purchase.pk, now=clock.now())


def _body(placed: Placed, payment: Payment) -> dict[str, Any]:
    return {
        "purchase": PurchaseAnswer(purchase_of_placing(placed.purchase.pk)).data,
        "payment": PaymentAnswer(payment).data,
        "token": placed.token or None,
        "is_resumed": placed.is_resumed,
    }


def _status(placed: Placed) -> int:
    return status.HTTP_200_OK if placed.is_resumed else status.HTTP_201_CREATED
