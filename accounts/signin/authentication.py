"""How the API knows its caller: allauth's session token for apps, the session cookie (with CSRF) for browsers."""

from __future__ import annotations

from allauth.headless.contrib.rest_framework.authentication import XSessionTokenAuthentication
from django.contrib.sessions.backends.base import SessionBase
from rest_framework.authentication import SessionAuthentication
from rest_framework.request import Request

from accounts.people.models import User
from accounts.signin.errors import SessionTokenInvalid

HEADER = "X-Session-Token"
MAX_TOKEN = 64


class SessionTokenAuthentication(XSessionTokenAuthentication):
    """``X-Session-Token: …`` as handed out by ``/_allauth/app/v1/``. A wrong one is refused, not ignored."""

    def authenticate(self, request: Request) -> tuple[User, SessionBase] | None:
        """The account and the session of the token; raises ``SessionTokenInvalid`` (401)."""
        token = request.headers.get(HEADER)
        if not token:
            return None
        found = super().authenticate(request) if len(token) <= MAX_TOKEN and token.isalnum() else None
        if found is None:
            raise SessionTokenInvalid()
        user, session = found
        return user, session

    def authenticate_header(self, request: Request) -> str:
        """What a 401 asks for."""
        return HEADER


class CookieSessionAuthentication(SessionAuthentication):
    """Django's session cookie; every write must carry the CSRF token."""
