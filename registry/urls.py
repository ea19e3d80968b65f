"""Addresses of this room: its table of contents."""

from django.urls import URLPattern, URLResolver, path

from registry.gi.api import GiEntriesView, GiEntryView
from registry.odop.api import OdopEntriesView, OdopEntryView
from registry.places.api import DistrictsView, DistrictView, PinCodeView, StatesView, StateView

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/states", StatesView.as_view(), name="states"),
    path("api/v1/states/<uuid:state_id>", StateView.as_view(), name="state"),
    path("api/v1/districts", DistrictsView.as_view(), name="districts"),
    path("api/v1/districts/<uuid:district_id>", DistrictView.as_view(), name="district"),
    path("api/v1/pincodes/<str:pin>", PinCodeView.as_view(), name="pincode"),
    path("api/v1/odop-entries", OdopEntriesView.as_view(), name="odop-entries"),
    path("api/v1/odop-entries/<uuid:entry_id>", OdopEntryView.as_view(), name="odop-entry"),
    path("api/v1/gi-entries", GiEntriesView.as_view(), name="gi-entries"),
    path("api/v1/gi-entries/<uuid:entry_id>", GiEntryView.as_view(), name="gi-entry"),
]
