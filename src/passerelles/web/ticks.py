"""Which days are written under a small picture: few, never touching, never twice the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

MONTHS = (
    "janv.", "févr.", "mars", "avr.", "mai", "juin",
    "juil.", "août", "sept.", "oct.", "nov.", "déc.",
)  # fmt: skip
LETTER = 6  # pixels of a letter at 11 px, on average, in a wide system font
GAP = 8  # pixels between two labels
EDGE = 20  # pixels kept free at each end: half a label, less what may stick out of the panel
MOST = 3  # days or months under one panel; years are short, their width alone decides
SHORT = 100  # days: up to a season, days are written; months would leave one label alone
MARGIN = 3  # days on each side, at least
MONTH_STEPS = (1, 2, 3, 6, 9)
YEAR_STEPS = (1, 2, 5, 10, 20)


@dataclass(frozen=True, slots=True)
class Tick:
    """A day as a number (``date.toordinal``) and what is written under it."""

    position: int
    label: str


@dataclass(frozen=True, slots=True)
class TimeScale:
    domain: tuple[int, int]
    ticks: tuple[Tick, ...]


def time_scale(first: date, last: date, width: int) -> TimeScale:
    """The scale of a panel so many pixels wide, showing both days whole."""
    span = (last - first).days
    # Days are written under the very first and last points: they need room at both ends.
    margin = max(MARGIN, span // 5 if span < SHORT else span // 12)
    start, end = first.toordinal() - margin, last.toordinal() + margin
    pixels = width / (end - start)
    edge = round(EDGE / pixels)
    for ticks in _proposals(first, last, range(start + edge, end - edge + 1)):
        if _apart(ticks, pixels):
            return TimeScale((start, end), ticks)
    return TimeScale((start, end), (_day(first),))


def _proposals(first: date, last: date, room: range) -> Iterator[tuple[Tick, ...]]:
    """From the richest to the poorest."""
    if (last - first).days < SHORT:
        yield _days(first, last, MOST)
        yield _days(first, last, 2)
        return
    months = [
        day
        for year in range(first.year - 1, last.year + 2)
        for month in range(1, 13)
        if (day := date(year, month, 1)).toordinal() in room
    ]
    for step in MONTH_STEPS:
        if 1 < len(chosen := months[::step]) <= MOST:
            yield tuple(_month(day) for day in chosen)
    for step in YEAR_STEPS:
        years = [day for day in months if day.month == 1][::step]
        if len(years) > 1:
            yield tuple(Tick(day.toordinal(), str(day.year)) for day in years)


def _days(first: date, last: date, count: int) -> tuple[Tick, ...]:
    span = (last - first).days
    steps = {round(number * span / (count - 1)) for number in range(count)}
    return tuple(_day(date.fromordinal(first.toordinal() + days)) for days in sorted(steps))


def _day(day: date) -> Tick:
    number = "1er" if day.day == 1 else str(day.day)
    return Tick(day.toordinal(), f"{number} {MONTHS[day.month - 1]}")


def _month(day: date) -> Tick:
    return Tick(day.toordinal(), f"{MONTHS[day.month - 1]} {day:%y}")


def _apart(ticks: tuple[Tick, ...], pixels: float) -> bool:
    """Each label is centred on its tick: two neighbours need half of each between them."""
    return all(
        (right.position - left.position) * pixels
        >= (len(left.label) + len(right.label)) * LETTER / 2 + GAP
        for left, right in pairwise(ticks)
    )
