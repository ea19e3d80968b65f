"""Sign-in over HTTP by code, password and second factor; its limits."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core import mail
from factories.accounts import make_user

from accounts.models import Notice, User

pytestmark = pytest.mark.django_db


class TestSignInByCode:
    def test_by_email(self, person: Any) -> None:
        make_user("asha@example.org")
        answer = person.auth("auth/code/request", {"email": "ASHA@example.org"})
        assert (answer.status_code, answer.json()["code"]) == (401, "sign_in_pending")
        answer = person.auth("auth/code/confirm", {"code": person.code_by_mail()})
        assert answer.status_code == 200
        assert person.auth("auth/session", method="GET").json()["data"]["user"]["email"] == "asha@example.org"

    def test_by_phone(self, person: Any) -> None:
        make_user(phone="+919876543210")
        person.auth("auth/code/request", {"phone": "098765-43210"})
        assert person.auth("auth/code/confirm", {"code": person.code_by_sms()}).status_code == 200

    def test_refuses_a_wrong_code_and_forgets_after_three(self, person: Any) -> None:
        make_user("asha@example.org")
        person.auth("auth/code/request", {"email": "asha@example.org"})
        right = person.code_by_mail()
        wrong = "000000" if right != "000000" else "111111"
        answers = [person.auth("auth/code/confirm", {"code": wrong}) for _ in range(3)]
        assert [a.status_code for a in answers] == [400, 400, 400]
        assert answers[0].json()["errors"] == [
            {"pointer": "/code", "code": "incorrect_code", "detail": "Incorrect code."}
        ]
        late = person.auth("auth/code/confirm", {"code": right})
        assert (late.status_code, late.json()["code"]) == (409, "sign_in_step_unfit")

    def test_refuses_an_expired_code(self, person: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        make_user("asha@example.org")
        person.auth("auth/code/request", {"email": "asha@example.org"})
        code = person.code_by_mail()
        real = time.time
        monkeypatch.setattr("allauth.account.internal.flows.code_verification.time.time", lambda: real() + 601)
        assert person.auth("auth/code/confirm", {"code": code}).status_code == 409

    def test_refuses_a_code_of_somebody_else(self, person: Any) -> None:
        make_user("asha@example.org")
        person.auth("auth/code/request", {"email": "asha@example.org"})
        code = person.code_by_mail()
        thief = type(person)(person.sms_folder)
        assert thief.auth("auth/code/confirm", {"code": code}).status_code == 409

    @pytest.mark.parametrize("contact", ["email", "phone"])
    def test_answers_alike_for_an_unknown_contact(self, person: Any, contact: str) -> None:
        known = {"email": "asha@example.org"} if contact == "email" else {"phone": "+919876543210"}
        unknown = {"email": "nobody@example.org"} if contact == "email" else {"phone": "+919876543219"}
        make_user(**known)
        bodies = []
        for body in (known, unknown):
            someone = type(person)(person.sms_folder)
            first = someone.auth("auth/code/request", body)
            second = someone.auth("auth/code/confirm", {"code": "999999"})
            bodies.append([_telling(first), _telling(second)])
        assert bodies[0] == bodies[1]
        assert set(Notice.objects.values_list("template", flat=True)) == {
            "accounts.sign_in_code",
            "accounts.unknown_account",
        }

    @pytest.mark.parametrize("body", [{}, {"email": ""}, {"email": None}, {"phone": ""}, None])
    def test_refuses_a_body_without_contact(self, person: Any, body: Any) -> None:
        answer = person.auth("auth/code/request", body)
        assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, "contact_missing")

    def test_limits_the_codes_of_one_account(self, person: Any) -> None:
        make_user("asha@example.org")
        answers = [
            type(person)(person.sms_folder).auth("auth/code/request", {"email": "asha@example.org"}) for _ in range(4)
        ]
        assert [a.status_code for a in answers] == [401, 401, 401, 429]
        refused = answers[-1]
        assert refused["Content-Type"] == "application/problem+json"
        assert refused.json()["code"] == "too_many_requests"
        assert 800 < int(refused["Retry-After"]) <= 900
        assert refused["RateLimit-Policy"] == '"request_login_code";q=3;w=900'
        assert refused["RateLimit"].startswith('"request_login_code";r=0;t=')
        assert len(person.mails()) == 3

    def test_an_inactive_account_stays_out(self, person: Any) -> None:
        make_user(phone="+919876543210", is_active=False)
        person.auth("auth/code/request", {"phone": "+919876543210"})
        answer = person.auth("auth/code/confirm", {"code": person.code_by_sms()})
        assert answer.status_code == 401
        assert person.send("GET", "/api/v1/me").status_code == 401


class TestUnconfirmedAccount:
    def test_who_signed_up_first_with_another_address_gains_nothing(self, person: Any) -> None:
        thief = type(person)(person.sms_folder)
        thief.auth("auth/signup", {"email": "asha@example.org", "accept_terms": True, "password": "thiefs-password"})
        person.auth("auth/code/request", {"email": "asha@example.org"})
        assert person.auth("auth/code/confirm", {"code": person.code_by_mail()}).status_code == 200
        answer = thief.auth("auth/login", {"email": "asha@example.org", "password": "thiefs-password"})
        assert answer.status_code == 400
        assert User.objects.count() == 1


@pytest.mark.django_db(transaction=True)
class TestParallelGuesses:
    def test_evaluates_three_of_twenty(self, person: Any) -> None:
        make_user("asha@example.org")
        person.auth("auth/code/request", {"email": "asha@example.org"})
        token = person.token

        def guess(number: int) -> str:
            from django.db import connection

            someone = type(person)(person.sms_folder)
            someone.token = token
            try:
                return str(someone.auth("auth/code/confirm", {"code": f"{number:06}"}).json()["code"])
            finally:
                connection.close()

        with ThreadPoolExecutor(8) as pool:
            said = list(pool.map(guess, range(20)))
        assert said.count("sign_in_input_invalid") <= 3
        assert set(said) <= {"sign_in_input_invalid", "too_many_requests", "sign_in_step_unfit"}


class TestPassword:
    def test_can_be_set_once_signed_in_and_then_used(self, person: Any) -> None:
        make_user("asha@example.org")
        person.auth("auth/code/request", {"email": "asha@example.org"})
        person.auth("auth/code/confirm", {"code": person.code_by_mail()})
        assert person.auth("account/password/change", {"new_password": "short"}).status_code == 400
        assert person.auth("account/password/change", {"new_password": "madhubani-lotus-7"}).status_code == 200
        assert "A password was set" in person.mails()[-1].body
        other = type(person)(person.sms_folder)
        answer = other.auth("auth/login", {"email": "asha@example.org", "password": "madhubani-lotus-7"})
        assert answer.status_code == 200

    def test_wrong_and_unknown_are_alike(self, person: Any) -> None:
        make_user("asha@example.org", password="madhubani-lotus-7")
        said = [
            _telling(person.auth("auth/login", {"email": email, "password": "wrong-password"}))
            for email in ("asha@example.org", "nobody@example.org")
        ]
        assert said[0] == said[1]

    def test_ten_wrong_ones_close_the_account_for_a_while_by_either_contact(self, person: Any) -> None:
        user = make_user("asha@example.org", password="madhubani-lotus-7")
        User.objects.filter(pk=user.pk).update(phone="+919876543210", phone_verified_at=user.created_at)
        for number in range(10):
            contact = {"email": "asha@example.org"} if number % 2 else {"phone": "+919876543210"}
            assert person.auth("auth/login", {**contact, "password": f"wrong-{number}"}).status_code == 400
        answer = person.auth("auth/login", {"email": "asha@example.org", "password": "madhubani-lotus-7"})
        assert answer.status_code == 429
        assert 800 < int(answer["Retry-After"]) <= 900
        person.auth("auth/code/request", {"email": "asha@example.org"})
        assert person.auth("auth/code/confirm", {"code": person.code_by_mail()}).status_code == 200

    def test_can_be_set_anew_with_a_code(self, person: Any) -> None:
        make_user("asha@example.org", password="madhubani-lotus-7")
        assert person.auth("auth/password/request", {"email": "asha@example.org"}).status_code == 401
        code = person.code_by_mail()
        person.auth("auth/password/reset", {"key": code, "password": "jaipur-blue-pottery"})
        other = type(person)(person.sms_folder)
        answer = other.auth("auth/login", {"email": "asha@example.org", "password": "jaipur-blue-pottery"})
        assert answer.status_code == 200


class TestSession:
    def test_signs_out(self, person: Any) -> None:
        make_user("asha@example.org")
        person.auth("auth/code/request", {"email": "asha@example.org"})
        person.auth("auth/code/confirm", {"code": person.code_by_mail()})
        token = person.token
        answer = person.auth("auth/session", method="DELETE")
        assert (answer.status_code, answer.json()["meta"]["is_authenticated"]) == (401, False)
        person.token = token
        assert person.auth("auth/session", method="GET").json()["code"] == "session_token_invalid"

    def test_changes_the_phone_number_with_a_code(self, person: Any) -> None:
        user = make_user("asha@example.org")
        User.objects.filter(pk=user.pk).update(phone="+919876543210", phone_verified_at=user.created_at)
        person.auth("auth/code/request", {"email": "asha@example.org"})
        person.auth("auth/code/confirm", {"code": person.code_by_mail()})
        assert person.auth("account/phone", {"phone": "9876543211"}).status_code == 202
        assert person.auth("auth/phone/verify", {"code": person.code_by_sms()}).status_code == 200
        user.refresh_from_db()
        assert user.phone == "+919876543211"
        person.mails()
        assert "phone number of your account was changed" in mail.outbox[-1].body


def _telling(answer: Any) -> Any:
    return answer.status_code, {k: v for k, v in answer.json().items() if k not in {"request_id", "meta"}}
