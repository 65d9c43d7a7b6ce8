"""Ceilings of the law that come near, over many persons at once.

The page of one situation asks the law in full; here a count of days, with the law's own numbers,
tells early which page to open.  It warns, and refuses nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from passerelles.kernel.calendar import ONE_DAY, add_months, days_in, last_day
from passerelles.law.iae.lengths import Length, length_of, merged

NEAR_PERCENT = 80


@dataclass(frozen=True, slots=True)
class Span:
    """One period at one place: a situation from its first day to its last."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Near:
    """How much of a ceiling is used."""

    used: int
    most: int

    @property
    def reached(self) -> bool:
        return self.used >= self.most


def days_near(spans: Iterable[Span], today: date, months: int, most: int) -> Near | None:
    """Days at one place, planned ones included, over the window that ends with the last of them."""
    known = list(spans)
    if not known:
        return None
    opens = add_months(max(today, *(span.start for span in known)), -months)
    used = sum(days_in(span.start, span.end) for span in known if span.start > opens)
    return Near(used, most) if used * 100 >= most * NEAR_PERCENT else None


def running_since(spans: Iterable[Span], last: Span) -> date:
    """First day of the periods that follow each other, without a gap, up to ``last``."""
    start = last.start
    for span in sorted(spans, key=lambda one: one.start, reverse=True):
        if span.start < start <= span.end + timedelta(days=1):
            start = span.start
    return start


def limit_of(since: date, months: int) -> date:
    return last_day(since, months)


def same_path(spans: Iterable[Span], gap_months: int) -> list[Span]:
    """The last contracts that make one path: no hole in it lasts as long as ``gap_months``."""
    path: list[Span] = []
    for start, end in reversed(merged((span.start, span.end) for span in spans)):
        if path and add_months(end, gap_months) < path[-1].start:
            break
        path.append(Span(start, end))
    return path[::-1]


@dataclass(frozen=True, slots=True)
class MonthsNear:
    """Months of contracts used today, and the day the ceiling comes if the last one goes on."""

    used: Length
    limit: date


def months_near(path: list[Span], today: date, most: int) -> MonthsNear | None:
    """``None`` while far from the ceiling, and once the last contract was let go past it."""
    if not path or path[-1].start > today:
        return None
    *before, last = path
    earlier = length_of((span.start, span.end) for span in before)
    running = (last.start, min(today, last.end))
    used = length_of([*((span.start, span.end) for span in before), running])
    limit = add_months(last.start, most - earlier.months) - ONE_DAY * (earlier.days + 1)
    if last.end > limit or used < Length(most * NEAR_PERCENT // 100, 0):
        return None
    return MonthsNear(used, limit)
