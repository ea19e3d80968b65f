"""A client that signs people in over HTTP and reads what was sent to them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.http import HttpResponse
from django.test import Client

from common import outbox

BASE = "/_allauth/app/v1"


class Person:
    """Somebody with an app, a mailbox and a phone."""

    def __init__(self, sms_folder: Path) -> None:
        self.client = Client(raise_request_exception=False)
        self.token = ""
        self.sms_folder = sms_folder

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> HttpResponse:
        """Call an address; the session token is sent and kept as an app would."""
        if self.token:
            headers["X-Session-Token"] = self.token
        content = "" if body is None else json.dumps(body)
        answer = self.client.generic(method, path, content, content_type="application/json", headers=headers)
        meta = answer.json().get("meta") or {} if answer.content else {}
        self.token = meta.get("session_token", self.token)
        return answer

    def auth(self, path: str, body: Any = None, method: str = "POST") -> HttpResponse:
        """Call one of allauth's addresses."""
        return self.send(method, f"{BASE}/{path}", body)

    def sms(self) -> list[dict[str, str]]:
        """Messages on the phone, oldest first."""
        outbox.drain_now()
        if not self.sms_folder.exists():
            return []
        return [json.loads(file.read_text()) for file in sorted(self.sms_folder.iterdir())]

    def mails(self) -> list[Any]:
        """Messages in the mailbox, oldest first."""
        outbox.drain_now()
        return mail.outbox

    def code_by_mail(self) -> str:
        """The code in the latest mail."""
        return re.search(r"^ {4}(\d{6})$", self.mails()[-1].body, re.MULTILINE)[1]

    def code_by_sms(self) -> str:
        """The code in the latest SMS."""
        return re.search(r"\b(\d{6})\b", self.sms()[-1]["text"])[1]


@pytest.fixture
def person(settings: Any, tmp_path: Path) -> Person:
    """A person nobody knows yet."""
    settings.SMS_FILE_DIR = str(tmp_path / "sms")
    return Person(tmp_path / "sms")
