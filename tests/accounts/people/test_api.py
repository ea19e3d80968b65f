"""GET and PATCH /api/v1/me."""

from __future__ import annotations

from typing import Any

import pytest
from factories.accounts import make_user
from factories.registry import make_state

from accounts.models import Role, User
from accounts.roles.services import grant_role
from common import clock

pytestmark = pytest.mark.django_db


class TestGetMe:
    def test_shows_the_own_account_with_its_roles(self, client_for: Any, django_assert_num_queries: Any) -> None:
        user = make_user("asha@example.org", name="Asha Devi")
        bihar = make_state("Bihar")
        grant_role(user=user, role=Role.REVIEWER, state=bihar, granted_by=None, now=clock.now())
        grant_role(user=user, role=Role.FINANCE, granted_by=None, now=clock.now())
        with django_assert_num_queries(3):
            answer = client_for(user).get("/api/v1/me")
        assert answer.status_code == 200
        body = answer.json()
        assert (body["id"], body["email"], body["is_email_verified"]) == (str(user.pk), "asha@example.org", True)
        assert body["roles"] == [
            {"role": "finance", "state": None},
            {"role": "reviewer", "state": {"id": str(bihar.pk), "name": "Bihar"}},
        ]
        assert body["second_factor"] == {"is_set_up": False, "is_used_now": False, "is_required": False}
        assert "password" not in body

    def test_refuses_the_anonymous(self, anonymous_client: Any) -> None:
        answer = anonymous_client.get("/api/v1/me")
        assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in")

    def test_refuses_a_wrong_token(self, anonymous_client: Any) -> None:
        for token in ("x" * 32, "é", "a" * 9000, "' OR 1=1"):
            answer = anonymous_client.get("/api/v1/me", headers={"X-Session-Token": token})
            assert (answer.status_code, answer.json()["code"]) == (401, "session_token_invalid")
            assert answer["WWW-Authenticate"] == "X-Session-Token"


class TestEditMe:
    def test_changes_name_and_language(self, client_for: Any) -> None:
        user = make_user()
        answer = client_for(user).patch("/api/v1/me", {"name": " Asha\u202e  Devi ", "language": "hi"})
        assert (answer.status_code, answer.json()["name"], answer.json()["language"]) == (200, "Asha Devi", "hi")

    @pytest.mark.parametrize(
        "field", ["is_staff", "is_superuser", "roles", "role", "email", "phone", "is_active", "password", "id"]
    )
    def test_refuses_what_is_not_ones_own_to_set(self, client_for: Any, field: str) -> None:
        user = make_user()
        before = User.objects.values().get(pk=user.pk)
        answer = client_for(user).patch("/api/v1/me", {field: True, "name": "New"})
        assert (answer.status_code, answer.json()["code"]) == (400, "invalid_input")
        assert answer.json()["errors"][0]["pointer"] == f"/{field}"
        assert User.objects.values().get(pk=user.pk) == before

    def test_refuses_an_unknown_language(self, client_for: Any) -> None:
        answer = client_for(make_user()).patch("/api/v1/me", {"language": "xx"})
        assert answer.json()["errors"][0]["pointer"] == "/language"
