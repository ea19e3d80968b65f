"""Odd values at the two doors that the API description does not name: sign-in, and the staff's console."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client
from factories.accounts import make_user
from factories.bazaar import make_bazaar, session_token
from factories.refusals import undone
from factories.routes import every_route

SIGN_IN = [route for route in every_route() if route.path.startswith("/_allauth/app/") and "provider" not in route.path]
MEMBERS = ("email", "phone", "password", "code", "key", "name")
ODD: list[Any] = [
    None,
    10**30,
    [{}],
    {"$ne": ""},
    "x" * 12_000,
    "\u202e\x1b[2J",
    "asha@example.org\nBcc: all@example.org",
    "+91" + "9" * 500,
    "१२३४५६",
    "asha@xn--",
]
FIT = {"email": "asha@example.org", "password": "madhubani-lotus-7", "accept_terms": True, "code": "123456"}


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("is_signed_in", [False, True])
class TestSignIn:
    def test_refuses_what_is_odd(self, faults: list[str], subtests: Any, is_signed_in: bool, settings: Any) -> None:
        settings.ACCOUNT_RATE_LIMITS = False
        client = Client(raise_request_exception=False)
        headers = {"X-Session-Token": session_token(make_user("asha@example.org"))} if is_signed_in else {}
        for route in SIGN_IN:
            with subtests.test(route.path):
                for member in MEMBERS:
                    for value in ODD:
                        body = json.dumps({**FIT, member: value})
                        with undone():
                            answer = client.generic("POST", route.path, body, "application/json", headers=headers)
                        told = f"{route.path} {member}={str(value)[:40]!r}: {answer.status_code}"
                        assert not faults, f"{told}\n{faults[0]}"
                        assert answer.status_code < 500, told
                        assert answer.status_code < 400 or answer["Content-Type"] == "application/problem+json", told


QUERIES = [
    "q=%27%22%3E%3C",
    "q=" + "x" * 3000,
    "o=999.-1.x",
    "p=-1",
    "p=999999999999999999999",
    "p=x",
    "all=1&e=1",
    "_facets=True",
    "colour=red",
    "status__exact=nothing",
    "id__exact=x",
    "seller__pan__startswith=A",
    "password__startswith=pbkdf2",
    "created_at__year=99999",
    "is_active__exact=perhaps",
    "state__id__exact=x",
    "_popup=1&_to_field=password",
    "%00=%00",
]


@pytest.mark.slow
@pytest.mark.django_db
class TestConsole:
    @pytest.fixture
    def console(self, client: Client) -> Client:
        """A superuser's browser."""
        make_bazaar()
        user = make_user("root@example.org", is_staff=True, is_superuser=True)
        client.raise_request_exception = False
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    def test_reads_odd_questions(self, console: Client, faults: list[str], subtests: Any) -> None:
        for model in admin.site._registry:
            base = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
            faults.clear()
            with subtests.test(base):
                for query in QUERIES:
                    answer = console.get(f"{base}?{query}")
                    assert not faults, f"{base}?{query}\n{faults[0]}"
                    assert answer.status_code < 500, f"{base}?{query}"
                for row in ("x", "00000000-0000-7000-8000-000000000000", "1", "x" * 3000, "%00", "..%2f..", "9" * 30):
                    answer = console.get(f"{base}{row}/change/")
                    assert not faults, f"{base}{row}\n{faults[0]}"
                    assert answer.status_code < 500, f"{base}{row}"

    def test_refuses_odd_forms(self, console: Client, faults: list[str], subtests: Any) -> None:
        for model, screen in admin.site._registry.items():
            base = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
            names = [field.name for field in model._meta.fields]
            row = model._default_manager.order_by("-pk").first()
            addresses = [f"{base}add/", *([f"{base}{row.pk}/change/", f"{base}{row.pk}/delete/"] if row else [])]
            actions = [name for name in screen.actions or [] if isinstance(name, str)]
            faults.clear()
            with subtests.test(base):
                for value in ("", "x" * 5000, "9" * 40, "NaN", "{"):
                    for address in addresses:
                        with undone():
                            answer = console.post(address, dict.fromkeys(names, value))
                        assert not faults, f"{address} {value[:40]!r}\n{faults[0]}"
                        assert answer.status_code < 500, f"{address} {value[:40]!r}"
                for action in [*actions, "delete_selected", "nothing"]:
                    for chosen in ([], ["x"], [str(row.pk)] if row else []):
                        with undone():
                            answer = console.post(base, {"action": action, "_selected_action": chosen})
                        assert not faults, f"{base} {action} {chosen}\n{faults[0]}"
                        assert answer.status_code < 500, f"{base} {action} {chosen}"
