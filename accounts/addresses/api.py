"""A person's address book: /api/v1/me/addresses."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema, inline_serializer
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.addresses.models import Address
from accounts.addresses.selectors import address_of, addresses_of
from accounts.addresses.services import AddressLines, add_address, change_address, remove_address
from accounts.api.permissions import IsSignedIn
from accounts.api.viewer import viewer_of
from common import clock
from common.api.fields import CleanCharField, PhoneField, PinField
from common.api.serializers import StrictSerializer
from common.api.views import BazaarView

LINES = ("name", "phone", "line1", "line2", "landmark", "city", "pin", "country")


class AddressPlaceSerializer(serializers.Serializer[Any]):
    """A state or a district."""

    id = serializers.UUIDField()
    name = serializers.CharField()


class AddressSerializer(serializers.Serializer[Any]):
    """An address in the book."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    phone = serializers.CharField(help_text="E.164")
    line1 = serializers.CharField()
    line2 = serializers.CharField(allow_blank=True)
    landmark = serializers.CharField(allow_blank=True)
    city = serializers.CharField()
    pin = serializers.CharField()
    district = AddressPlaceSerializer(allow_null=True)
    state = AddressPlaceSerializer(allow_null=True)
    country = serializers.CharField(help_text="ISO 3166-1 alpha-2")
    is_default = serializers.BooleanField()


class WriteAddressSerializer(StrictSerializer):
    """An address as a person writes it. The PIN code decides state and district."""

    name = CleanCharField(max_length=120, help_text="Who receives the parcel.")
    phone = PhoneField(max_length=20, help_text="For the courier; India is assumed without a country code.")
    line1 = CleanCharField(max_length=200)
    line2 = CleanCharField(max_length=200, required=False, allow_blank=True)
    landmark = CleanCharField(max_length=120, required=False, allow_blank=True)
    city = CleanCharField(
        max_length=120, required=False, allow_blank=True, help_text="Town or village; the district's name if left out."
    )
    pin = PinField(max_length=7)
    district = serializers.UUIDField(
        required=False, allow_null=True, help_text="Needed only where the PIN code lies in several districts."
    )
    country = serializers.CharField(required=False, min_length=2, max_length=2, help_text="IN if left out.")
    is_default = serializers.BooleanField(required=False)

    def validate_country(self, value: str) -> str:
        """Upper case."""
        return value.upper()


ADDRESSES = inline_serializer("Addresses", {"data": AddressSerializer(many=True)})


class AddressesView(BazaarView):
    """The address book."""

    permission_classes = (IsSignedIn,)
    paginated = False

    @extend_schema(operation_id="list_my_addresses", tags=["accounts"], responses=ADDRESSES)
    def get(self, request: Request) -> Response:
        """All addresses (at most 20), the default first."""
        return Response({"data": [render_address(address) for address in addresses_of(viewer_of(request))]})

    @extend_schema(
        operation_id="add_address",
        tags=["accounts"],
        request=WriteAddressSerializer,
        responses={201: AddressSerializer},
    )
    def post(self, request: Request) -> Response:
        """Add an address; the first becomes the default."""
        written = self.valid(WriteAddressSerializer, request)
        address = add_address(
            user=viewer_of(request),
            lines=AddressLines(**{name: written[name] for name in LINES if name in written}),
            district_id=written.get("district"),
            is_default=written.get("is_default", False),
            now=clock.now(),
        )
        return Response(render_address(address), status=status.HTTP_201_CREATED)


class AddressView(BazaarView):
    """One of the person's own addresses; any other is not found."""

    permission_classes = (IsSignedIn,)
    paginated = False

    @extend_schema(operation_id="get_address", tags=["accounts"], responses=AddressSerializer)
    def get(self, request: Request, address_id: UUID) -> Response:
        """One address."""
        return Response(render_address(address_of(viewer_of(request), address_id)))

    @extend_schema(
        operation_id="edit_address", tags=["accounts"], request=WriteAddressSerializer, responses=AddressSerializer
    )
    def patch(self, request: Request, address_id: UUID) -> Response:
        """Change some of an address; a new PIN code is placed anew."""
        address = address_of(viewer_of(request), address_id)
        written = self.valid(WriteAddressSerializer, request, partial=True)
        changed = change_address(
            address=address,
            lines=AddressLines(**{name: written.get(name, getattr(address, name)) for name in LINES}),
            district_id=written.get("district"),
            is_default=written.get("is_default", False),
            now=clock.now(),
        )
        return Response(render_address(changed))

    @extend_schema(operation_id="remove_address", tags=["accounts"], responses={204: None})
    def delete(self, request: Request, address_id: UUID) -> Response:
        """Remove an address; past orders keep their own copy."""
        remove_address(address=address_of(viewer_of(request), address_id), now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


def render_address(address: Address) -> dict[str, Any]:
    """An address as JSON."""
    return {
        "id": str(address.pk),
        **{name: getattr(address, name) for name in LINES},
        "district": _place(address.district),
        "state": _place(address.state),
        "is_default": address.is_default,
    }


def _place(place: Any) -> dict[str, str] | None:
    return {"id": str(place.pk), "name": place.name} if place is not None else None
