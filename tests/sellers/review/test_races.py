"""Two at once, on a real database with real threads: exactly one wins, the other is told."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection
from factories.accounts import make_staff, make_user
from factories.sellers import make_pan

from accounts.models import Role
from common import clock
from common.errors import Refusal
from common.models import OutboxMessage
from sellers.models import Seller, SellerMove
from sellers.review.services import approve_seller, reject_seller

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 5


def together(*works: Callable[[], object]) -> list[str]:
    """Run all at the same moment; what each came to: ``done`` or the code of its refusal."""
    barrier, outcomes = Barrier(len(works)), [""] * len(works)

    def run(at: int) -> None:
        try:
            barrier.wait(timeout=10)
            works[at]()
            outcomes[at] = "done"
        except Refusal as refusal:
            outcomes[at] = refusal.code
        finally:
            connection.close()

    threads = [Thread(target=run, args=(at,)) for at in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return sorted(outcomes)


class TestTwoReviewersAtOnce:
    def test_one_decides_and_the_other_is_told(self, application: Any) -> None:
        first, second = make_staff(Role.REVIEWER), make_staff(Role.REVIEWER)
        for number in range(ROUNDS):
            seller = application(number=f"3000000000{number}")
            outcomes = together(
                lambda s=seller: approve_seller(seller_id=s.pk, reviewer=first, now=clock.now()),
                lambda s=seller: reject_seller(
                    seller_id=s.pk, reviewer=second, reason="Papers of somebody else.", now=clock.now()
                ),
            )
            assert outcomes == ["already_decided", "done"]
            decisions = SellerMove.objects.filter(subject=seller, to_status__in=["approved", "rejected"])
            assert decisions.count() == 1
        assert OutboxMessage.objects.filter(topic="sellers.decided").count() == ROUNDS


class TestOneIdentityApprovedTwiceAtOnce:
    @pytest.mark.parametrize("shared", ["pan", "bank"])
    def test_the_database_lets_one_through(self, shared: str, application: Any) -> None:
        reviewer = make_staff(Role.REVIEWER)
        for number in range(ROUNDS):
            pan = make_pan()
            pair = [
                application(
                    owner=make_user(),
                    pan=pan if shared == "pan" else make_pan(),
                    number=f"4000000000{number}" if shared == "bank" else f"{side}000000000{number}",
                )
                for side in (5, 6)
            ]
            outcomes = together(
                *(
                    lambda s=seller: approve_seller(seller_id=s.pk, reviewer=reviewer, now=clock.now())
                    for seller in pair
                )
            )
            assert outcomes == sorted(["done", {"pan": "pan_in_use", "bank": "bank_account_in_use"}[shared]])
            assert Seller.objects.live().filter(pk__in=[seller.pk for seller in pair]).count() == 1
