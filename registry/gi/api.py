"""Endpoints of the GI register."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from registry.api.views import PageQuery, RegisterView, SearchQuery, page_of
from registry.gi import selectors
from registry.gi.models import GiEntry, GoodsType
from registry.gi.selectors import GiFilters
from registry.places.api import PlaceSerializer


class GiEntrySerializer(serializers.ModelSerializer[GiEntry]):
    """A registered geographical indication and what is known of its area."""

    states = PlaceSerializer(many=True)
    districts = PlaceSerializer(many=True, help_text="Known with certainty; empty where only the states are known")

    class Meta:
        model = GiEntry
        fields = [
            "id",
            "code",
            "serial_no",
            "name",
            "aliases",
            "goods_type",
            "registration_kind",
            "states",
            "districts",
            "is_foreign",
            "foreign_country",
            "status",
            "source",
            "source_date",
        ]
        read_only_fields = fields


class GiEntriesQuery(SearchQuery, PageQuery):
    """Parameters of the list of GI entries."""

    state = serializers.UUIDField(required=False, help_text="Id of a state")
    district = serializers.UUIDField(required=False, help_text="Id of a district")
    goods_type = serializers.ChoiceField(choices=GoodsType.choices, required=False)


class GiEntriesView(RegisterView):
    """The GI register."""

    query_params_allowed: ClassVar[set[str]] = {"q", "state", "district", "goods_type"}

    @extend_schema(
        operation_id="gi_entries_list",
        tags=["registry"],
        parameters=[GiEntriesQuery],
        responses={200: page_of("GiEntryPage", GiEntrySerializer)},
    )
    def get(self, request: Request) -> Response:
        """Registered geographical indications by name; other common names are found too."""
        query = self.valid_query(GiEntriesQuery, request)
        filters = GiFilters(
            state_id=query.get("state"),
            district_id=query.get("district"),
            goods_type=query.get("goods_type", ""),
            query=query["q"],
        )
        rows = selectors.find_gi_entries(filters)
        return self.register_page(rows, ordering=("name", "id"), render=lambda row: GiEntrySerializer(row).data)


class GiEntryView(RegisterView):
    """One GI entry."""

    paginated = False

    @extend_schema(operation_id="gi_entries_retrieve", tags=["registry"], responses={200: GiEntrySerializer})
    def get(self, request: Request, entry_id: UUID) -> Response:
        """One geographical indication."""
        return self.register_detail(GiEntrySerializer(selectors.gi_entry_by_id(entry_id)).data)
