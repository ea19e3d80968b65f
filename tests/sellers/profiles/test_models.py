"""What the database itself holds of a seller: encryption, uniqueness, standing."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction
from factories.accounts import make_user
from factories.sellers import make_seller

from common import clock
from common.errors import MoveRefused
from sellers.models import Seller, SellerMove
from sellers.profiles.machine import MACHINE
from sellers.profiles.states import MOVES, SellerStatus

pytestmark = pytest.mark.django_db


class TestSeller:
    def test_keeps_identifiers_encrypted(self) -> None:
        seller = make_seller(gst=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pan, gstin, pan_index, gstin_index FROM sellers_seller")
            stored = " ".join(cursor.fetchone())
        assert seller.pan not in stored
        assert seller.gstin not in stored
        assert seller.pan not in f"{seller} {seller!r}"

    @pytest.mark.parametrize("index", ["pan_index", "gstin_index"])
    @pytest.mark.parametrize("status", ["approved", "suspended"])
    def test_lets_one_live_seller_have_an_identity(self, index: str, status: str) -> None:
        first, second = make_seller(status=status), make_seller(status="submitted")
        Seller.objects.filter(pk__in=[first.pk, second.pk]).update(**{index: "same"})
        with pytest.raises(IntegrityError), transaction.atomic():
            Seller.objects.filter(pk=second.pk).update(status="approved")
        Seller.objects.filter(pk=first.pk).update(status="rejected")
        Seller.objects.filter(pk=second.pk).update(status="approved")
        assert Seller.objects.live().get() == second

    @pytest.mark.parametrize(
        "change",
        [
            {"status": "gone"},
            {"kind": "bank"},
            {"interstate_override": True},
            {"status": "submitted", "submitted_at": None},
        ],
    )
    def test_refuses_what_no_service_would_write(self, change: dict[str, object]) -> None:
        seller = make_seller(status="draft")
        with pytest.raises(IntegrityError), transaction.atomic():
            Seller.objects.filter(pk=seller.pk).update(**change)

    @pytest.mark.parametrize(
        ("gst", "override", "far"), [(False, False, False), (True, False, True), (False, True, True)]
    )
    def test_ships_interstate_when_registered_or_exempted(self, gst: bool, override: bool, far: bool) -> None:
        seller = make_seller(gst=gst, interstate_override=override, interstate_override_reason="Rule" * override)
        assert seller.ships_interstate is far


class TestMachine:
    @pytest.mark.parametrize("before", list(SellerStatus))
    @pytest.mark.parametrize("after", list(SellerStatus))
    def test_moves_by_the_table_and_keeps_history(self, before: SellerStatus, after: SellerStatus) -> None:
        seller, actor = make_seller(status=before, submitted_at=clock.now()), make_user()
        if after in MOVES[before]:
            MACHINE.move_to(seller, after, actor=actor, reason="why", now=clock.now())
            move = SellerMove.objects.get()
            assert (move.from_status, move.to_status, move.actor, move.reason) == (before, after, actor, "why")
            return
        with pytest.raises(MoveRefused):
            MACHINE.move_to(seller, after, actor=actor, now=clock.now())
        assert not SellerMove.objects.exists()
        assert Seller.objects.get().status == before
