"""The quiet e-mail: when it leaves.  It is never sent unless asked for, nor when nothing waits."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from enum import StrEnum

from passerelles.kernel.clock import PARIS

LEAVES_AT = time(7, 30)
MONDAY, SATURDAY = 0, 5


class DigestRhythm(StrEnum):
    """How often one wants it."""

    NEVER = "never"
    DAILY = "daily"
    WEEKLY = "weekly"


DIGEST_LABELS: dict[DigestRhythm, str] = {
    DigestRhythm.NEVER: "Jamais",
    DigestRhythm.DAILY: "Chaque matin, du lundi au vendredi",
    DigestRhythm.WEEKLY: "Le lundi matin",
}


def next_moment(rhythm: DigestRhythm, after: datetime) -> datetime | None:
    """The first morning that follows, in Paris time; ``None`` when nothing is wanted."""
    if rhythm is DigestRhythm.NEVER:
        return None
    day = after.astimezone(PARIS).date()
    while True:
        moment = datetime.combine(day, LEAVES_AT, tzinfo=PARIS)
        wanted = (
            day.weekday() == MONDAY if rhythm is DigestRhythm.WEEKLY else day.weekday() < SATURDAY
        )
        if wanted and moment > after:
            return moment
        day += timedelta(days=1)
