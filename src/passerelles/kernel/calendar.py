"""Months as the law counts them: from a day to the same day of another month.

« Un mois, de date à date » : from 23 November the month ends on 22 December.  When the target
month has no such day, its last day stands for it (31 January + 1 month = 28 or 29 February).
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


def add_months(day: date, months: int) -> date:
    """The same day ``months`` later (or earlier), the last of the month when it has none.

    Raises ``OverflowError`` beyond the years a date can hold.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise OverflowError("date hors du calendrier")
    month += 1
    # Twenty-eight days are in every month: most dates need no look at the calendar.
    number = day.day if day.day <= 28 else min(day.day, monthrange(year, month)[1])
    return date(year, month, number)


def last_day(start: date, months: int) -> date:
    """Last day, included, of a period of ``months`` months that starts on ``start``."""
    return add_months(start, months) - ONE_DAY


def full_months(start: date, end: date) -> int:
    """Full months between two days, both included; negative never: 0 when the end comes first."""
    if end < start:
        return 0
    after = end + ONE_DAY
    months = (after.year - start.year) * 12 + after.month - start.month
    return months if add_months(start, months) <= after else months - 1


def days_in(start: date, end: date) -> int:
    """Days from one day to the other, both included; 0 when the end comes first."""
    return max((end - start).days + 1, 0)


def birthday(born: date, years: int) -> date:
    """The day someone turns that age; born on 29 February, on 1 March of a common year."""
    if born.month == 2 and born.day == 29:
        leap = add_months(born, years * 12)
        return leap if leap.day == 29 else leap + ONE_DAY
    return add_months(born, years * 12)
