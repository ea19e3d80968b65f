"""Starts a bazaar of the demo's own with the same launcher as `make run`, in a folder of its own, and stops it."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests

from config.demo.teller import NotAsTold
from config.env import BASE_DIR

READY_SECONDS = 180
SETTINGS = {
    "PAYOUT_HOLD_DAYS": "0",
    "STRIPE_ALLOW_INDIAN_MULTI_SELLER": "true",
    "SEED": "true",
    "THROTTLE_ADDRESS": "100000/m",
    "THROTTLE_ACCOUNT": "100000/m",
    "THROTTLE_CHECKOUT": "1000/h",
}
OWN = ("DATABASE_URL", "REDIS_URL", "CELERY_BROKER_URL", "STRIPE_SECRET_KEY", "PUBLIC_BASE_URL", "STRIPE_API_BASE")


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running_bazaar(folder: Path) -> Iterator[str]:
    """Serve from an empty ``folder`` and give the address; everything is stopped at the end.

    Raises NotAsTold with the end of the launcher's output when it does not get ready in three minutes.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    base, output = f"http://127.0.0.1:{(port := free_port())}", folder / "launcher.log"
    environment = {name: value for name, value in os.environ.items() if name not in OWN}
    environment |= SETTINGS | {"VAR_DIR": str(folder), "PORT": str(port)}
    with output.open("wb") as log:
        launcher = subprocess.Popen(
            [sys.executable, "-m", "config.dev", "run"], cwd=BASE_DIR, env=environment, stdout=log, stderr=log
        )
    try:
        _wait_until_ready(base, launcher, output)
        yield base
    finally:
        launcher.send_signal(signal.SIGTERM)
        launcher.wait(timeout=60)


def _wait_until_ready(base: str, launcher: subprocess.Popen[bytes], output: Path) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline and launcher.poll() is None:
        if _is_ready(base):
            return
        time.sleep(0.3)
    tail = "\n".join(output.read_text(errors="replace").splitlines()[-15:])
    raise NotAsTold(f"the bazaar did not get ready:\n{tail}")


def _is_ready(base: str) -> bool:
    try:
        return requests.get(f"{base}/readyz", timeout=3).status_code == 200
    except requests.RequestException:
        return False
