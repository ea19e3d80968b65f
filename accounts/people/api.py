"""A person's own account: GET and PATCH /api/v1/me."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.permissions import IsSignedIn, session_of
from accounts.api.viewer import viewer_of
from accounts.people.selectors import Profile, profile_of
from accounts.people.services import edit_profile
from accounts.roles.models import Role
from accounts.signin.second_factor import used_second_factor
from common import clock
from common.api.fields import CleanCharField
from common.api.serializers import StrictSerializer
from common.api.views import BazaarView

LANGUAGES = [code for code, _ in settings.LANGUAGES]


class RoleAreaSerializer(serializers.Serializer[Any]):
    """The state a role is for."""

    id = serializers.UUIDField()
    name = serializers.CharField()


class HeldRoleSerializer(serializers.Serializer[Any]):
    """A role that the person holds; without a state it is for all of India."""

    role = serializers.ChoiceField(choices=Role.choices)
    state = RoleAreaSerializer(allow_null=True)


class SecondFactorSerializer(serializers.Serializer[Any]):
    """Where the account stands with its second factor."""

    is_set_up = serializers.BooleanField()
    is_used_now = serializers.BooleanField(help_text="This session was opened with it.")
    is_required = serializers.BooleanField(help_text="Staff endpoints refuse sessions opened without it.")


class MeSerializer(serializers.Serializer[Any]):
    """A person's own account."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    email = serializers.EmailField(allow_null=True)
    is_email_verified = serializers.BooleanField()
    phone = serializers.CharField(allow_null=True, help_text="E.164")
    is_phone_verified = serializers.BooleanField()
    language = serializers.ChoiceField(choices=LANGUAGES)
    has_password = serializers.BooleanField()
    second_factor = SecondFactorSerializer()
    roles = HeldRoleSerializer(many=True)
    created_at = serializers.DateTimeField()


class EditMeSerializer(StrictSerializer):
    """What a person may change here; e-mail and phone change at /_allauth/app/v1/account/… with a code."""

    name = CleanCharField(max_length=120, required=False, allow_blank=True)
    language = serializers.ChoiceField(choices=LANGUAGES, required=False)


class MeView(BazaarView):
    """The signed-in person."""

    permission_classes = (IsSignedIn,)
    paginated = False

    @extend_schema(operation_id="get_me", tags=["accounts"], responses=MeSerializer)
    def get(self, request: Request) -> Response:
        """The own account with its roles."""
        return Response(render_profile(profile_of(viewer_of(request)), request))

    @extend_schema(operation_id="edit_me", tags=["accounts"], request=EditMeSerializer, responses=MeSerializer)
    def patch(self, request: Request) -> Response:
        """Change name or language."""
        wish = self.valid(EditMeSerializer, request)
        user = edit_profile(
            user=viewer_of(request), name=wish.get("name"), language=wish.get("language"), now=clock.now()
        )
        return Response(render_profile(profile_of(user), request))


def render_profile(profile: Profile, request: Request) -> dict[str, Any]:
    """The account as JSON."""
    user = profile.user
    return {
        "id": str(user.pk),
        "name": user.name,
        "email": user.email,
        "is_email_verified": profile.is_email_verified,
        "phone": user.phone,
        "is_phone_verified": user.phone_verified_at is not None,
        "language": user.language,
        "has_password": user.has_usable_password(),
        "second_factor": {
            "is_set_up": profile.has_second_factor,
            "is_used_now": used_second_factor(session_of(request)),
            "is_required": profile.is_staff and settings.STAFF_SECOND_FACTOR_REQUIRED,
        },
        "roles": [
            {
                "role": grant.role,
                "state": {"id": str(grant.state.pk), "name": grant.state.name} if grant.state else None,
            }
            for grant in profile.grants
        ],
        "created_at": user.created_at,
    }
