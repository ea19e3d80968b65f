"""Notices are written with the caller's transaction and sent by the worker, once."""

from __future__ import annotations

import json
import smtplib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.db import transaction
from factories.accounts import make_user

from accounts.models import Notice
from accounts.notices import templates
from accounts.notices.errors import UnknownTemplate
from accounts.notices.gateways import mail as mail_gateway
from accounts.notices.services import MAX_ATTEMPTS, notify, notify_contact, send_notice
from common import clock, outbox
from common.outbox.models import OutboxMessage

pytestmark = pytest.mark.django_db(transaction=True)

TEMPLATE = templates.register(
    templates.NoticeTemplate(
        name="test.parcel",
        subject={"en": "Parcel {number}", "hi": "पार्सल {number}"},
        body={"en": "Parcel {number} is on its way.", "hi": "पार्सल {number} रास्ते में है।"},
        sms={"en": "Parcel {number} sent."},
    )
)


class TestNotify:
    def test_sends_an_email_in_the_persons_language(self) -> None:
        user = make_user("asha@example.org", language="hi")
        notice = notify(user=user, template="test.parcel", context={"number": "P-1"}, now=clock.now())
        assert mail.outbox == []
        outbox.drain_now()
        (sent,) = mail.outbox
        assert sent.subject == "पार्सल P-1"
        assert sent.body == "पार्सल P-1 रास्ते में है।"
        assert sent.to == ["asha@example.org"]
        assert sent.extra_headers == {"X-Notice-Id": str(notice.pk)}
        notice.refresh_from_db()
        assert (notice.status, notice.attempts, notice.error) == ("sent", 1, "")
        assert notice.sent_at is not None

    def test_falls_back_to_english(self) -> None:
        notice = notify_contact(
            email="a@example.org", language="ta", template="test.parcel", context={"number": 7}, now=clock.now()
        )
        assert notice.language == "en"

    def test_sends_an_sms_to_a_person_without_email(self, settings: Any, tmp_path: Path) -> None:
        settings.SMS_FILE_DIR = str(tmp_path / "sms")
        user = make_user(phone="+919876543210")
        notify(user=user, template="test.parcel", context={"number": "P-2"}, now=clock.now())
        outbox.drain_now()
        (file,) = (tmp_path / "sms").iterdir()
        message = json.loads(file.read_text())
        assert (message["to"], message["text"]) == ("+919876543210", "Parcel P-2 sent.")

    def test_is_undone_with_the_callers_transaction(self) -> None:
        user = make_user()
        with transaction.atomic():
            notify(user=user, template="test.parcel", context={"number": "P-3"}, now=clock.now())
            transaction.set_rollback(True)
        assert not Notice.objects.exists()
        assert not OutboxMessage.objects.exists()

    def test_refuses_an_unknown_template_and_a_missing_value(self) -> None:
        user = make_user()
        with pytest.raises(UnknownTemplate):
            notify(user=user, template="test.nothing", context={}, now=clock.now())
        with pytest.raises(KeyError, match="number"):
            notify(user=user, template="test.parcel", context={}, now=clock.now())
        assert not Notice.objects.exists()

    def test_tells_nobody_without_a_contact(self) -> None:
        assert notify_contact(template="test.parcel", context={"number": 1}, now=clock.now()) is None

    def test_keeps_newlines_of_a_value_out_of_the_subject(self) -> None:
        notify_contact(
            email="a@example.org", template="test.parcel", context={"number": "1\nBcc: x@example.org"}, now=clock.now()
        )
        outbox.drain_now()
        assert mail.outbox[0].subject == "Parcel 1 Bcc: x@example.org"
        assert mail.outbox[0].recipients() == ["a@example.org"]


class TestSendNotice:
    def test_sends_once_when_delivered_twice(self) -> None:
        notice = notify(user=make_user(), template="test.parcel", context={"number": 1}, now=clock.now())
        for _ in range(2):
            send_notice(notice_id=str(notice.pk), now=clock.now())
        assert len(mail.outbox) == 1

    def test_tries_again_while_the_server_is_away_and_then_gives_up(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def away(*args: Any, **kwargs: Any) -> int:
            raise smtplib.SMTPServerDisconnected("gone")

        monkeypatch.setattr(mail_gateway.EmailMessage, "send", away)
        notice = notify(user=make_user(), template="test.parcel", context={"number": 1}, now=clock.now())
        moment = clock.now()
        for attempt in range(1, MAX_ATTEMPTS + 1):
            moment += timedelta(hours=2)
            outbox.drain_now(now=moment)
            notice.refresh_from_db()
            assert notice.attempts == attempt
            assert notice.status == ("failed" if attempt == MAX_ATTEMPTS else "queued")
        assert notice.error == "the mail server cannot be used: SMTPServerDisconnected"

    def test_gives_up_at_once_when_refused_for_good(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(*args: Any, **kwargs: Any) -> int:
            raise smtplib.SMTPRecipientsRefused({"a@example.org": (550, b"no such user")})

        monkeypatch.setattr(mail_gateway.EmailMessage, "send", refuse)
        notice = notify_contact(email="a@example.org", template="test.parcel", context={"number": 1}, now=clock.now())
        outbox.drain_now()
        notice.refresh_from_db()
        assert (notice.status, notice.attempts) == ("failed", 1)

    def test_erases_a_secret_once_sent(self) -> None:
        notice = notify_contact(
            email="a@example.org", template="accounts.sign_in_code", context={"code": "731946"}, now=clock.now()
        )
        row = Notice.objects.filter(pk=notice.pk)
        assert "731946" not in str(row.values_list("recipient", "error", "template").get())
        outbox.drain_now()
        assert "731946" in mail.outbox[0].body
        assert row.get().context == {}

    def test_does_not_send_a_code_that_has_expired(self) -> None:
        notice = notify_contact(
            email="a@example.org", template="accounts.sign_in_code", context={"code": "731946"}, now=clock.now()
        )
        send_notice(notice_id=str(notice.pk), now=clock.now() + timedelta(minutes=16))
        notice.refresh_from_db()
        assert mail.outbox == []
        assert (notice.status, notice.context) == ("failed", {})
