"""What is sent to and told by the review desk."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from common.api.fields import CleanCharField
from common.api.serializers import StrictSerializer
from sellers.documents.api import DocumentAnswer
from sellers.onboarding.api.answers import ChangeRequestAnswer, ProfileAnswer, RequirementAnswer
from sellers.profiles.models import SellerMove
from sellers.profiles.states import SellerKind, SellerStatus
from sellers.review.reveals import Identifier

REVIEWED_STATUSES = [(value, label) for value, label in SellerStatus.choices if value != SellerStatus.DRAFT]


class QueueQuery(serializers.Serializer[Any]):
    """Filters of the queue; without a status, what waits for a decision."""

    status = serializers.ChoiceField(choices=REVIEWED_STATUSES, default=SellerStatus.SUBMITTED)
    state = serializers.UUIDField(required=False)
    kind = serializers.ChoiceField(choices=SellerKind.choices, required=False)


class ApprovalInput(StrictSerializer):
    """An approval may carry a note for the history."""

    note = CleanCharField(required=False, allow_blank=True, default="", max_length=2000, multiline=True)


class ReasonInput(StrictSerializer):
    """Why; at least 10 characters, read by the seller."""

    reason = CleanCharField(max_length=2000, multiline=True, allow_blank=True)


class ChangeItemInput(StrictSerializer):
    """One thing to change."""

    pointer = CleanCharField(max_length=80, help_text="As in the requirements, such as /pan or /documents/pan_card.")
    note = CleanCharField(max_length=1000, multiline=True)


class ChangesInput(StrictSerializer):
    """What to change, item by item."""

    items = serializers.ListField(child=ChangeItemInput(), min_length=1, max_length=40)


class RevealInput(ReasonInput):
    """Which identifier to show in full, and why."""

    identifier = serializers.ChoiceField(choices=Identifier.choices)


class RevealAnswer(serializers.Serializer[Any]):
    """The plain identifier; never stored by clients."""

    identifier = serializers.CharField()
    value = serializers.CharField()


class OverrideInput(ReasonInput):
    """Whether the seller may ship to other states, and by which rule."""

    ships_interstate = serializers.BooleanField()


class MoveAnswer(serializers.Serializer[Any]):
    """One step of the application."""

    from_status = serializers.CharField()
    to_status = serializers.CharField()
    actor = serializers.SerializerMethodField()
    reason = serializers.CharField()
    moved_at = serializers.DateTimeField()

    def get_actor(self, move: SellerMove) -> str:
        """The name of who took the step."""
        return move.actor.name if move.actor is not None else move.actor_label


class ApplicationAnswer(ProfileAnswer):
    """All a reviewer needs: the facts (masked), requirements, papers, requested changes, history."""

    interstate_override = serializers.BooleanField()
    interstate_override_reason = serializers.CharField()
    documents = DocumentAnswer(many=True)
    change_requests = ChangeRequestAnswer(many=True)
    moves = MoveAnswer(many=True)
    requirements = RequirementAnswer(many=True)
    may_decide = serializers.BooleanField(help_text="False for members of the seller's own team (four eyes).")
