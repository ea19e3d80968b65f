"""`make test`: the suite on a throw-away PostgreSQL of its own, or on the one that DATABASE_URL names."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from config.dev.postgres import THROWAWAY, EmbeddedPostgres
from config.dev.problems import StopRequested
from config.dev.stack import Stack
from config.dev.var_folder import VarFolder
from config.dev.waiting import Patience
from config.env import VAR_DIR

# A file's tests stay together in one process; each process has a database of its own.
WHOLE_RUN = ("--numprocesses=2", "--dist=loadfile")


def run_tests(arguments: Sequence[str]) -> int:
    """Run pytest with `arguments` and say its exit code. Raises `LaunchProblem`."""
    environment = dict(os.environ)
    patience = Patience()
    patience.listen()
    if environment.get("DATABASE_URL"):
        return pytest(arguments, environment, patience)
    var = VarFolder(VAR_DIR / "test")
    var.check_writable()
    var.claim(doing="`make test`")
    stack = Stack(var, patience)
    try:
        stack.sweep()
        server = EmbeddedPostgres(var, patience, THROWAWAY)
        environment["DATABASE_URL"] = stack.add_store(server.start)
        return pytest(arguments, environment, patience)
    finally:
        stack.stop()
        var.release()


def pytest(arguments: Sequence[str], environment: Mapping[str, str], patience: Patience) -> int:
    """Run pytest with `arguments` on this terminal and say its exit code; a whole run is spread over two processes."""
    whole_run = () if names_tests(arguments) else WHOLE_RUN
    return foreground(["-m", "pytest", *whole_run, *arguments], environment, patience)


def names_tests(arguments: Sequence[str]) -> bool:
    """Whether `arguments` pick files or folders, so that setting up one database costs less than two."""
    return any(Path(argument.partition("::")[0]).exists() for argument in arguments)


def foreground(command: Sequence[str], environment: Mapping[str, str], patience: Patience) -> int:
    """Run Python with `command` on this terminal; a stop signal is passed on and its end awaited."""
    process = subprocess.Popen([sys.executable, *command], env=dict(environment))
    try:
        patience.until(lambda: process.poll() is not None, seconds=float("inf"))
    except StopRequested:
        process.send_signal(signal.SIGINT)
        process.wait()
        raise
    return process.returncode
