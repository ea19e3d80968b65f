"""Addresses of this room: its table of contents."""

from django.urls import URLPattern, URLResolver, include, path

from accounts.addresses.api import AddressesView, AddressView
from accounts.consents.api import ConsentsView, ConsentTextsView, ConsentView
from accounts.people.api import MeView

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/me", MeView.as_view()),
    path("api/v1/me/addresses", AddressesView.as_view()),
    path("api/v1/me/addresses/<uuid:address_id>", AddressView.as_view()),
    path("api/v1/me/consents", ConsentsView.as_view()),
    path("api/v1/me/consents/<slug:purpose>", ConsentView.as_view()),
    path("api/v1/consent-texts", ConsentTextsView.as_view()),
    path("", include("accounts.signin.urls")),
]
