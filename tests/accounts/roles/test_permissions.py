"""The permission classes of the staff API."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from factories.accounts import make_staff, make_user
from rest_framework.request import Request
from rest_framework.test import APIRequestFactory

from accounts.api.permissions import HasRole
from accounts.models import Role
from accounts.roles.errors import SecondFactorRequired
from common.errors import Forbidden, NotSignedIn

pytestmark = pytest.mark.django_db


def ask(user: Any, *roles: Role, session: Any = None) -> bool:
    """Whether the permission lets a caller pass."""
    request = Request(APIRequestFactory().get("/"))
    request.user = user
    request._auth = session
    return HasRole(*roles)().has_permission(request, None)


class TestHasRole:
    def test_lets_any_of_its_roles_pass(self) -> None:
        assert ask(make_staff(Role.FINANCE), Role.REVIEWER, Role.FINANCE)

    def test_refuses_the_anonymous_and_others(self) -> None:
        with pytest.raises(NotSignedIn):
            ask(AnonymousUser(), Role.REVIEWER)
        with pytest.raises(Forbidden, match="reviewer"):
            ask(make_staff(Role.FINANCE), Role.REVIEWER)
        with pytest.raises(Forbidden):
            ask(make_user(), Role.REVIEWER)

    def test_wants_a_second_factor_in_production(self, settings: Any) -> None:
        settings.STAFF_SECOND_FACTOR_REQUIRED = True
        staff, session = make_staff(Role.REVIEWER), SessionStore()
        session["account_authentication_methods"] = [{"method": "code"}]
        with pytest.raises(SecondFactorRequired):
            ask(staff, Role.REVIEWER, session=session)
        session["account_authentication_methods"] = [{"method": "code"}, {"method": "mfa", "type": "totp"}]
        assert ask(staff, Role.REVIEWER, session=session)
