"""Write notices and send them.

``notify`` and ``notify_contact`` only write: the row and its outbox message are part of the
caller's transaction, so a rolled-back sale tells nobody anything. The worker sends afterwards.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from accounts.notices import templates
from accounts.notices.errors import GatewayUnavailable, UndeliverableNotice
from accounts.notices.gateways import mail, sms
from accounts.notices.models import Notice
from accounts.notices.states import Channel, NoticeStatus
from accounts.notices.templates import NoticeTemplate
from accounts.people.models import User
from common import outbox

TOPIC = "accounts.notice_queued"
MAX_ATTEMPTS = 8


def notify(*, user: User, template: str, context: Mapping[str, Any], now: datetime) -> Notice | None:
    """Tell an account something, by e-mail if it has an address, else by SMS, in its own language.

    ``context`` fills the placeholders. Returns the queued notice, or None for an account with
    neither address nor phone. Raises ``UnknownTemplate``, and ``KeyError`` for a missing value.
    """
    return notify_contact(
        email=user.email or "",
        phone=user.phone or "",
        language=user.language,
        template=template,
        context=context,
        now=now,
        user=user,
    )


def notify_contact(
    *,
    template: str,
    context: Mapping[str, Any],
    now: datetime,
    email: str = "",
    phone: str = "",
    language: str = templates.FALLBACK_LANGUAGE,
    user: User | None = None,
) -> Notice | None:
    """Tell somebody at an e-mail address (preferred) or an E.164 phone number; for guests and codes."""
    if not email and not phone:
        return None
    channel = Channel.EMAIL if email else Channel.SMS
    words = templates.find(template)
    templates.render(words, channel=channel, language=language, context=context)
    return _queue(
        words, user=user, channel=channel, recipient=email or phone, language=language, context=context, now=now
    )


@transaction.atomic
def _queue(
    words: NoticeTemplate,
    *,
    user: User | None,
    channel: Channel,
    recipient: str,
    language: str,
    context: Mapping[str, Any],
    now: datetime,
) -> Notice:
    notice = Notice.objects.create(
        user=user,
        channel=channel,
        recipient=recipient,
        template=words.name,
        language=words.text_language(language),
        context_json=json.dumps({key: str(value) for key, value in context.items()}, ensure_ascii=False),
        expires_at=now + words.valid_for if words.valid_for else None,
    )
    outbox.enqueue(topic=TOPIC, payload={"notice_id": str(notice.pk)}, key=str(notice.pk))
    return notice


def send_notice(*, notice_id: str, now: datetime) -> None:
    """Send a queued notice once; a notice that is gone, sent or failed is left alone.

    A temporary failure is raised again, so that the outbox tries later with growing pauses; after
    ``MAX_ATTEMPTS``, past its validity, or when the other side refuses for good, the notice fails.
    The mail server or operator is called outside any transaction.
    """
    notice = Notice.objects.queued().filter(pk=notice_id).first()
    if notice is None:
        return
    if notice.expires_at is not None and notice.expires_at <= now:
        _close(notice, status=NoticeStatus.FAILED, now=now, error="not sent in time; its content has expired")
        return
    Notice.objects.filter(pk=notice.pk).update(attempts=F("attempts") + 1, updated_at=now)
    try:
        _hand_over(notice)
    except UndeliverableNotice as error:
        _close(notice, status=NoticeStatus.FAILED, now=now, error=str(error))
    except GatewayUnavailable as error:
        if notice.attempts + 1 >= MAX_ATTEMPTS:
            _close(notice, status=NoticeStatus.FAILED, now=now, error=str(error))
            return
        Notice.objects.filter(pk=notice.pk).update(error=str(error)[:500], updated_at=now)
        raise
    else:
        _close(notice, status=NoticeStatus.SENT, now=now, error="")


def _hand_over(notice: Notice) -> None:
    words = templates.find(notice.template)
    channel = Channel(notice.channel)
    message = templates.render(words, channel=channel, language=notice.language, context=notice.context)
    if channel == Channel.EMAIL:
        mail.send_mail(to=notice.recipient, subject=message.subject, text=message.text, reference=str(notice.pk))
    else:
        sms.send_sms(to=notice.recipient, text=message.text, template=notice.template, reference=str(notice.pk))


def _close(notice: Notice, *, status: NoticeStatus, now: datetime, error: str) -> None:
    secret = templates.find(notice.template).secret
    changes: dict[str, Any] = {"status": status, "error": error[:500], "updated_at": now}
    if status == NoticeStatus.SENT:
        changes["sent_at"] = now
    if secret:
        changes["context_json"] = ""
    Notice.objects.filter(pk=notice.pk).update(**changes)
