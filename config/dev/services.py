"""`make test-services`: the suite on a real PostgreSQL, Redis and RabbitMQ; a missing one is a failure."""

from __future__ import annotations

import os
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from config.dev.problems import LaunchProblem
from config.dev.testing import pytest
from config.dev.waiting import Patience

ANSWER_SECONDS = 3.0


@dataclass(frozen=True)
class RealService:
    """A service the suite needs: the variable that names it, where it usually is, how to start it."""

    name: str
    variable: str
    usual: str
    port: int
    start: str

    def url(self) -> str:
        """Where it is said to be."""
        return os.environ.get(self.variable) or self.usual

    def answers(self) -> bool:
        """Whether its port takes a connection."""
        parts = urlsplit(self.url())
        try:
            socket.create_connection((parts.hostname or "127.0.0.1", parts.port or self.port), ANSWER_SECONDS).close()
        except OSError:
            return False
        return True


SERVICES = (
    RealService(
        "PostgreSQL", "DATABASE_URL", "postgres://postgres@127.0.0.1:5432/postgres", 5432,
        "`docker run -d -p 5432:5432 -e POSTGRES_HOST_AUTH_METHOD=trust postgres:17`",
    ),
    RealService("Redis", "TEST_REDIS_URL", "redis://127.0.0.1:6379/9", 6379, "`docker run -d -p 6379:6379 redis:7`"),
    RealService(
        "RabbitMQ", "TEST_RABBITMQ_URL", "amqp://guest:guest@127.0.0.1:5672//", 5672,
        "`docker run -d -p 5672:5672 rabbitmq:4`",
    ),
)  # fmt: skip


def run_tests(arguments: Sequence[str]) -> int:
    """Run pytest over everything, the service tests included. Raises `LaunchProblem`."""
    missing = [service for service in SERVICES if not service.answers()]
    if missing:
        said = "; ".join(
            f"{s.name} does not answer at {_without_password(s.url())} (start it, for example with {s.start}, or name "
            f"another in {s.variable})"
            for s in missing
        )
        raise LaunchProblem(f"The service tests need three running services. {said}. No test was run.")
    patience = Patience()
    patience.listen()
    environment = os.environ | {s.variable: s.url() for s in SERVICES}
    return pytest(["-m", "services or not services", *arguments], environment, patience)


def _without_password(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.hostname}:{parts.port}{parts.path}"
