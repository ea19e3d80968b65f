"""Text from outside: normalised, without control characters and direction tricks."""

from __future__ import annotations

import re
import unicodedata

# Bidirectional overrides and isolates (Trojan-source style), and invisible format characters.
# ZWNJ (U+200C) and ZWJ (U+200D) stay: Indic scripts need them.
HIDDEN = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]")


def clean_text(value: str, *, multiline: bool = False) -> str:
    """NFC text, trimmed, without control, bidi-override and lone surrogate characters; one line unless asked."""
    text = unicodedata.normalize("NFC", value.encode("utf-8", "ignore").decode("utf-8"))
    text = HIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    kept = "".join(ch for ch in text if ch in "\n\t" or unicodedata.category(ch) not in {"Cc", "Cs", "Cn"})
    if multiline:
        return re.sub(r"\n{3,}", "\n\n", kept).strip()
    return re.sub(r"\s+", " ", kept).strip()
