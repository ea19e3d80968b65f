"""The real `make run`, started and stopped as a person would: Ctrl-C, twice, killed, on a taken port."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from config.dev.ports import free_port

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent.parent
OURS = {"DATABASE_URL", "REDIS_URL", "CELERY_BROKER_URL", "TEST_REDIS_URL", "TEST_RABBITMQ_URL"}
OPEN_SECONDS = 120.0
NAMES = {"postgres", "broker", "web", "simulator", "worker", "beat"}


class Run:
    """One `python -m config.dev run` with a run-time folder of its own."""

    def __init__(self, var: Path, port: int) -> None:
        self.var = var
        self.port = port
        self.output = var.with_name(f"output-{time.monotonic_ns()}")
        environment = {name: value for name, value in os.environ.items() if name not in OURS}
        environment |= {"VAR_DIR": str(var), "PORT": str(port), "SEED": "0", "PYTHONUNBUFFERED": "1"}
        with self.output.open("wb") as out:
            command = [sys.executable, "-m", "config.dev", "run"]
            self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=subprocess.STDOUT)

    def said(self) -> str:
        return self.output.read_text()

    def wait_until_open(self) -> None:
        deadline = time.monotonic() + OPEN_SECONDS
        while "The bazaar is open" not in self.said():
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < deadline, self.said()
            time.sleep(0.1)

    def children(self) -> dict[str, psutil.Process]:
        notes = [json.loads(p.read_text()) for p in (self.var / "run").glob("*.json")]
        return {note["name"]: psutil.Process(note["pid"]) for note in notes if "name" in note}

    def end(self, number: signal.Signals) -> int:
        self.process.send_signal(number)
        return self.process.wait(30)


@pytest.fixture
def var(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "var"
    yield folder
    for note in (folder / "run").glob("*.json"):
        pid = json.loads(note.read_text())["pid"]
        if psutil.pid_exists(pid):
            psutil.Process(pid).kill()


def all_gone(processes: dict[str, psutil.Process]) -> bool:
    _, alive = psutil.wait_procs(list(processes.values()), timeout=5)
    return not [p for p in alive if p.status() != psutil.STATUS_ZOMBIE]


class TestMakeRun:
    def test_tells_a_whole_life(self, var: Path) -> None:
        port = free_port()
        first = Run(var, port)
        first.wait_until_open()
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz") as answer:
            assert json.load(answer)["status"] == "ready"
        killed = first.children()
        assert set(killed) == NAMES

        second = Run(var, port)
        assert second.process.wait(30) == 1
        assert f"process {first.process.pid} at http://127.0.0.1:{port}" in " ".join(second.said().split())
        assert all(process.is_running() for process in killed.values())

        first.end(signal.SIGKILL)
        third = Run(var, port)
        third.wait_until_open()
        assert "a killed earlier run had left behind" in third.said()
        assert all_gone(killed)
        stopped = third.children()
        assert set(stopped) == NAMES

        assert third.end(signal.SIGINT) == 0
        assert "Everything you stored is kept" in third.said()
        assert all_gone(stopped)
        assert list((var / "run").glob("*.json")) == []

    def test_taken_port_starts_nothing(self, var: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            run = Run(var, taken.getsockname()[1])
            assert run.process.wait(30) == 1
        assert f"process {os.getpid()}" in " ".join(run.said().split())
        assert not (var / "postgres").exists()

    def test_port_that_is_no_number_is_refused(self, var: Path) -> None:
        environment = os.environ | {"VAR_DIR": str(var), "PORT": "eighty"}
        command = [sys.executable, "-m", "config.dev", "run"]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 1
        assert "PORT is `eighty`" in done.stderr

    def test_sigterm_while_starting_stops_all(self, var: Path) -> None:
        run = Run(var, free_port())
        deadline = time.monotonic() + 30
        while "Preparing" not in run.said():
            assert time.monotonic() < deadline
            time.sleep(0.02)
        started = run.children()
        assert run.end(signal.SIGTERM) == 0
        assert all_gone(started)
