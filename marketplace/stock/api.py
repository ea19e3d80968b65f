"""Doors of stock: a seller records what came in, broke or was counted, and reads the movements."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from common import clock
from common.api.fields import CleanCharField, StrictIntegerField
from common.api.serializers import StrictSerializer, page_of
from marketplace.catalogue.api.answers import OwnStockAnswer
from marketplace.catalogue.api.views import OwnProductView
from marketplace.catalogue.selectors import variant_for
from marketplace.stock.models import MAX_ON_HAND, StockMovement
from marketplace.stock.selectors import movements_of
from marketplace.stock.services import record_stock
from marketplace.stock.states import MovementKind, RecordKind


class StockRecordInput(StrictSerializer):
    """What happened: pieces that came in or broke, or how many were counted altogether."""

    kind = serializers.ChoiceField(choices=RecordKind.choices, required=False, default=RecordKind.RECEIVED)
    quantity = StrictIntegerField(min_value=0, max_value=MAX_ON_HAND)
    cause = CleanCharField(max_length=200, required=False, allow_blank=True, default="")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Only a count may be zero."""
        if attrs["kind"] != RecordKind.COUNTED and attrs["quantity"] == 0:
            raise serializers.ValidationError({"quantity": ["Give at least one piece."]})
        return attrs


class StockMovementAnswer(serializers.Serializer[StockMovement]):
    """One change of the pieces on hand."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=MovementKind.choices)
    delta = serializers.IntegerField()
    cause = serializers.CharField()
    moved_at = serializers.DateTimeField()


class VariantStock(OwnProductView):
    """Stock of one's own variant."""

    paginated: ClassVar[bool] = True

    @extend_schema(
        operation_id="seller_stock_movements_list",
        responses={200: page_of(StockMovementAnswer)},
        tags=["marketplace"],
    )
    def get(self, request: Request, product_id: UUID, variant_id: UUID) -> Response:
        """Movements of the variant, newest first; their sum is what is on hand."""
        variant = variant_for(self.viewer, product_id, variant_id)
        return self.keyset_page(
            movements_of(variant.pk),
            ordering=("-moved_at", "-id"),
            render=lambda row: StockMovementAnswer(row).data,
        )

    @extend_schema(
        operation_id="seller_stock_movements_create",
        request=StockRecordInput,
        responses={201: OwnStockAnswer},
        tags=["marketplace"],
    )
    def post(self, request: Request, product_id: UUID, variant_id: UUID) -> Response:
        """Record what came in, broke or was counted; pieces held for buyers cannot be taken away."""
        self.editable(product_id)
        variant = variant_for(self.viewer, product_id, variant_id)
        record = self.valid(StockRecordInput, request)
        level = record_stock(
            variant_id=variant.pk,
            kind=RecordKind(record["kind"]),
            quantity=record["quantity"],
            cause=record["cause"] or record["kind"],
            actor=self.viewer,
            now=clock.now(),
        )
        return Response(OwnStockAnswer(level).data, status=status.HTTP_201_CREATED)
