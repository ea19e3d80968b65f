"""The mail and SMS of the demo's people, as the development gateways leave them in files."""

from __future__ import annotations

import email
import email.policy
import json
import re
from pathlib import Path


class Mailbox:
    """Reads what was sent to a contact, newest last."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def texts(self, contact: str) -> list[str]:
        """Every message to an e-mail address or phone number, oldest first."""
        return self._mails(contact) if "@" in contact else self._messages(contact)

    def code(self, contact: str, *, after: int = 0) -> str:
        """The newest one-time code among the messages after the first ``after``; empty while there is none."""
        for text in reversed(self.texts(contact)[after:]):
            found = re.search(r"(?<![\w+-])(\d{6})(?![\w-])", text)
            if found:
                return found.group(1)
        return ""

    def _mails(self, contact: str) -> list[str]:
        found: list[tuple[str, str]] = []
        for path in (self.folder / "mail").glob("*.log"):
            for raw in path.read_bytes().split(b"\n" + b"-" * 79 + b"\n"):
                message = email.message_from_bytes(raw.strip(), policy=email.policy.default)
                body = message.get_body(("plain",))
                if contact.lower() in str(message["To"]).lower() and body is not None:
                    found.append((path.name, f"{message['Subject']}\n{body.get_content()}"))
        return [text for _, text in sorted(found, key=lambda pair: pair[0])]

    def _messages(self, contact: str) -> list[str]:
        notes = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((self.folder / "sms").glob("*.json"))]
        return [str(note["text"]) for note in notes if note["to"] == contact]
