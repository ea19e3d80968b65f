"""`var/`: everything the running bazaar writes, and the check that it can be written."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import shutil
from pathlib import Path
from typing import IO

from config.dev.problems import LaunchProblem

NEEDED_BYTES = 200 * 1024 * 1024  # a fresh PostgreSQL cluster, its log and the first uploads
FULL = {errno.ENOSPC, errno.EDQUOT}


class VarFolder:
    """The run-time folder of one clone (or, for the tests, a part of it)."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.log = root / "log"
        self.run = root / "run"
        self._lock: IO[str] | None = None

    def check_writable(self, *, needed_bytes: int = NEEDED_BYTES) -> None:
        """Write a real file: as root, permissions alone tell nothing. Raises `LaunchProblem`."""
        probe = self.root / ".write-probe"
        try:
            for folder in (self.root, self.log, self.run):
                folder.mkdir(parents=True, exist_ok=True)
            with probe.open("wb") as file:
                file.write(b"x" * 65536)
                file.flush()
                os.fsync(file.fileno())
            probe.unlink()
            (self.run / "launcher.json").touch()
        except OSError as error:
            raise self._unwritable(error) from error
        if (free := shutil.disk_usage(self.root).free) < needed_bytes:
            raise LaunchProblem(
                f"The disk that holds {self.root} has only {free // 2**20} MB left and the bazaar needs about "
                f"{needed_bytes // 2**20} MB. Nothing was changed. Free some space and run the command again."
            )

    def _unwritable(self, error: OSError) -> LaunchProblem:
        if error.errno in FULL:
            return LaunchProblem(
                f"The disk that holds {self.root} is full (writing a file gave: {error.strerror}). Nothing that was "
                "stored is lost. Free some space and run the command again."
            )
        return LaunchProblem(
            f"{self.root} cannot be written ({error.strerror}: {error.filename}), and the bazaar keeps its database, "
            "uploads and logs there. Nothing was changed. Make it writable for you, for example with "
            f'`sudo chown -R "$(id -un)" {self.root}`, or remount its disk read-write, and run the command again.'
        )

    def claim(self, *, doing: str) -> None:
        """Hold this folder until the process ends, however it ends. Raises `LaunchProblem` when it is held."""
        lock = (self.run / "launcher.lock").open("a+", encoding="utf-8")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            lock.close()
            raise self._already_running() from error
        self._lock = lock
        self.note_holder(doing=doing, address="")

    def note_holder(self, *, doing: str, address: str) -> None:
        """Tell a second launcher who holds the folder and where it serves."""
        note = {"pid": os.getpid(), "doing": doing, "address": address}
        (self.run / "launcher.json").write_text(json.dumps(note), encoding="utf-8")

    def _already_running(self) -> LaunchProblem:
        try:
            note = json.loads((self.run / "launcher.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            note = {}
        where = f" at {note['address']}" if note.get("address") else ""
        return LaunchProblem(
            f"{note.get('doing') or 'Another command'} is already going on in this folder: process "
            f"{note.get('pid', 'unknown')}{where}. It was left alone and nothing was changed. Use it, or stop it "
            f"with Ctrl-C in its terminal (or `kill {note.get('pid', 'PID')}`) and run this command again."
        )

    def empty(self) -> None:
        """Remove what earlier runs stored here; logs and the claim stay."""
        for entry in self.root.iterdir():
            if entry.is_dir() and entry not in (self.log, self.run):
                shutil.rmtree(entry)

    def release(self) -> None:
        """Let go of the folder."""
        if self._lock is not None:
            (self.run / "launcher.json").unlink(missing_ok=True)
            self._lock.close()
            self._lock = None
