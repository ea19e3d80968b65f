"""The staff console: its door, and what its screens show."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from factories.accounts import make_staff, make_user

from accounts.models import Notice, Role, RoleGrant, User
from accounts.notices.services import notify
from common import clock
from common.audit.models import AuditEvent

pytestmark = pytest.mark.django_db


def console(user: User, *, second_factor: bool = False) -> Client:
    """A browser in which somebody is signed in."""
    client = Client(raise_request_exception=False)
    client.force_login(user)
    if second_factor:
        session = client.session
        session["account_authentication_methods"] = [{"method": "code"}, {"method": "mfa"}]
        session.save()
    return client


@pytest.fixture
def boss() -> User:
    """A superuser."""
    return make_user(is_superuser=True, is_staff=True)


class TestDoor:
    def test_sends_the_anonymous_to_sign_in(self) -> None:
        answer = Client().get("/admin/login/?next=/admin/accounts/user/")
        assert (answer.status_code, answer.url) == (302, "/accounts/login/?next=/admin/accounts/user/")
        answer = Client().get("/admin/login/?next=https://evil.example/")
        assert answer.url == "/accounts/login/?next=/admin/"
        assert Client().post("/admin/login/", {"username": "a", "password": "b"}).status_code == 302

    def test_refuses_people_who_are_no_staff(self) -> None:
        assert console(make_user()).get("/admin/login/").status_code == 403
        assert console(make_user()).get("/admin/").status_code == 302

    def test_wants_a_second_factor_in_production(self, boss: User, settings: Any) -> None:
        settings.STAFF_SECOND_FACTOR_REQUIRED = True
        assert console(boss).get("/admin/", follow=True).redirect_chain[-1][0] == "/accounts/2fa/"
        assert console(boss, second_factor=True).get("/admin/").status_code == 200

    def test_pages_of_the_sign_in_open(self) -> None:
        for page in ("login", "signup", "login/code", "password/reset"):
            answer = Client().get(f"/accounts/{page}/")
            assert answer.status_code == 200, page
            assert b"ODOP Bazaar" in answer.content


class TestScreens:
    def test_show_no_secret(self, boss: User) -> None:
        user = make_user("asha@example.org", password="madhubani-lotus-7")
        notice = notify(user=user, template="accounts.sign_in_code", context={"code": "731946"}, now=clock.now())
        client = console(boss)
        for page in ("user/", f"user/{user.pk}/change/", "notice/", f"notice/{notice.pk}/change/", "rolegrant/"):
            answer = client.get(f"/admin/accounts/{page}")
            assert answer.status_code == 200, page
            text = answer.content.decode()
            assert "731946" not in text
            assert user.password not in text
        assert "a•••@example.org" in client.get("/admin/accounts/notice/").content.decode()

    def test_cannot_edit_a_person(self, boss: User) -> None:
        user = make_user()
        answer = console(boss).post(f"/admin/accounts/user/{user.pk}/change/", {"is_superuser": "on"})
        assert answer.status_code == 403
        assert not User.objects.get(pk=user.pk).is_superuser

    def test_are_closed_to_staff_without_the_right(self) -> None:
        client = console(make_staff(Role.REVIEWER))
        for page in ("user/", "notice/", "rolegrant/", "rolegrant/add/"):
            assert client.get(f"/admin/accounts/{page}").status_code == 403

    def test_hide_allauths_own_screens(self, boss: User) -> None:
        for page in ("account/emailaddress/", "mfa/authenticator/", "auth/group/"):
            assert console(boss).get(f"/admin/{page}").status_code == 404


class TestRoleScreen:
    def test_grants_and_revokes_through_the_services(self, boss: User) -> None:
        user, client = make_user(), console(boss)
        answer = client.post("/admin/accounts/rolegrant/add/", {"user": str(user.pk), "role": "finance"})
        assert answer.status_code == 302
        grant = RoleGrant.objects.get()
        assert (grant.user, grant.role, grant.granted_by) == (user, "finance", boss)
        client.post("/admin/accounts/rolegrant/", {"action": "revoke", "_selected_action": [str(grant.pk)]})
        grant.refresh_from_db()
        assert grant.revoked_by == boss
        assert set(AuditEvent.objects.values_list("action", flat=True)) == {"role.granted", "role.revoked"}

    def test_refuses_the_own_role_and_doubles(self, boss: User) -> None:
        client, user = console(boss), make_user(roles=[Role.FINANCE])
        for target in (boss, user):
            answer = client.post("/admin/accounts/rolegrant/add/", {"user": str(target.pk), "role": "finance"})
            assert answer.status_code == 200
        assert RoleGrant.objects.count() == 1


class TestAccountActions:
    def test_close_ends_the_session_and_open_lets_in_again(self, boss: User) -> None:
        user = make_user()
        theirs, client = console(user), console(boss)
        assert theirs.get("/api/v1/me").status_code == 200
        client.post("/admin/accounts/user/", {"action": "close", "_selected_action": [str(user.pk), str(boss.pk)]})
        assert theirs.get("/api/v1/me").status_code == 401
        assert User.objects.get(pk=boss.pk).is_active
        client.post("/admin/accounts/user/", {"action": "open_again", "_selected_action": [str(user.pk)]})
        assert theirs.get("/api/v1/me").status_code == 200
        assert list(AuditEvent.objects.order_by("id").values_list("action", flat=True)) == [
            "account.closed",
            "account.opened",
        ]
        assert not Notice.objects.exists()


class TestOddRequests:
    @pytest.mark.parametrize("query", ["created_at__year=99999", "created_at__year=0", "created_at__year=x"])
    def test_a_year_that_no_calendar_has_is_refused(self, boss: User, query: str) -> None:
        answer = console(boss, second_factor=True).get(f"/admin/accounts/user/?{query}")
        assert (answer.status_code, answer.json()["code"]) == (400, "malformed_request")

    def test_an_action_on_an_id_that_is_none_is_refused(self, boss: User) -> None:
        chosen = {"action": "close", "_selected_action": ["x"]}
        answer = console(boss, second_factor=True).post("/admin/accounts/user/", chosen)
        assert (answer.status_code, answer.json()["code"]) == (400, "malformed_request")

    def test_a_reference_that_is_none_is_refused(self, boss: User) -> None:
        answer = console(boss, second_factor=True).post("/admin/accounts/rolegrant/add/", {"user": "x", "state": "x"})
        assert (answer.status_code, answer.json()["code"]) == (400, "malformed_request")
        assert not RoleGrant.objects.exists()
