"""Consents: what can be agreed to, where a person stands, giving and withdrawing."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema, inline_serializer
from rest_framework import serializers, status
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.permissions import IsSignedIn
from accounts.api.viewer import viewer_of
from accounts.consents.models import Purpose
from accounts.consents.selectors import ConsentState, consent_texts, consents_of
from accounts.consents.services import give_consent, withdraw_consent
from common import clock
from common.api.etag import etag_response
from common.api.serializers import StrictSerializer
from common.api.views import BazaarView
from common.errors import NotFound


class ConsentTextSerializer(serializers.Serializer[Any]):
    """A text that a person can be asked to agree to."""

    purpose = serializers.ChoiceField(choices=Purpose.choices)
    version = serializers.CharField()
    is_required = serializers.BooleanField(help_text="Needed for an account.")
    summary = serializers.CharField()


class ConsentSerializer(serializers.Serializer[Any]):
    """A person's latest word on a purpose."""

    purpose = serializers.ChoiceField(choices=Purpose.choices)
    is_given = serializers.BooleanField()
    version = serializers.CharField(allow_blank=True)
    decided_at = serializers.DateTimeField(allow_null=True)
    is_current = serializers.BooleanField(help_text="The word was about the text in force.")


CONSENT_TEXTS = inline_serializer("ConsentTexts", {"data": ConsentTextSerializer(many=True)})
CONSENTS = inline_serializer("Consents", {"data": ConsentSerializer(many=True)})


class GiveConsentSerializer(StrictSerializer):
    """A yes to a text."""

    purpose = serializers.ChoiceField(choices=Purpose.choices)
    version = serializers.CharField(max_length=20, help_text="As shown, from GET /api/v1/consent-texts.")


class ConsentTextsView(BazaarView):
    """The texts in force, for the sign-up form."""

    permission_classes = (AllowAny,)
    paginated = False

    @extend_schema(operation_id="list_consent_texts", tags=["accounts"], responses=CONSENT_TEXTS, auth=[])
    def get(self, request: Request) -> Response:
        """What a person can be asked to agree to, with versions."""
        body = [ConsentTextSerializer(text).data for text in consent_texts()]
        return etag_response(request, {"data": body}, max_age=300)


class ConsentsView(BazaarView):
    """The signed-in person's consents."""

    permission_classes = (IsSignedIn,)
    paginated = False

    @extend_schema(operation_id="list_my_consents", tags=["accounts"], responses=CONSENTS)
    def get(self, request: Request) -> Response:
        """Where the person stands on every purpose; marketing is off unless switched on."""
        return Response({"data": [render_consent(state) for state in consents_of(viewer_of(request))]})

    @extend_schema(
        operation_id="give_consent",
        tags=["accounts"],
        request=GiveConsentSerializer,
        responses={201: ConsentSerializer},
    )
    def post(self, request: Request) -> Response:
        """Agree to a text in the version shown."""
        yes = self.valid(GiveConsentSerializer, request)
        user = viewer_of(request)
        give_consent(user=user, purpose=Purpose(yes["purpose"]), version=yes["version"], now=clock.now())
        return Response(consent_now(request, yes["purpose"]), status=status.HTTP_201_CREATED)


class ConsentView(BazaarView):
    """One consent."""

    permission_classes = (IsSignedIn,)
    paginated = False

    @extend_schema(operation_id="withdraw_consent", tags=["accounts"], responses={200: ConsentSerializer})
    def delete(self, request: Request, purpose: str) -> Response:
        """Withdraw, as easily as it was given. Terms and privacy notice end with the account instead."""
        if purpose not in Purpose.values:
            raise NotFound()
        withdraw_consent(user=viewer_of(request), purpose=Purpose(purpose), now=clock.now())
        return Response(consent_now(request, purpose))


def consent_now(request: Request, purpose: str) -> dict[str, Any]:
    """A person's present word on a purpose, as JSON."""
    return next(render_consent(s) for s in consents_of(viewer_of(request)) if s.purpose == purpose)


def render_consent(state: ConsentState) -> dict[str, Any]:
    """A consent as JSON."""
    return {
        "purpose": state.purpose.value,
        "is_given": state.is_given,
        "version": state.version,
        "decided_at": state.decided_at,
        "is_current": state.is_current,
    }
