"""The one place that asks what time it is; rules receive the moment as a parameter."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")


def now() -> datetime:
    """The present moment, aware, in universal time.

    Never in Paris time: Python compares two moments of the same zone by their wall clocks,
    so that an hour of the autumn change would be both before and after itself.
    """
    return datetime.now(tz=UTC)


def today() -> date:
    """The present day in Paris, whatever the time zone of the machine."""
    return now().astimezone(PARIS).date()
