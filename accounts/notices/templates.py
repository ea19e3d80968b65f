"""The registry of notice templates: each room registers its own when its app is ready.

A template has a subject and a body per language (English always, Hindi where we have it); an SMS
uses ``sms`` when given, else the body. Placeholders are ``{name}``; every value is cleaned to plain
text before it is filled in, and a missing value is an error when the notice is written, not later.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from accounts.notices.errors import UnknownTemplate
from accounts.notices.states import Channel
from common.text import clean_text

FALLBACK_LANGUAGE = "en"
MAX_SUBJECT = 150


@dataclass(frozen=True)
class NoticeTemplate:
    """The words of one kind of notice, by language code.

    ``secret``: the filled values (a one-time code) are erased as soon as the notice is sent or has
    failed. ``valid_for``: after this time the notice is worthless and is not sent any more.
    """

    name: str
    subject: Mapping[str, str]
    body: Mapping[str, str]
    sms: Mapping[str, str] = field(default_factory=dict)
    secret: bool = False
    valid_for: timedelta | None = None

    def __post_init__(self) -> None:
        if FALLBACK_LANGUAGE not in self.subject or FALLBACK_LANGUAGE not in self.body:
            raise ValueError(f"notice template {self.name} has no English text")

    def text_language(self, wanted: str) -> str:
        """The wanted language when the template speaks it, else English."""
        return wanted if wanted in self.body else FALLBACK_LANGUAGE


@dataclass(frozen=True)
class Message:
    """A notice in words, ready to be sent. ``subject`` is empty for an SMS."""

    subject: str
    text: str


_templates: dict[str, NoticeTemplate] = {}


def register(template: NoticeTemplate) -> NoticeTemplate:
    """Add a template; the same name with other words raises ``ValueError``."""
    known = _templates.setdefault(template.name, template)
    if known != template:
        raise ValueError(f"notice template {template.name} is registered twice")
    return template


def find(name: str) -> NoticeTemplate:
    """The template of that name; raises ``UnknownTemplate``."""
    try:
        return _templates[name]
    except KeyError:
        raise UnknownTemplate(f"no notice template named {name}; register it when the app is ready") from None


def registered() -> list[NoticeTemplate]:
    """All templates by name."""
    return [_templates[name] for name in sorted(_templates)]


def render(template: NoticeTemplate, *, channel: Channel, language: str, context: Mapping[str, Any]) -> Message:
    """Fill a template for a channel; raises ``KeyError`` naming a value that is missing."""
    spoken = template.text_language(language)
    values = {key: clean_text(str(value), multiline=True) for key, value in context.items()}
    if channel == Channel.SMS:
        words = template.sms.get(spoken) or template.sms.get(FALLBACK_LANGUAGE) or template.body[spoken]
        return Message(subject="", text=words.format_map(values).strip())
    subject = template.subject.get(spoken, template.subject[FALLBACK_LANGUAGE])
    return Message(
        subject=clean_text(subject.format_map(values))[:MAX_SUBJECT],
        text=template.body[spoken].format_map(values).strip(),
    )
