"""Child processes with a name, a log, a pid note under `var/run/` and an orderly end.

Each service leads its own session, so Ctrl-C in the terminal reaches only the launcher, which then
stops them in its own order. The note survives a killed launcher: the next run finds what was left
behind by pid *and* start time, so it never touches a stranger that inherited the number.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from config.dev.problems import LaunchProblem
from config.dev.var_folder import VarFolder

GRACE_SECONDS = 10.0
TAIL_LINES = 15


@dataclass
class Service:
    """One started process; `stop_signal` is what it understands as "finish and go"."""

    name: str
    process: psutil.Process
    note: Path
    log: Path
    stop_signal: signal.Signals = signal.SIGTERM

    @property
    def is_running(self) -> bool:
        try:
            return bool(self.process.is_running() and self.process.status() != psutil.STATUS_ZOMBIE)
        except psutil.NoSuchProcess:
            return False

    def exit_code(self) -> int | None:
        """The exit code once it has ended, negative for a signal; None while it runs."""
        if isinstance(self.process, psutil.Popen):
            code: int | None = self.process.poll()
            return code
        return None if self.is_running else 0

    def ask_to_stop(self) -> None:
        """Send the polite signal."""
        if self.is_running:
            self.process.send_signal(self.stop_signal)

    def make_sure_it_stops(self, deadline: float) -> None:
        """Wait until `deadline` (monotonic seconds), then kill the process and all of its session."""
        try:
            self.process.wait(max(0.1, deadline - time.monotonic()))
        except psutil.TimeoutExpired:
            self.process.kill()
            self.process.wait(5)
        kill_session(self.process.pid)
        self.note.unlink(missing_ok=True)

    def problem(self, what: str) -> LaunchProblem:
        """`what` went wrong, with the log's address and last lines."""
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines() if self.log.exists() else []
        tail = "\n".join(f"    {line}" for line in lines[-TAIL_LINES:])
        return LaunchProblem(f"{what} Its log is {self.log}; these are its last lines:", tail)


def start(
    var: VarFolder,
    name: str,
    command: Sequence[str],
    *,
    environment: Mapping[str, str],
    stop_signal: signal.Signals = signal.SIGTERM,
    account: tuple[int, int] | None = None,
    folder: Path | None = None,
) -> Service:
    """Start `command` in a session of its own, its output in `var/log/NAME.log`.

    `account` is the (uid, gid) to run as, for root only. Raises OSError when the program cannot be started.
    """
    log = var.log / f"{name}.log"
    user, group = account or (None, None)
    with log.open("ab") as output:
        process = psutil.Popen(
            list(command),
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            cwd=folder,
            user=user,
            group=group,
            extra_groups=[] if account else None,
        )
    note = var.run / f"{name}.json"
    content = {"name": name, "pid": process.pid, "started": process.create_time(), "signal": int(stop_signal)}
    note.write_text(json.dumps(content), encoding="utf-8")
    return Service(name=name, process=process, note=note, log=log, stop_signal=stop_signal)


def left_behind(var: VarFolder) -> list[Service]:
    """Services that a killed launcher left running in this folder; forgets the notes of ended ones."""
    found = []
    for note in sorted(var.run.glob("*.json")):
        service = _from_note(var, note)
        if service is not None:
            found.append(service)
        elif note.name != "launcher.json":
            note.unlink(missing_ok=True)
    return found


def _from_note(var: VarFolder, note: Path) -> Service | None:
    try:
        content = json.loads(note.read_text(encoding="utf-8"))
        process = psutil.Process(content["pid"])
        if abs(process.create_time() - content["started"]) > 1:
            return None
    except (OSError, ValueError, KeyError, TypeError, psutil.NoSuchProcess):
        return None
    log = var.log / f"{content['name']}.log"
    return Service(content["name"], process, note, log, signal.Signals(content["signal"]))


def stop_all(services: Sequence[Service], *, grace: float = GRACE_SECONDS) -> None:
    """Ask all at once, then wait for each; whoever outlasts `grace` seconds is killed."""
    deadline = time.monotonic() + grace
    for service in services:
        service.ask_to_stop()
    for service in services:
        service.make_sure_it_stops(deadline)


def kill_session(leader: int) -> None:
    """Kill what is left of the process group that `leader` led."""
    try:
        os.killpg(leader, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return
