"""What a refusal must look like, and a way to see that it changed nothing."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import connection, transaction

PROBLEM = "application/problem+json"
# What a refused request may leave behind: sessions, counters, kept answers, the trail of who read what.
BESIDES = {"sessions.Session", "common.IdempotencyRecord", "common.AuditEvent"}


def assert_refused(answer: Any, status: int | set[int], code: str, pointer: str | None = None) -> dict[str, Any]:
    """The answer is a problem document with this status and code, whose errors name the field; hands it back."""
    statuses = {status} if isinstance(status, int) else status
    assert answer.status_code in statuses, (answer.status_code, answer.content[:500])
    assert answer["Content-Type"] == PROBLEM
    problem: dict[str, Any] = answer.json()
    assert problem["code"] == code, problem
    assert problem["status"] == answer.status_code
    assert problem["detail"]
    assert problem["request_id"] == answer["X-Request-Id"]
    assert problem["type"].endswith(f"#{code}")
    if pointer is not None:
        assert pointer in [issue["pointer"] for issue in problem["errors"]], problem
    return problem


def row_counts() -> dict[str, int]:
    """How many rows each table of ours holds, in one query."""
    models = [m for m in apps.get_models() if m._meta.managed and m._meta.label not in BESIDES]
    counts = " UNION ALL ".join(
        f"SELECT '{m._meta.label}', count(*) FROM {connection.ops.quote_name(m._meta.db_table)}" for m in models
    )
    with connection.cursor() as cursor:
        cursor.execute(counts)
        return dict(cursor.fetchall())


@contextmanager
def nothing_stored() -> Iterator[None]:
    """No table has a row more or less at the end."""
    before = row_counts()
    yield
    after = row_counts()
    changed = {name: (before[name], after[name]) for name in before if before[name] != after[name]}
    assert not changed, f"rows before and after: {changed}"


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is written meanwhile is rolled back; the code within may open durable transactions all the same."""
    block = transaction.atomic()
    block._from_testcase = True  # type: ignore[attr-defined]  # what Django's TestCase does
    with block:
        yield
        transaction.set_rollback(True)


class _FaultLog(logging.Handler):
    """Collects the faults that were logged behind a clean 500."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.seen: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the traceback's end."""
        if record.exc_info and record.exc_info[1] is not None:
            self.seen.append("".join(traceback.format_exception(record.exc_info[1], limit=-6)))


@contextmanager
def watched_faults() -> Iterator[list[str]]:
    """What raised while answering; a clean 500 tells nothing."""
    handler = _FaultLog()
    loggers = [logging.getLogger(name) for name in ("common.api.problems", "django.request")]
    for logger in loggers:
        logger.addHandler(handler)
    try:
        yield handler.seen
    finally:
        for logger in loggers:
            logger.removeHandler(handler)
