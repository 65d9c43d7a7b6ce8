"""The one place that asks what time it is; rules receive the moment as a parameter."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")


def now() -> datetime:
    """The present moment, aware, in Paris time."""
    return datetime.now(tz=PARIS)


def today() -> date:
    """The present day in Paris, whatever the time zone of the machine."""
    return now().date()
