"""The set of services that one launcher started, in order, and their end in reverse."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from config.dev.postgres import EmbeddedPostgres
from config.dev.processes import Service, left_behind, start, stop_all
from config.dev.var_folder import VarFolder
from config.dev.waiting import Patience

Started = TypeVar("Started")


class Stack:
    """Starts services one after the other, remembers them and stops all of them, stores last."""

    def __init__(self, var: VarFolder, patience: Patience) -> None:
        self.var = var
        self.patience = patience
        self.stores: list[Service] = []
        self.workers: list[Service] = []

    def sweep(self) -> list[str]:
        """Stop what a killed launcher left running in this folder; says the names."""
        orphans = left_behind(self.var)
        server = EmbeddedPostgres(self.var, self.patience, {}).leftover()
        if server is not None and server.process.pid not in {orphan.process.pid for orphan in orphans}:
            orphans.append(server)
        stores = [orphan for orphan in orphans if orphan.name in {"postgres", "broker"}]
        stop_all([orphan for orphan in orphans if orphan not in stores])
        stop_all(stores)
        return [orphan.name for orphan in orphans]

    def add_store(self, begin: Callable[[], tuple[Service, str]]) -> str:
        """Start a database or broker and say its URL."""
        service, url = begin()
        self.stores.append(service)
        return url

    def add(self, name: str, command: Sequence[str], environment: Mapping[str, str]) -> Service:
        """Start one Python process of the bazaar."""
        service = start(self.var, name, [sys.executable, *command], environment=environment)
        self.workers.append(service)
        return service

    def run_to_end(self, name: str, command: Sequence[str], environment: Mapping[str, str], *, seconds: float) -> None:
        """Run one step and wait for it. Raises `LaunchProblem` when it fails or takes too long."""
        service = self.add(name, command, environment)
        ended = self.patience.until(lambda: service.exit_code() is not None, seconds=seconds)
        if not ended or service.exit_code() != 0:
            what = "failed" if ended else f"was not finished after {seconds:.0f} seconds"
            raise service.problem(f"The step `{name}` {what}.")
        self.workers.remove(service)
        service.make_sure_it_stops(time.monotonic())

    def first_ended(self) -> Service | None:
        """A service that ended by itself; None while all run."""
        return next((s for s in (*self.stores, *self.workers) if s.exit_code() is not None), None)

    def stop(self) -> None:
        """Stop everything that was started here and nothing else. A second Ctrl-C does not cut it short."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        stop_all(self.workers)
        stop_all(list(reversed(self.stores)))
        self.workers, self.stores = [], []
