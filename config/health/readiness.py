"""Runs all probes side by side, each against a deadline, and remembers the answer for a moment.

The deadline keeps a hanging dependency from hanging the answer; a probe that still hangs is not started
again, so a monitor that asks every second cannot pile up threads.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as Late
from dataclasses import dataclass

from config.health.probes import Unwell, probe_broker, probe_database, probe_migrations, probe_storage

log = logging.getLogger(__name__)

DEADLINE_SECONDS = 4.0
REMEMBER_SECONDS = 1.0
PROBES: Mapping[str, Callable[[], None]] = {
    "database": probe_database,
    "migrations": probe_migrations,
    "broker": probe_broker,
    "storage": probe_storage,
}


@dataclass(frozen=True)
class Check:
    """The outcome of one probe; `problem` and `remedy` are empty when it is well."""

    name: str
    is_ok: bool
    problem: str = ""
    remedy: str = ""


class Readiness:
    """The probes, what is still running of them, and the last answer."""

    def __init__(self, probes: Mapping[str, Callable[[], None]]) -> None:
        self._probes = probes
        self._pool = ThreadPoolExecutor(max_workers=len(probes), thread_name_prefix="readiness")
        self._running: dict[str, Future[None]] = {}
        self._lock = threading.Lock()
        self._last: tuple[float, list[Check]] | None = None

    def checks(self) -> list[Check]:
        """Every check, at most a second old, within about `DEADLINE_SECONDS`."""
        with self._lock:
            if self._last is None or time.monotonic() - self._last[0] > REMEMBER_SECONDS:
                self._last = (time.monotonic(), self._probe_all())
            return self._last[1]

    def _probe_all(self) -> list[Check]:
        deadline = time.monotonic() + DEADLINE_SECONDS
        for name, probe in self._probes.items():
            if name not in self._running:
                self._running[name] = self._pool.submit(probe)
        return [self._outcome(name, deadline) for name in self._probes]

    def _outcome(self, name: str, deadline: float) -> Check:
        running = self._running[name]
        try:
            error = running.exception(timeout=max(0.0, deadline - time.monotonic()))
        except Late:
            problem = f"No answer within {DEADLINE_SECONDS:.0f} seconds"
            return Check(name, False, problem, "See whether it is overloaded or the network drops packets.")
        del self._running[name]
        if error is None:
            return Check(name, True)
        if isinstance(error, Unwell):
            return Check(name, False, error.problem, error.remedy)
        log.error("readiness probe %s failed", name, exc_info=error)
        return Check(name, False, f"Unexpected {type(error).__name__}", "Look into the log for its trace.")


readiness = Readiness(PROBES)
