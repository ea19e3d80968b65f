"""Where the payment provider calls us: one address for the platform, one for sellers' accounts."""

from __future__ import annotations

from typing import ClassVar

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.parsers import BaseParser
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from common import clock
from common.api.views import BazaarView
from orders.payments.services import receive_webhook

SIGNATURE = OpenApiParameter("Stripe-Signature", OpenApiTypes.STR, OpenApiParameter.HEADER, required=True)


class RawBody(BaseParser):
    """Leaves the body alone: the signature is over the bytes as they came."""

    media_type = "*/*"

    def parse(self, stream: object, media_type: object = None, parser_context: object = None) -> dict[str, object]:
        """Nothing is parsed before the signature is checked."""
        return {}


class WebhookReceived(serializers.Serializer[dict[str, bool]]):
    """The answer to a webhook that was stored."""

    received = serializers.BooleanField()
    is_new = serializers.BooleanField(help_text="false when the same event had been received before")


class StripeWebhook(BazaarView):
    """Events of the platform's own account."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    parser_classes = (RawBody,)
    paginated: ClassVar[bool] = False
    is_connect: ClassVar[bool] = False

    @extend_schema(
        operation_id="stripe_webhook_receive",
        request={"application/json": OpenApiTypes.OBJECT},
        responses={200: WebhookReceived},
        parameters=[SIGNATURE],
        tags=["webhooks"],
        auth=[],
    )
    def post(self, request: Request) -> Response:
        """Check, store, answer at once; the worker does the rest."""
        is_new = receive_webhook(
            body=request._request.body,
            signature=request.headers.get("Stripe-Signature", ""),
            is_connect=self.is_connect,
            now=clock.now(),
        )
        return Response({"received": True, "is_new": is_new})


class StripeConnectWebhook(StripeWebhook):
    """Events of sellers' accounts; they are signed with a secret of their own."""

    is_connect: ClassVar[bool] = True

    @extend_schema(
        operation_id="stripe_connect_webhook_receive",
        request={"application/json": OpenApiTypes.OBJECT},
        responses={200: WebhookReceived},
        parameters=[SIGNATURE],
        tags=["webhooks"],
        auth=[],
    )
    def post(self, request: Request) -> Response:
        """Check, store, answer at once; the worker does the rest."""
        return super().post(request)
