"""Endpoints of places: states, districts, PIN codes."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from registry.api.views import PageQuery, RegisterView, SearchQuery, page_of
from registry.places import selectors
from registry.places.models import PinBasis, StateKind

KINDS = {StateKind.STATE: "state", StateKind.UNION_TERRITORY: "union_territory"}


class PlaceSerializer(serializers.Serializer[Any]):
    """A place named beside something else."""

    id = serializers.UUIDField()
    lgd_code = serializers.IntegerField(help_text="Code in the Local Government Directory")
    name = serializers.CharField()


class StateSerializer(PlaceSerializer):
    """A state or union territory."""

    gst_code = serializers.CharField(help_text="First two digits of its GSTINs; not the LGD code")
    slug = serializers.SlugField()
    kind = serializers.SerializerMethodField()
    aliases = serializers.ListField(child=serializers.CharField(), help_text="Older and longer names")

    def get_kind(self, state: Any) -> str:
        """``state`` or ``union_territory``."""
        return KINDS[state.kind]


class DistrictSerializer(PlaceSerializer):
    """A district."""

    slug = serializers.SlugField()
    aliases = serializers.ListField(child=serializers.CharField(), help_text="Older names and other spellings")
    state = PlaceSerializer()
    formed_on = serializers.DateField(allow_null=True)
    is_active = serializers.BooleanField()


class DistrictDetailSerializer(DistrictSerializer):
    """A district and those it was carved from."""

    predecessors = PlaceSerializer(many=True)


class PinPlaceSerializer(serializers.Serializer[Any]):
    """A district that a PIN code lies in."""

    id = serializers.UUIDField(source="district.id")
    lgd_code = serializers.IntegerField(source="district.lgd_code")
    name = serializers.CharField(source="district.name")
    state = PlaceSerializer(source="district.state")
    basis = serializers.ChoiceField(
        choices=PinBasis.choices,
        help_text="directory: India Post names it; successor: a younger district carved from one that it names",
    )


class PinCodeSerializer(serializers.Serializer[Any]):
    """A PIN code; its state is null and its districts are empty where India Post names none."""

    pin = serializers.CharField()
    state = PlaceSerializer(allow_null=True)
    districts = PinPlaceSerializer(source="pin_districts", many=True)


class StatesQuery(SearchQuery, PageQuery):
    """Parameters of the list of states."""


class DistrictsQuery(SearchQuery, PageQuery):
    """Parameters of the list of districts."""

    state = serializers.UUIDField(required=False, help_text="Id of a state")


class StatesView(RegisterView):
    """The 36 states and union territories."""

    query_params_allowed: ClassVar[set[str]] = {"q"}

    @extend_schema(
        operation_id="states_list",
        tags=["registry"],
        parameters=[StatesQuery],
        responses={200: page_of("StatePage", StateSerializer)},
    )
    def get(self, request: Request) -> Response:
        """States and union territories by name."""
        query = self.valid_query(StatesQuery, request)
        rows = selectors.find_states(query=query["q"])
        return self.register_page(rows, ordering=("name", "id"), render=lambda row: StateSerializer(row).data)


class StateView(RegisterView):
    """One state."""

    paginated = False

    @extend_schema(operation_id="states_retrieve", tags=["registry"], responses={200: StateSerializer})
    def get(self, request: Request, state_id: UUID) -> Response:
        """One state or union territory."""
        return self.register_detail(StateSerializer(selectors.state_by_id(state_id)).data)


class DistrictsView(RegisterView):
    """The 787 districts."""

    query_params_allowed: ClassVar[set[str]] = {"q", "state"}

    @extend_schema(
        operation_id="districts_list",
        tags=["registry"],
        parameters=[DistrictsQuery],
        responses={200: page_of("DistrictPage", DistrictSerializer)},
    )
    def get(self, request: Request) -> Response:
        """Districts by name; older names and other spellings are found too."""
        query = self.valid_query(DistrictsQuery, request)
        rows = selectors.find_districts(state_id=query.get("state"), query=query["q"])
        return self.register_page(rows, ordering=("name", "id"), render=lambda row: DistrictSerializer(row).data)


class DistrictView(RegisterView):
    """One district."""

    paginated = False

    @extend_schema(operation_id="districts_retrieve", tags=["registry"], responses={200: DistrictDetailSerializer})
    def get(self, request: Request, district_id: UUID) -> Response:
        """One district with those it was carved from."""
        return self.register_detail(DistrictDetailSerializer(selectors.district_by_id(district_id)).data)


class PinCodeView(RegisterView):
    """PIN code look-up."""

    paginated = False

    @extend_schema(operation_id="pincodes_retrieve", tags=["registry"], responses={200: PinCodeSerializer})
    def get(self, request: Request, pin: str) -> Response:
        """The state and districts of a PIN code, the surest district first."""
        return self.register_detail(PinCodeSerializer(selectors.pin_code(pin)).data)
