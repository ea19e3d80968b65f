"""Endpoints of the ODOP register."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from registry.api.views import PageQuery, RegisterView, SearchQuery, page_of
from registry.odop import selectors
from registry.odop.models import OdopEntry, Scheme, Sector
from registry.odop.selectors import OdopFilters
from registry.places.api import PlaceSerializer


class OdopEntrySerializer(serializers.ModelSerializer[OdopEntry]):
    """A product chosen for a district by a scheme."""

    district = PlaceSerializer()
    state = PlaceSerializer(source="district.state")

    class Meta:
        model = OdopEntry
        fields = [
            "id",
            "district",
            "state",
            "product_name",
            "local_names",
            "sector",
            "scheme",
            "source",
            "source_date",
            "is_active",
        ]
        read_only_fields = fields


class OdopEntriesQuery(SearchQuery, PageQuery):
    """Parameters of the list of ODOP entries."""

    state = serializers.UUIDField(required=False, help_text="Id of a state")
    district = serializers.UUIDField(required=False, help_text="Id of a district")
    sector = serializers.ChoiceField(choices=Sector.choices, required=False)
    scheme = serializers.ChoiceField(choices=Scheme.choices, required=False)


class OdopEntriesView(RegisterView):
    """The ODOP register."""

    query_params_allowed: ClassVar[set[str]] = {"q", "state", "district", "sector", "scheme"}

    @extend_schema(
        operation_id="odop_entries_list",
        tags=["registry"],
        parameters=[OdopEntriesQuery],
        responses={200: page_of("OdopEntryPage", OdopEntrySerializer)},
    )
    def get(self, request: Request) -> Response:
        """District–product entries by product name; local names are found too."""
        query = self.valid_query(OdopEntriesQuery, request)
        filters = OdopFilters(
            state_id=query.get("state"),
            district_id=query.get("district"),
            sector=query.get("sector", ""),
            scheme=query.get("scheme", ""),
            query=query["q"],
        )
        rows = selectors.find_odop_entries(filters)
        return self.register_page(
            rows, ordering=("product_name", "id"), render=lambda row: OdopEntrySerializer(row).data
        )


class OdopEntryView(RegisterView):
    """One ODOP entry."""

    paginated = False

    @extend_schema(operation_id="odop_entries_retrieve", tags=["registry"], responses={200: OdopEntrySerializer})
    def get(self, request: Request, entry_id: UUID) -> Response:
        """One district–product entry."""
        return self.register_detail(OdopEntrySerializer(selectors.odop_entry_by_id(entry_id)).data)
