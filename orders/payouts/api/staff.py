"""The finance desk: payout runs."""

from __future__ import annotations

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.permissions import HasRole
from accounts.models import Role
from common import clock
from common.api.fields import MoneyField
from common.api.serializers import StrictSerializer
from common.api.views import BazaarView
from common.money import Money
from orders.payouts.api.answers import PayoutAnswer, render_payout
from orders.payouts.models import Payout
from orders.payouts.selectors import payouts_with_ids
from orders.payouts.services import run_payouts
from orders.payouts.states import PayoutStatus


class PayoutRunInput(StrictSerializer):
    """Nothing: a run pays what is released."""


class PayoutRunAnswer(serializers.Serializer[Any]):
    """What a run met. A run repeated on the same day pays nobody again."""

    period = serializers.DateField(help_text="day in India")
    paid = MoneyField(help_text="sent on its way to banks, of the payouts below")
    blocked_count = serializers.IntegerField()
    payouts = PayoutAnswer(many=True)


class PayoutRunCollection(BazaarView):
    """Runs of payouts; the clock starts one every night."""

    permission_classes = (HasRole(Role.FINANCE),)
    paginated: ClassVar[bool] = False
    idempotency_required: ClassVar[bool] = True

    @extend_schema(
        operation_id="staff_payout_runs_start",
        request=PayoutRunInput,
        responses={200: PayoutRunAnswer},
        tags=["staff money"],
    )
    def post(self, request: Request) -> Response:
        """Pay every seller what is released, now."""
        self.valid(PayoutRunInput, request)
        run = run_payouts(now=clock.now())
        payouts = list(payouts_with_ids(run.payout_ids))
        return Response(
            {
                "period": run.period.isoformat(),
                "paid": Money(sum(_sent(payout) for payout in payouts)).as_json(),
                "blocked_count": sum(payout.status == PayoutStatus.BLOCKED for payout in payouts),
                "payouts": [render_payout(payout) for payout in payouts],
            }
        )


def _sent(payout: Payout) -> int:
    return payout.amount if payout.status in {PayoutStatus.IN_TRANSIT, PayoutStatus.PAID} else 0
