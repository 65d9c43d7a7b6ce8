"""Partner sessions: one a month, and the month that has none is said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from passerelles.kernel.calendar import add_months

MONTHS_LOOKED_AT = 12


@dataclass(frozen=True, slots=True)
class SessionCalendar:
    """First days of months: over without a session, and the present one when it still waits."""

    missing: tuple[date, ...]
    waiting: date | None


def session_calendar(
    days: Iterable[date], today: date, *, promised_on: date | None = None
) -> SessionCalendar:
    """``days``: of sessions where somebody came; ``promised_on``: the first that was ever planned.

    Months looked at start there: before it, nobody promised a session.
    """
    held = {day.replace(day=1) for day in days}
    this_month = today.replace(day=1)
    planned = [*held, *([promised_on.replace(day=1)] if promised_on else [])]
    if not planned:
        return SessionCalendar((), this_month)
    month = max(min(planned), add_months(this_month, -MONTHS_LOOKED_AT))
    missing = []
    while month < this_month:
        if month not in held:
            missing.append(month)
        month = add_months(month, 1)
    return SessionCalendar(tuple(missing), None if this_month in held else this_month)
