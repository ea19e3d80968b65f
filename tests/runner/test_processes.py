"""Child processes: noted, found again after a killed launcher, stopped with all they started."""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest

from config.dev import ports
from config.dev.problems import LaunchProblem, StopRequested
from config.dev.processes import left_behind, start, stop_all
from config.dev.var_folder import VarFolder
from config.dev.waiting import Patience

SLEEPER = [sys.executable, "-c", "import time; print('up', flush=True); time.sleep(60)"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, subprocess, sys, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
    "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']);"
    "print(child.pid, flush=True); time.sleep(60)",
]


@pytest.fixture
def var(tmp_path: Path) -> VarFolder:
    folder = VarFolder(tmp_path)
    folder.check_writable(needed_bytes=0)
    return folder


def wait_for_output(log: Path) -> str:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        if log.exists() and (text := log.read_text()):
            return text
    raise AssertionError("the process said nothing")


class TestServices:
    def test_stops_and_forgets(self, var: VarFolder) -> None:
        service = start(var, "sleeper", SLEEPER, environment=os.environ)
        wait_for_output(service.log)
        assert os.getsid(service.process.pid) == service.process.pid
        stop_all([service])
        assert service.exit_code() == -signal.SIGTERM
        assert list(var.run.glob("sleeper.json")) == []

    def test_kills_the_stubborn_one_and_its_child(self, var: VarFolder) -> None:
        service = start(var, "stubborn", STUBBORN, environment=os.environ)
        child = psutil.Process(int(wait_for_output(service.log)))
        stop_all([service], grace=0.3)
        assert service.exit_code() == -signal.SIGKILL
        gone, _ = psutil.wait_procs([child], timeout=5)
        assert gone == [child]

    def test_finds_what_a_killed_launcher_left(self, var: VarFolder) -> None:
        service = start(var, "sleeper", SLEEPER, environment=os.environ)
        found = left_behind(var)
        assert [(s.name, s.process.pid) for s in found] == [("sleeper", service.process.pid)]
        stop_all(found)
        assert not psutil.pid_exists(service.process.pid) or not service.is_running

    def test_leaves_a_stranger_with_the_same_number_alone(self, var: VarFolder) -> None:
        note = {"name": "web", "pid": os.getpid(), "started": psutil.Process().create_time() - 100, "signal": 15}
        (var.run / "web.json").write_text(json.dumps(note))
        assert left_behind(var) == []
        assert not (var.run / "web.json").exists()

    def test_problem_shows_the_end_of_the_log(self, var: VarFolder) -> None:
        service = start(var, "talker", [sys.executable, "-c", "print('why it failed')"], environment=os.environ)
        service.process.wait(10)
        assert "why it failed" in str(service.problem("talker ended."))


class TestPorts:
    def test_names_who_holds_a_taken_port(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            with pytest.raises(LaunchProblem) as refused:
                ports.require_port("127.0.0.1", port)
        said = " ".join(str(refused.value).split())
        assert f"Port {port} on 127.0.0.1" in said
        assert f"process {os.getpid()}" in said
        assert f"PORT={port + 1} make run" in said

    def test_accepts_a_free_port(self) -> None:
        assert ports.require_port("127.0.0.1", ports.free_port()) is None


class TestPatience:
    def test_a_signal_ends_a_wait_at_once(self) -> None:
        before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
        patience = Patience()
        try:
            patience.listen()
            threading.Timer(0.1, os.kill, (os.getpid(), signal.SIGTERM)).start()
            began = time.monotonic()
            with pytest.raises(StopRequested):
                patience.pause(30)
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
        assert time.monotonic() - began < 5

    def test_says_when_the_time_is_over(self) -> None:
        assert Patience().until(lambda: False, seconds=0.05, step=0.01) is False
