"""The seller's money desk: account for payouts, and payouts."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.viewer import viewer_of
from common import clock
from common.api.serializers import StrictSerializer, page_of
from common.errors import NotFound
from orders.payouts.api.answers import PayoutAccountAnswer, PayoutAnswer, render_account, render_payout
from orders.payouts.api.desk import MoneyDeskView
from orders.payouts.selectors import payouts_of, settlement_account_of
from orders.payouts.services import set_up_account
from sellers.selectors import Right


class PayoutAccountInput(StrictSerializer):
    """Nothing: what the provider asks for is given to the provider, never to us."""


class PayoutAccount(MoneyDeskView):
    """The account that payouts go through."""

    @extend_schema(
        operation_id="seller_payout_account_retrieve", responses={200: PayoutAccountAnswer}, tags=["payouts"]
    )
    def get(self, request: Request, seller_id: UUID) -> Response:
        """How the account stands; 404 until it is set up."""
        seller = self.seller(request, seller_id, Right.SEE_MONEY)
        account = settlement_account_of(seller.pk)
        if account is None:
            raise NotFound("No payout account yet. Set one up by a POST to this address.")
        return Response(PayoutAccountAnswer(render_account(account)).data)

    @extend_schema(
        operation_id="seller_payout_account_set_up",
        request=PayoutAccountInput,
        responses={200: PayoutAccountAnswer},
        tags=["payouts"],
    )
    def post(self, request: Request, seller_id: UUID) -> Response:
        """Open the account once, and get a fresh link to where its owner completes it."""
        self.valid(PayoutAccountInput, request)
        seller = self.seller(request, seller_id, Right.MANAGE_PAYOUTS)
        account, link = set_up_account(seller=seller, now=clock.now())
        return Response(PayoutAccountAnswer(render_account(account, link)).data)


class SellerFilter(serializers.Serializer[Any]):
    """Which of one's sellers."""

    seller = serializers.UUIDField(required=False)


class SellerPayouts(MoneyDeskView):
    """Payouts of one's sellers."""

    paginated = True
    query_params_allowed: ClassVar[frozenset[str]] = frozenset({"seller"})

    @extend_schema(
        operation_id="seller_payouts_list",
        parameters=[OpenApiParameter("seller", OpenApiTypes.UUID)],
        responses={200: page_of(PayoutAnswer)},
        tags=["payouts"],
    )
    def get(self, request: Request) -> Response:
        """Newest first, of every seller whose money one may see."""
        wanted = self.valid_query(SellerFilter, request)
        found = payouts_of(viewer_of(request), seller_id=wanted.get("seller"))
        return self.keyset_page(found, ordering=("-created_at", "-id"), render=render_payout)
