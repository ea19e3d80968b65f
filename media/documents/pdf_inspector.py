"""Child process that opens an untrusted PDF with qpdf: `python pdf_inspector.py < file.pdf`.

It prints one word, `sound`, `unreadable`, `encrypted` or `active`. It runs alone, with little memory and time, so
that a decompression bomb or a parser's defect costs a child and never a web worker. It imports nothing of
the project. Active means: a script, a launch or submit action, XFA, a rich-media annotation or an attached file.
"""

from __future__ import annotations

import io
import resource
import sys
from typing import Any

import pikepdf

MEMORY_BYTES = 512 * 1024 * 1024
CPU_SECONDS = 10
MAX_PAGES = 200
MAX_OBJECTS = 100_000
ACTIVE_KEYS = frozenset({"/JS", "/JavaScript", "/EmbeddedFile", "/EmbeddedFiles", "/EF", "/XFA", "/RichMediaContent"})
ACTIVE_ACTIONS = frozenset({"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/RichMediaExecute", "/GoToE"})
NESTING = 40


def limit_resources() -> None:
    """Bound memory and processor time of this process."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))


def is_active(value: Any, depth: int = 0) -> bool:
    """Whether an object holds an active key or action; other indirect objects are looked at by themselves."""
    if depth > NESTING:
        return True
    if isinstance(value, pikepdf.Array):
        return any(is_active(each, depth + 1) for each in value if not _indirect(each))
    if not isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        return False
    named = value.stream_dict if isinstance(value, pikepdf.Stream) else value
    if ACTIVE_KEYS.intersection(named.keys()) or str(named.get("/S", "")) in ACTIVE_ACTIONS:
        return True
    return any(is_active(each, depth + 1) for _, each in named.items() if not _indirect(each))


def _indirect(value: Any) -> bool:
    return isinstance(value, pikepdf.Object) and value.is_indirect


def hides_something(pdf: pikepdf.Pdf) -> bool:
    """Whether qpdf could not unpack a stream of objects (damaged, or larger than our memory): unseen is not sound."""
    return any("decod" in warning or "unfilterable" in warning for warning in pdf.get_warnings())


def verdict(content: bytes) -> str:
    """Open, count pages and objects, and look at each object."""
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if pdf.is_encrypted:
                return "encrypted"
            if not 1 <= len(pdf.pages) <= MAX_PAGES or len(pdf.objects) > MAX_OBJECTS:
                return "unreadable"
            if any(is_active(each) for each in pdf.objects):
                return "active"
            return "unreadable" if hides_something(pdf) else "sound"
    except pikepdf.PasswordError:
        return "encrypted"
    except (pikepdf.PdfError, MemoryError, RecursionError, ValueError, TypeError):
        return "unreadable"


if __name__ == "__main__":
    limit_resources()
    sys.stdout.write(verdict(sys.stdin.buffer.read()))
