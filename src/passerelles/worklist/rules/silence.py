"""Silent for too long: no appointment held, no note, no observation for a number of days.

The number is a choice of the team, not of the law: it is written on the page and may be changed.
It says that we should take news; it says nothing against the person.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

SILENCE_DAYS = 45
SILENCE_DAYS_MIN = 7
SILENCE_DAYS_MAX = 365


@dataclass(frozen=True, slots=True)
class Silence:
    """``since``: the last day something was heard; ``days`` have gone since."""

    since: date
    days: int


def silence(heard: Iterable[date | None], begun: date, today: date, limit: int) -> Silence | None:
    """Nothing heard for ``limit`` days or more, counted from the start when nothing ever was."""
    last = max((day for day in (*heard, begun) if day is not None and day <= today), default=begun)
    if last > today - timedelta(days=limit):
        return None
    return Silence(last, (today - last).days)
