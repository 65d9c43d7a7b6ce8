"""Half-open periods: the start belongs to the period, the end does not.

A right that ends on 31 August at midnight no longer holds at that very moment; two periods
that follow each other never overlap.  ``None`` as an end means "no end known".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar

Moment = TypeVar("Moment", date, datetime)


@dataclass(frozen=True, slots=True)
class Period(Generic[Moment]):
    """``[start, end)``; raises ``ValueError`` when the end comes before the start."""

    start: Moment
    end: Moment | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise ValueError("la fin précède le début")

    def covers(self, moment: Moment) -> bool:
        return self.start <= moment and (self.end is None or moment < self.end)

    def overlaps(self, other: Period[Moment]) -> bool:
        starts_before_other_ends = other.end is None or self.start < other.end
        return starts_before_other_ends and (self.end is None or other.start < self.end)


def age_on(birth_date: date, day: date) -> int:
    """Age in full years on a day; someone born on 29 February turns a year older on 1 March."""
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))
