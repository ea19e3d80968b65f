"""Doors to purchases for buyers: a user's list, and one purchase for its user or a guest with its token."""

from __future__ import annotations

from typing import cast

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.permissions import IsSignedIn
from accounts.models import User
from common.api.serializers import page_of
from common.api.views import BazaarView
from orders.purchases.api.guests import PURCHASE_TOKEN_HEADER, CounterView, purchase_holder
from orders.purchases.api.serializers import PurchaseAnswer, PurchaseSummaryAnswer
from orders.purchases.selectors import purchase_for, purchases_of


class PurchaseCollection(BazaarView):
    """One's own purchases."""

    permission_classes = (IsSignedIn,)

    @extend_schema(operation_id="purchases_list", responses={200: page_of(PurchaseSummaryAnswer)}, tags=["orders"])
    def get(self, request: Request) -> Response:
        """Newest first."""
        return self.keyset_page(
            purchases_of(cast(User, request.user)),
            ordering=("-placed_at", "-id"),
            render=lambda purchase: PurchaseSummaryAnswer(purchase).data,
        )


class PurchaseDetail(CounterView):
    """One purchase."""

    @extend_schema(
        operation_id="purchases_read",
        parameters=[PURCHASE_TOKEN_HEADER],
        responses={200: PurchaseAnswer},
        tags=["orders"],
    )
    def get(self, request: Request, number: str) -> Response:
        """Status, parcels with tracking, refunds."""
        return Response(PurchaseAnswer(purchase_for(holder=purchase_holder(request), number=number)).data)
