"""Sign-up over HTTP: a code proves the e-mail address or the phone number."""

from __future__ import annotations

import json
from typing import Any

import pytest
from factories.accounts import make_user

from accounts.models import ConsentRecord, User

pytestmark = pytest.mark.django_db

TERMS = {"accept_terms": True}


class TestSignUp:
    def test_by_email_code(self, person: Any) -> None:
        answer = person.auth("auth/signup", {"email": "Asha@Example.org", "name": "Asha Devi", **TERMS})
        assert answer.status_code == 401
        assert answer.json()["code"] == "sign_in_pending"
        assert {"id": "verify_email", "is_pending": True} in answer.json()["data"]["flows"]
        assert person.send("GET", "/api/v1/me").status_code == 401
        answer = person.auth("auth/email/verify", {"key": person.code_by_mail()})
        assert answer.status_code == 200
        assert answer.json()["meta"]["is_authenticated"] is True
        user = User.objects.get()
        assert (user.email, user.name, user.phone) == ("asha@example.org", "Asha Devi", None)
        assert not user.has_usable_password()

    def test_by_phone_code(self, person: Any) -> None:
        answer = person.auth("auth/signup", {"phone": "98765 43210", "language": "hi", **TERMS})
        assert answer.status_code == 401
        assert {"id": "verify_phone", "is_pending": True} in answer.json()["data"]["flows"]
        answer = person.auth("auth/phone/verify", {"code": person.code_by_sms()})
        assert answer.status_code == 200
        user = User.objects.get()
        assert (user.phone, user.email, user.language) == ("+919876543210", None, "hi")
        assert user.phone_verified_at is not None
        assert "साइन-इन कोड" in person.sms()[0]["text"]

    def test_notes_the_consents_and_never_assumes_marketing(self, person: Any) -> None:
        person.auth("auth/signup", {"email": "a@example.org", **TERMS})
        assert set(ConsentRecord.objects.values_list("purpose", "version", "is_given")) == {
            ("terms", "2026-11-01", True),
            ("privacy", "2026-11-01", True),
        }

    @pytest.mark.parametrize(
        ("body", "pointer", "code"),
        [
            ({"email": "a@example.org"}, "/accept_terms", "required"),
            ({"email": "a@example.org", "accept_terms": False}, "/accept_terms", "required"),
            ({**TERMS}, "/email", "required"),
            ({"email": "nonsense", **TERMS}, "/email", "invalid"),
            ({"phone": "12345", **TERMS}, "/phone", "invalid_phone"),
            ({"phone": "+14155552671", **TERMS}, "/phone", "invalid_phone"),
            ({"phone": {"a": 1}, **TERMS}, "/phone", "invalid_phone"),
            ({"email": "a@example.org", "phone": "9876543210", **TERMS}, "", "select_only_one"),
            ({"email": "a@example.org", "language": "xx", **TERMS}, "/language", "invalid_choice"),
        ],
    )
    def test_refuses_bad_input(self, person: Any, body: dict[str, Any], pointer: str, code: str) -> None:
        answer = person.auth("auth/signup", body)
        assert answer.status_code == 400
        assert answer["Content-Type"] == "application/problem+json"
        problem = answer.json()
        assert problem["code"] == "sign_in_input_invalid"
        assert (problem["errors"][0]["pointer"], problem["errors"][0]["code"]) == (pointer, code)
        assert not User.objects.exists()

    def test_ignores_rights_that_a_body_claims(self, person: Any) -> None:
        claimed = {"is_staff": True, "is_superuser": True, "role": "finance", "is_active": True, "password": "x" * 20}
        person.auth("auth/signup", {"email": "a@example.org", **TERMS, **claimed})
        user = User.objects.get()
        assert (user.is_staff, user.is_superuser, user.has_usable_password()) == (False, False, False)
        assert not user.role_grants.exists()

    @pytest.mark.parametrize("contact", [{"email": "known@example.org"}, {"phone": "+919876543210"}])
    def test_answers_alike_for_a_known_contact(self, person: Any, contact: dict[str, str]) -> None:
        user = make_user(**contact)
        answer = person.auth("auth/signup", {**contact, **TERMS})
        fresh = {"email": "new@example.org"} if "email" in contact else {"phone": "+919876543211"}
        other = type(person)(person.sms_folder).auth("auth/signup", {**fresh, **TERMS})
        assert _telling(answer) == _telling(other)
        assert User.objects.count() == 2
        texts = [m.body for m in person.mails()] + [m["text"] for m in person.sms()]
        assert any("already has an account" in text for text in texts)
        guess = person.auth(
            "auth/email/verify" if user.email else "auth/phone/verify",
            {"key": "123456"} if user.email else {"code": "123456"},
        )
        assert guess.status_code == 400
        assert guess.json()["errors"][0]["code"] == "incorrect_code"

    def test_limits_the_codes_for_one_phone(self, person: Any) -> None:
        answers = [person.auth("auth/signup", {"phone": "9876543210", **TERMS}).status_code for _ in range(2)]
        assert answers == [401, 429]


def _telling(answer: Any) -> Any:
    body = {k: v for k, v in answer.json().items() if k not in {"request_id", "meta"}}
    return answer.status_code, json.dumps(body, sort_keys=True)
