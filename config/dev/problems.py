"""What the launcher says when it cannot go on: one paragraph, what is wrong and what to do."""

from __future__ import annotations

import textwrap


class LaunchProblem(Exception):
    """A reason not to start (or to stop) that a person can act on; `details` are log lines, shown as they are."""

    def __init__(self, paragraph: str, details: str = "") -> None:
        self.paragraph = paragraph
        self.details = details
        super().__init__(paragraph)

    def __str__(self) -> str:
        filled = textwrap.fill(self.paragraph, width=100, break_long_words=False, break_on_hyphens=False)
        return f"{filled}\n{self.details}" if self.details else filled


class StopRequested(Exception):
    """Ctrl-C, SIGTERM or a closed terminal: stop everything in order."""
