"""The SMS adapters."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.notices.errors import GatewayUnavailable, UndeliverableNotice
from accounts.notices.gateways import sms, sms_http
from common.outgoing import AddressRefused

MESSAGE = {
    "to": "+919876543210",
    "text": "123456 is your code",
    "template": "accounts.sign_in_code",
    "reference": "n-1",
}


class TestHttpSms:
    @pytest.fixture(autouse=True)
    def _configured(self, settings: Any) -> None:
        settings.SMS_GATEWAY = "http"
        settings.SMS_HTTP_URL = "https://sms.example/send"
        settings.SMS_HTTP_TOKEN = "token"
        settings.SMS_DLT_ENTITY_ID = "1101"
        settings.SMS_DLT_TEMPLATE_IDS = {"accounts.sign_in_code": "1107"}

    def test_names_entity_and_template(self, monkeypatch: pytest.MonkeyPatch) -> None:
        calls: list[Any] = []

        def answer(url: str, **call: Any) -> int:
            calls.append((url, call))
            return 202

        monkeypatch.setattr(sms_http, "post_json", answer)
        sms.send_sms(**MESSAGE)
        ((url, call),) = calls
        assert url == "https://sms.example/send"
        assert call["body"] == {
            "to": "+919876543210",
            "text": "123456 is your code",
            "sender": "ODOPBZ",
            "entity_id": "1101",
            "template_id": "1107",
        }
        assert call["headers"] == {"Authorization": "Bearer token", "Idempotency-Key": "n-1"}

    @pytest.mark.parametrize(
        ("status", "error"),
        [(400, UndeliverableNotice), (422, UndeliverableNotice), (401, GatewayUnavailable), (503, GatewayUnavailable)],
    )
    def test_tells_final_from_passing_refusals(
        self, monkeypatch: pytest.MonkeyPatch, status: int, error: type[Exception]
    ) -> None:
        monkeypatch.setattr(sms_http, "post_json", lambda url, **call: status)
        with pytest.raises(error):
            sms.send_sms(**MESSAGE)

    def test_does_not_call_private_addresses(self, settings: Any) -> None:
        settings.SMS_HTTP_URL = "https://127.0.0.1/send"
        with pytest.raises(GatewayUnavailable) as caught:
            sms.send_sms(**MESSAGE)
        assert isinstance(caught.value.__cause__, AddressRefused)


class TestConsoleSms:
    def test_prints(self, settings: Any, capsys: pytest.CaptureFixture[str]) -> None:
        settings.SMS_GATEWAY = "console"
        sms.send_sms(**MESSAGE)
        assert "123456 is your code" in capsys.readouterr().err


class TestFileSms:
    def test_says_when_it_cannot_write(self, settings: Any, tmp_path: Any) -> None:
        (tmp_path / "sms").write_text("a file in the way")
        settings.SMS_GATEWAY = "file"
        settings.SMS_FILE_DIR = str(tmp_path / "sms")
        with pytest.raises(GatewayUnavailable, match="cannot write"):
            sms.send_sms(**MESSAGE)
