"""An agenda by day, week or month: which days it shows, and where one goes from there."""

from __future__ import annotations

from calendar import Calendar
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from passerelles.kernel.calendar import add_months

DAY = timedelta(days=1)
WEEK = timedelta(days=7)


class AgendaScale(StrEnum):
    """The values are those of the address, which people keep and send to each other."""

    DAY = "jour"
    WEEK = "semaine"
    MONTH = "mois"


SCALE_LABELS: dict[AgendaScale, str] = {
    AgendaScale.DAY: "Jour",
    AgendaScale.WEEK: "Semaine",
    AgendaScale.MONTH: "Mois",
}


class AgendaMark(StrEnum):
    """What stands in an agenda besides appointments: each has a day, and no hour."""

    SESSION = "session"
    STAGE = "stage"
    FOLLOW_UP = "follow_up"
    WORK_START = "work_start"
    WORK_END = "work_end"
    REVIEW = "review"
    PLAN = "plan"


MARK_LABELS: dict[AgendaMark, str] = {
    AgendaMark.SESSION: "Un partenaire vient",
    AgendaMark.STAGE: "Étape souhaitée",
    AgendaMark.FOLLOW_UP: "Suivi dans l’emploi à faire",
    AgendaMark.WORK_START: "Premier jour de travail",
    AgendaMark.WORK_END: "Dernier jour prévu",
    AgendaMark.REVIEW: "Engagement réciproque à revoir",
    AgendaMark.PLAN: "Plan en trois parties à revoir",
}


@dataclass(frozen=True, slots=True)
class AgendaSpan:
    """``first`` and ``last`` included; ``day`` is the one that was asked for."""

    scale: AgendaScale
    day: date
    first: date
    last: date
    previous: date
    following: date

    @property
    def days(self) -> tuple[date, ...]:
        return tuple(self.first + DAY * n for n in range((self.last - self.first).days + 1))

    @property
    def weeks(self) -> tuple[tuple[date | None, ...], ...]:
        """Rows of a table, Monday first; ``None`` where the month has no such day."""
        month = Calendar().monthdatescalendar(self.day.year, self.day.month)
        return tuple(
            tuple(day if day.month == self.day.month else None for day in week) for week in month
        )


def span_of(scale: AgendaScale, day: date) -> AgendaSpan:
    """The day itself, its week from Monday, or its whole month."""
    match scale:
        case AgendaScale.DAY:
            return AgendaSpan(scale, day, day, day, day - DAY, day + DAY)
        case AgendaScale.WEEK:
            monday = day - DAY * day.weekday()
            return AgendaSpan(scale, day, monday, monday + DAY * 6, day - WEEK, day + WEEK)
        case AgendaScale.MONTH:
            first = day.replace(day=1)
            after = add_months(first, 1)
            return AgendaSpan(scale, day, first, after - DAY, add_months(first, -1), after)


# Beyond, an address was mistyped: nobody plans an accompaniment in the year 3000.
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)


def day_asked(typed: str, today: date) -> date | None:
    """The day of an address, today when it names none, ``None`` when it is not a day."""
    if not typed:
        return today
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return None
    return day if EARLIEST <= day <= LATEST else None
