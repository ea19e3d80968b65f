"""Waiting that a signal can end: every pause of the launcher goes through one `Patience`."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable
from types import FrameType

from config.dev.problems import StopRequested

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Patience:
    """Turns stop signals into `StopRequested`, raised only where the launcher waits.

    A signal therefore never interrupts the few lines between starting a process and noting it down.
    """

    def __init__(self) -> None:
        self._stop = threading.Event()

    def listen(self) -> None:
        """Install the handlers, also where the shell had made a background job ignore Ctrl-C."""
        for number in STOP_SIGNALS:
            signal.signal(number, self._note)

    def _note(self, _number: int, _frame: FrameType | None) -> None:
        self._stop.set()

    def pause(self, seconds: float) -> None:
        """Wait; raises `StopRequested` at once when a signal has come."""
        if self._stop.wait(seconds):
            raise StopRequested

    def until(self, reached: Callable[[], bool], *, seconds: float, step: float = 0.05) -> bool:
        """Poll `reached` until it is true or the time is over; says which."""
        deadline = time.monotonic() + seconds
        while not reached():
            if time.monotonic() >= deadline:
                return False
            self.pause(step)
        return True
