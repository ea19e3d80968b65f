"""A real worker process over each real broker: what is sent is done, and what was sent while it was away too."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import pytest
from celery import Celery
from django.db import connection

from common import clock
from common.outbox.hints import DRAIN_TASK
from common.outbox.models import OutboxMessage

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]

ROOT = Path(__file__).resolve().parent.parent.parent
WORK_SECONDS = 40.0
BROKERS = ("TEST_REDIS_URL", "TEST_RABBITMQ_URL")


@pytest.fixture(params=BROKERS)
def broker(request: pytest.FixtureRequest) -> str:
    return os.environ[request.param]


@pytest.fixture
def queue(broker: str) -> Iterator[str]:
    """A queue of this test's own, deleted afterwards."""
    name = f"test-{uuid4().hex}"
    yield name
    with Celery(broker=broker).connection_for_write() as opened:
        opened.default_channel.queue_delete(name)


@pytest.fixture
def start_worker(broker: str, queue: str, tmp_path: Path) -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    """Start `celery worker` on the test database and the test's queue."""
    workers: list[subprocess.Popen[bytes]] = []
    url = urlsplit(os.environ["DATABASE_URL"])
    database = urlunsplit(url._replace(path=f"/{connection.settings_dict['NAME']}"))
    environment = os.environ | {"DATABASE_URL": database, "CELERY_BROKER_URL": broker, "VAR_DIR": str(tmp_path)}

    def start() -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "celery", "-A", "config", "worker", "-Q", queue, "--concurrency=1"]
        options = ["--without-gossip", "--without-mingle", "--without-heartbeat", f"--hostname={queue}@test"]
        with (tmp_path / "worker.log").open("ab") as log:
            worker = subprocess.Popen([*command, *options], cwd=ROOT, env=environment, stdout=log, stderr=log)
        workers.append(worker)
        return worker

    yield start
    for worker in workers:
        worker.terminate()
    for worker in workers:
        worker.wait(30)


def send(broker: str, queue: str) -> None:
    with Celery(broker=broker) as sender:
        sender.send_task(DRAIN_TASK, queue=queue, ignore_result=True)


def write_message() -> OutboxMessage:
    return OutboxMessage.objects.create(topic="tests.round_trip", due_at=clock.now())


def wait_until_done(message: OutboxMessage, log: Path) -> None:
    deadline = time.monotonic() + WORK_SECONDS
    while OutboxMessage.objects.filter(pk=message.pk, done_at__isnull=True).exists():
        assert time.monotonic() < deadline, log.read_text()
        time.sleep(0.1)


class TestRoundTrip:
    def test_a_worker_does_what_was_sent_before_and_after_it_came(
        self, broker: str, queue: str, start_worker: Callable[[], subprocess.Popen[bytes]], tmp_path: Path
    ) -> None:
        early = write_message()
        send(broker, queue)
        start_worker()
        wait_until_done(early, tmp_path / "worker.log")
        late = write_message()
        send(broker, queue)
        wait_until_done(late, tmp_path / "worker.log")
        assert OutboxMessage.objects.filter(pk__in=[early.pk, late.pk], attempts=1).count() == 2
