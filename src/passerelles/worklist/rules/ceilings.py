"""Ceilings of the law that come near, over many persons at once.

The page of one situation asks the law in full; here a count of days, with the law's own numbers,
tells early which page to open.  It warns, and refuses nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from passerelles.kernel.calendar import add_months, days_in, last_day

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
