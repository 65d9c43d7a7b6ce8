"""Follow-up after hiring: contacts planned for up to two years, never a score."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from passerelles.kernel.calendar import add_months

USUAL_MONTHS: tuple[int, ...] = (1, 3, 6, 12, 18, 24)
MONTHS_MAX = 24


class StillInJob(StrEnum):
    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


STILL_IN_JOB_LABELS: dict[StillInJob, str] = {
    StillInJob.YES: "Oui",
    StillInJob.NO: "Non",
    StillInJob.UNKNOWN: "On ne sait pas",
}


def planned_days(hired_on: date, months: tuple[int, ...]) -> tuple[date, ...]:
    """Days of the contacts, each once, soonest first."""
    return tuple(sorted({add_months(hired_on, number) for number in months}))


def last_day_of_follow_up(hired_on: date) -> date:
    return add_months(hired_on, MONTHS_MAX)


def is_overdue(planned_on: date, done_on: date | None, today: date) -> bool:
    return done_on is None and planned_on < today
