"""Reveals and the interstate override: reasons, trail, rights."""

from __future__ import annotations

from typing import Any

import pytest
from factories.accounts import make_staff, make_user
from factories.registry import make_district, make_state
from factories.sellers import make_seller

from accounts.models import Role, RoleGrant
from common import clock
from common.errors import NotFound
from common.models import AuditEvent
from sellers.review.errors import NothingToReveal, OverrideNotNeeded, OwnApplication, ReasonMissing
from sellers.review.reveals import Identifier, allow_interstate, reveal_identifier, withdraw_interstate

pytestmark = pytest.mark.django_db
REASON = "Compare with the card on the phone."


@pytest.fixture
def reviewer() -> Any:
    return make_staff(Role.REVIEWER)


class TestRevealIdentifier:
    def test_shows_each_and_records_who_looked(self, reviewer: Any) -> None:
        seller = make_seller(gst=True)
        shown = {
            identifier: reveal_identifier(
                seller_id=seller.pk, reviewer=reviewer, identifier=identifier, reason=REASON, now=clock.now()
            )
            for identifier in Identifier
        }
        number = seller.bank_accounts.get().number
        assert shown == {"pan": seller.pan, "gstin": seller.gstin, "bank_number": number}
        events = AuditEvent.objects.filter(action="sellers.identifier_revealed")
        assert {event.data["identifier"] for event in events} == {"pan", "gstin", "bank_number"}
        for event in events:
            assert (event.actor, event.data["reason"]) == (reviewer, REASON)
            assert not any(value in str(event.data) for value in shown.values())

    @pytest.mark.parametrize(
        ("case", "refusal"), [("reason", ReasonMissing), ("own", OwnApplication), ("empty", NothingToReveal)]
    )
    def test_refuses_without_a_trace_of_the_value(self, case: str, refusal: type[Exception], reviewer: Any) -> None:
        seller = make_seller(owner=reviewer if case == "own" else None)
        with pytest.raises(refusal):
            reveal_identifier(
                seller_id=seller.pk,
                reviewer=reviewer,
                identifier=Identifier.GSTIN if case == "empty" else Identifier.PAN,
                reason="short" if case == "reason" else REASON,
                now=clock.now(),
            )
        assert not AuditEvent.objects.filter(action="sellers.identifier_revealed").exists()

    def test_is_not_for_reviewers_of_another_state(self) -> None:
        seller = make_seller()
        elsewhere = make_user()
        RoleGrant.objects.create(user=elsewhere, role=Role.REVIEWER, state=make_state("Rajasthan"))
        with pytest.raises(NotFound):
            reveal_identifier(
                seller_id=seller.pk, reviewer=elsewhere, identifier=Identifier.PAN, reason=REASON, now=clock.now()
            )

    def test_is_for_reviewers_of_the_state(self) -> None:
        seller = make_seller(district=make_district("Jaipur"))
        local = make_user()
        RoleGrant.objects.create(user=local, role=Role.REVIEWER, state=make_state("Rajasthan"))
        assert seller.pan == reveal_identifier(
            seller_id=seller.pk, reviewer=local, identifier=Identifier.PAN, reason=REASON, now=clock.now()
        )


class TestAllowInterstate:
    def test_opens_and_closes_with_a_reason(self, reviewer: Any) -> None:
        seller = make_seller()
        assert seller.ships_interstate is False
        rule = "Notification 3/2018-IT, handicrafts"
        assert allow_interstate(seller_id=seller.pk, reviewer=reviewer, reason=rule, now=clock.now()).ships_interstate
        seller.refresh_from_db()
        assert (seller.interstate_override, seller.interstate_override_reason) == (True, rule)
        withdrawn = withdraw_interstate(
            seller_id=seller.pk, reviewer=reviewer, reason="The ruling was withdrawn.", now=clock.now()
        )
        assert withdrawn.ships_interstate is False
        actions = AuditEvent.objects.order_by("id").values_list("action", flat=True)
        assert list(actions) == ["sellers.interstate_allowed", "sellers.interstate_withdrawn"]

    def test_needs_a_reason(self, reviewer: Any) -> None:
        seller = make_seller()
        with pytest.raises(ReasonMissing):
            allow_interstate(seller_id=seller.pk, reviewer=reviewer, reason="", now=clock.now())
        seller.refresh_from_db()
        assert seller.ships_interstate is False

    def test_is_not_needed_with_a_gstin(self, reviewer: Any) -> None:
        seller = make_seller(gst=True)
        with pytest.raises(OverrideNotNeeded):
            allow_interstate(seller_id=seller.pk, reviewer=reviewer, reason="Just in case, please.", now=clock.now())

    def test_needs_another_pair_of_eyes(self, reviewer: Any) -> None:
        seller = make_seller(owner=reviewer)
        with pytest.raises(OwnApplication):
            allow_interstate(seller_id=seller.pk, reviewer=reviewer, reason="It is my own shop.", now=clock.now())
