"""Sign-in addresses: allauth's API under ``/_allauth/``, its pages under ``/accounts/``."""

from __future__ import annotations

from typing import Any

from allauth.headless.constants import Client
from django.urls import URLPattern, URLResolver, include, path

from accounts.signin import views


def stricter(client: Client) -> list[URLPattern | URLResolver]:
    """Our own versions of some endpoints, found before allauth's."""
    ours: dict[str, Any] = {
        "auth/signup": views.SignUpView,
        "auth/code/request": views.CodeRequestView,
        "auth/code/confirm": views.CodeConfirmView,
        "auth/phone/verify": views.PhoneVerifyView,
        "auth/email/verify": views.EmailVerifyView,
        "auth/password/reset": views.PasswordResetView,
        "account/phone": views.PhoneView,
    }
    return [path(f"_allauth/{client.value}/v1/{end}", view.as_api_view(client=client)) for end, view in ours.items()]


urlpatterns: list[URLPattern | URLResolver] = [
    *stricter(Client.APP),
    *stricter(Client.BROWSER),
    path("_allauth/", include("allauth.headless.urls")),
    path("accounts/", include("allauth.urls")),
]
