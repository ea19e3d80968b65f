"""`make run`: the whole bazaar on one machine, from nothing to printed addresses, and an orderly end."""

from __future__ import annotations

import http.client
import ipaddress
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from config.dev import banner, ports
from config.dev.broker import start_broker
from config.dev.postgres import EmbeddedPostgres
from config.dev.prepared import PreparedMark
from config.dev.problems import LaunchProblem, StopRequested
from config.dev.processes import Service
from config.dev.stack import Stack
from config.dev.var_folder import VarFolder
from config.dev.waiting import Patience
from config.env import DEBUG, VAR_DIR, env

PREPARE_SECONDS = 300.0
READY_SECONDS = 60.0
WATCH_SECONDS = 0.5
GUNICORN = (
    "-m",
    "gunicorn",
    "config.wsgi:application",
    "--no-control-socket",
    "--worker-class",
    "gthread",
    "--worker-tmp-dir",
)
CELERY = ("-m", "celery", "-A", "config")
Result = TypeVar("Result")


@dataclass
class Launcher:
    """One run: what it listens on, what it started."""

    host: str
    port: int
    var: VarFolder = field(default_factory=lambda: VarFolder(VAR_DIR))
    environment: dict[str, str] = field(default_factory=lambda: dict(os.environ))
    doing: str = "`make run`"

    def __post_init__(self) -> None:
        self.patience = Patience()
        self.stack = Stack(self.var, self.patience)
        self.has_own_database = not self.environment.get("DATABASE_URL")
        self.began = time.monotonic()

    @property
    def address(self) -> str:
        """Where a browser on this machine finds the bazaar."""
        return f"http://{self._local_host}:{self.port}"

    @property
    def _local_host(self) -> str:
        everywhere = self.host == "" or (self.host[0].isdigit() and ipaddress.ip_address(self.host).is_unspecified)
        return "127.0.0.1" if everywhere else self.host

    def run(self) -> None:
        """Start everything, serve until a signal comes, stop everything. Raises `LaunchProblem`."""
        try:
            self.serve_during(self._open_until_stopped)
        except StopRequested:
            self._say("Stopped. Everything you stored is kept in var/.")

    def serve_during(self, work: Callable[[], Result], *, fresh: bool = False) -> Result:
        """Start everything, do `work`, stop everything; `fresh` begins with an empty database.

        Raises `LaunchProblem`, and `StopRequested` once all has stopped.
        """
        if not DEBUG:
            raise LaunchProblem(
                f"{self.doing} is for development and DEBUG is off in the environment or in .env. In production start "
                "gunicorn, the Celery worker and Celery beat under your own supervisor; docs/architecture.md shows how."
            )
        self.patience.listen()
        self.var.check_writable()
        self.var.claim(doing=self.doing)
        try:
            self._start(fresh=fresh)
            return work()
        except StopRequested:
            self._say("Stopping.")
            raise
        finally:
            self.stack.stop()
            self.var.release()

    def _start(self, *, fresh: bool) -> None:
        for name in self.stack.sweep():
            self._say(f"Stopped {name}, which a killed earlier run had left behind.")
        ports.require_port(self.host, self.port)
        self.var.note_holder(doing=self.doing, address=self.address)
        if fresh:
            self.var.empty()
        self._start_stores()
        self._set_addresses()
        self._step("Preparing database, registers and a small bazaar", self._prepare)
        self._step("Starting web, worker, beat and the Stripe simulator", self._serve)

    def _start_stores(self) -> None:
        if self.has_own_database:
            server = EmbeddedPostgres(self.var, self.patience, {})
            self._step("Starting PostgreSQL", lambda: self._embed("DATABASE_URL", server.start))
        if not (self.environment.get("REDIS_URL") or self.environment.get("CELERY_BROKER_URL")):
            self._step("Starting the broker", lambda: self._embed("REDIS_URL", self._broker))
            self.environment["CELERY_BROKER_URL"] = self.environment["REDIS_URL"]

    def _broker(self) -> tuple[Service, str]:
        return start_broker(self.var, self.patience)

    def _embed(self, variable: str, begin: Callable[[], tuple[Service, str]]) -> None:
        self.environment[variable] = self.stack.add_store(begin)

    def _set_addresses(self) -> None:
        self.environment.setdefault("PUBLIC_BASE_URL", self.address)
        self.environment |= {"PYTHONUNBUFFERED": "1", "VAR_DIR": str(self.var.root)}
        if not self.environment.get("STRIPE_SECRET_KEY"):
            self.simulator_port = ports.free_port()
            self.environment.setdefault("STRIPE_API_BASE", f"http://127.0.0.1:{self.simulator_port}/stripe-simulator")

    def _prepare(self) -> None:
        seed = env.bool("SEED", default=self.has_own_database)
        mark = PreparedMark(self.var.root / "postgres" / "prepared", seed=seed)
        if self.has_own_database and mark.is_current():
            return
        command = ["-m", "config.dev.prepare", *(["--seed"] if seed else [])]
        self.stack.run_to_end("prepare", command, self.environment, seconds=PREPARE_SECONDS)
        if self.has_own_database:
            mark.set()

    def _serve(self) -> None:
        folder = str(self.var.run)
        reload = ["--reload"] if env.bool("RELOAD", default=False) else ["--preload"]
        web = [*GUNICORN, folder, "--bind", f"{self.host}:{self.port}", "--workers", "2", "--threads", "8", *reload]
        self.stack.add("web", [*web, "--access-logfile", "-"], self.environment)
        if not self.environment.get("STRIPE_SECRET_KEY"):
            simulator = [*GUNICORN, folder, "--bind", f"127.0.0.1:{self.simulator_port}", "--threads", "16"]
            self.stack.add("simulator", simulator, self.environment)
        worker = [*CELERY, "worker", "--loglevel=INFO", "--concurrency=2", "--without-gossip", "--without-mingle"]
        self.stack.add("worker", worker, self.environment)
        beat = [*CELERY, "beat", "--loglevel=INFO", f"--pidfile={self.var.run / 'beat.pid'}"]
        (self.var.run / "beat.pid").unlink(missing_ok=True)
        self.stack.add("beat", beat, self.environment)
        ready = self.patience.until(
            lambda: self._ended() or is_ready(self._local_host, self.port), seconds=READY_SECONDS, step=0.2
        )
        if not ready:
            problem = "The bazaar did not get ready; /readyz names what is missing."
            raise self.stack.workers[0].problem(problem)

    def _ended(self) -> bool:
        ended = self.stack.first_ended()
        if ended is not None:
            self.var.check_writable()  # a full disk explains more than the log of what it broke
            raise ended.problem(f"{ended.name} ended by itself (exit code {ended.exit_code()}); the rest was stopped.")
        return False

    def _open_until_stopped(self) -> None:
        self._say("")
        self._say(banner.text(self.address, seconds=time.monotonic() - self.began))
        while not self._ended():
            self.patience.pause(WATCH_SECONDS)

    def _step(self, title: str, work: Callable[[], None]) -> None:
        began = time.monotonic()
        print(f"{title} … ", end="", flush=True)
        try:
            work()
        except (LaunchProblem, StopRequested):
            print("", flush=True)
            raise
        print(f"{time.monotonic() - began:.1f} s", flush=True)

    def _say(self, line: str) -> None:
        print(line, flush=True)


def is_ready(host: str, port: int) -> bool:
    """Whether the web server says that everything it needs is there."""
    asking = http.client.HTTPConnection(host, port, timeout=5)
    try:
        asking.request("GET", "/readyz")
        return asking.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        asking.close()


def from_environment() -> Launcher:
    """The launcher as `HOST` and `PORT` ask for it. Raises `LaunchProblem` for a port that is none."""
    given = env.str("PORT", default="8000")
    if not given.isdigit() or not 0 < int(given) < 65536:
        raise LaunchProblem(f"PORT is `{given}`, which is no port number. Choose one from 1024 to 65535.")
    return Launcher(host=env.str("HOST", default="127.0.0.1"), port=int(given))
