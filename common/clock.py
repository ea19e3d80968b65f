"""Time: UTC instants everywhere, Indian calendar dates where the law counts in days."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

IST = ZoneInfo("Asia/Kolkata")


def now() -> datetime:
    """The present instant, aware, in UTC. Doors call it once and pass ``now=`` down."""
    return datetime.now(UTC)


def ist_date(moment: datetime) -> date:
    """The calendar date in India at that instant; rates and deadlines of Indian law count by it."""
    return moment.astimezone(IST).date()
