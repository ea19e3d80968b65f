"""Shared by the hostile clients."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from factories.refusals import watched_faults


@pytest.fixture
def faults() -> Iterator[list[str]]:
    """What raised while answering, to name it in the failure."""
    with watched_faults() as seen:
        yield seen
