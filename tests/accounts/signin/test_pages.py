"""The sign-in pages for browsers, as a person uses them."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from factories.accounts import make_user

from accounts.models import User

pytestmark = pytest.mark.django_db


class TestPages:
    def test_sign_in_by_password_with_e_mail_or_phone(self) -> None:
        user = make_user("asha@example.org", password="madhubani-lotus-7")
        User.objects.filter(pk=user.pk).update(phone="+919876543210", phone_verified_at=user.created_at)
        for login in ("asha@example.org", "+919876543210"):
            client = Client()
            answer = client.post("/accounts/login/", {"login": login, "password": "madhubani-lotus-7"})
            assert (answer.status_code, answer.url) == (302, "/api/docs/"), login
            assert client.get("/api/v1/me").status_code == 200

    def test_sign_in_by_code(self, person: Any) -> None:
        make_user("asha@example.org")
        client = Client()
        answer = client.post("/accounts/login/code/", {"email": "asha@example.org"})
        assert (answer.status_code, answer.url) == (302, "/accounts/login/code/confirm/")
        answer = client.post("/accounts/login/code/confirm/", {"action": "verify", "code": person.code_by_mail()})
        assert (answer.status_code, answer.url) == (302, "/api/docs/")
        assert client.get("/api/v1/me").json()["email"] == "asha@example.org"

    @pytest.mark.parametrize("form", [{}, {"email": ""}, {"email": "asha@example.org", "phone": "9876543210"}])
    def test_a_code_goes_to_one_contact(self, person: Any, form: dict[str, str]) -> None:
        answer = Client(raise_request_exception=False).post("/accounts/login/code/", form)
        assert (answer.status_code, answer.context["form"].is_valid()) == (200, False)
        assert (person.mails(), person.sms()) == ([], [])

    def test_sign_up_by_phone_notes_the_consents(self, person: Any) -> None:
        client = Client()
        form = {"phone": "98765 43210", "name": "Asha", "accept_terms": "on"}
        assert client.post("/accounts/signup/", {**form, "accept_terms": ""}).status_code == 200
        assert client.post("/accounts/signup/", form).status_code == 302
        answer = client.post("/accounts/phone/verify/", {"action": "verify", "code": person.code_by_sms()})
        assert answer.status_code == 302
        user = User.objects.get()
        assert (user.phone, user.consents.count()) == ("+919876543210", 2)
        assert client.get("/api/v1/me").status_code == 200

    def test_writes_need_the_csrf_token(self) -> None:
        client = Client(enforce_csrf_checks=True)
        client.force_login(make_user())
        answer = client.patch("/api/v1/me", {"name": "Thief"}, content_type="application/json")
        assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
        assert User.objects.get().name == ""
