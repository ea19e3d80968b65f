"""The second factor over HTTP: set up, asked for at the next sign-in, needed for staff work in production."""

from __future__ import annotations

import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from factories.accounts import make_staff

from accounts.models import Role

pytestmark = pytest.mark.django_db


def totp(secret: str) -> str:
    """The code that an authenticator app shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def sign_in(person: Any, email: str) -> Any:
    """Ask for a code and give it."""
    person.auth("auth/code/request", {"email": email})
    return person.auth("auth/code/confirm", {"code": person.code_by_mail()})


class TestSecondFactor:
    def test_is_set_up_and_then_asked_for(self, person: Any, settings: Any) -> None:
        settings.STAFF_SECOND_FACTOR_REQUIRED = True
        make_staff(Role.REVIEWER, email="meera@bazaar.example")
        assert sign_in(person, "meera@bazaar.example").status_code == 200
        shown = person.send("GET", "/api/v1/me").json()["second_factor"]
        assert shown == {"is_set_up": False, "is_used_now": False, "is_required": True}
        secret = person.auth("account/authenticators/totp", method="GET").json()["meta"]["secret"]
        wrong = person.auth("account/authenticators/totp", {"code": "000000"})
        assert wrong.json()["errors"][0]["code"] == "incorrect_code"
        assert person.auth("account/authenticators/totp", {"code": totp(secret)}).status_code == 200
        stored = Authenticator.objects.get(type="totp").data["secret"]
        assert secret not in stored

        again = type(person)(person.sms_folder)
        answer = sign_in(again, "meera@bazaar.example")
        assert (answer.status_code, answer.json()["code"]) == (401, "sign_in_pending")
        assert any(f["id"] == "mfa_authenticate" and f["is_pending"] for f in answer.json()["data"]["flows"])
        assert again.send("GET", "/api/v1/me").status_code == 401
        refused = person.auth("account/authenticators/recovery-codes", method="GET")
        assert (refused.status_code, refused.json()["code"]) == (401, "reauthentication_needed")
        codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
        assert again.auth("auth/2fa/authenticate", {"code": codes[0]}).status_code == 200
        shown = again.send("GET", "/api/v1/me").json()["second_factor"]
        assert shown == {"is_set_up": True, "is_used_now": True, "is_required": True}
