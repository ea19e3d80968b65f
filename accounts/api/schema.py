"""How the OpenAPI description shows the two ways of being signed in; loaded when the app is ready."""

from __future__ import annotations

from drf_spectacular.extensions import OpenApiAuthenticationExtension

from accounts.signin.authentication import HEADER, CookieSessionAuthentication, SessionTokenAuthentication


class SessionTokenScheme(OpenApiAuthenticationExtension):
    """How the OpenAPI description shows the token."""

    target_class = SessionTokenAuthentication
    name = "sessionToken"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        """An API key in a header."""
        return {
            "type": "apiKey",
            "in": "header",
            "name": HEADER,
            "description": "The `meta.session_token` that `/_allauth/app/v1/auth/…` hands out once you are signed in.",
        }


class CookieSessionScheme(OpenApiAuthenticationExtension):
    """How the OpenAPI description shows the cookie."""

    target_class = CookieSessionAuthentication
    name = "sessionCookie"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        """An API key in a cookie."""
        return {
            "type": "apiKey",
            "in": "cookie",
            "name": "sessionid",
            "description": "A browser session from `/_allauth/browser/v1/…` or `/accounts/login/`; writes also need "
            "`X-CSRFToken`.",
        }
