"""SMS at home: into a file per message or onto the console, so that a person can read the code."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from django.conf import settings

from accounts.notices.errors import GatewayUnavailable
from common import clock


class FileSms:
    """Writes ``<time>-<reference>.json`` with ``to`` and ``text`` into ``SMS_FILE_DIR``."""

    def send(self, *, to: str, text: str, template: str, reference: str) -> None:
        """Write the message; raises ``GatewayUnavailable`` when the folder cannot be written."""
        sent_at = clock.now()
        message = {"to": to, "text": text, "template": template, "reference": reference, "sent_at": sent_at.isoformat()}
        folder = Path(settings.SMS_FILE_DIR)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path = folder / f"{sent_at:%Y%m%d-%H%M%S-%f}-{reference}.json"
            path.write_text(json.dumps(message, ensure_ascii=False, indent=1), encoding="utf-8")
        except OSError as error:
            raise GatewayUnavailable(f"cannot write to {folder}: {error.strerror}") from error


class ConsoleSms:
    """Prints the message on standard error."""

    def send(self, *, to: str, text: str, template: str, reference: str) -> None:
        """Print the message."""
        sys.stderr.write(f"SMS to {to} ({template}, {reference}): {text}\n")
