"""How long contracts of insertion last together, from one end of a path to the other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from passerelles.kernel.calendar import ONE_DAY, add_months, days_in, full_months
from passerelles.law.acts.work import Contract
from passerelles.law.checking import Check
from passerelles.law.iae.places import CDDI_TYPES
from passerelles.law.wording import number_fr, plural

_DAYS_OF_A_MONTH = 30  # how days left over add up into months when contracts do not follow on


@dataclass(frozen=True, slots=True, order=True)
class Length:
    """Months, from date to date, and days left over."""

    months: int
    days: int

    def exceeds(self, months: int) -> bool:
        return self > Length(months, 0)

    def __str__(self) -> str:
        left = f" et {plural(self.days, 'jour')}" if self.days else ""
        return f"{number_fr(self.months)} mois{left}"


Span = tuple[date, date]


def merged(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, those that touch or overlap made one: a day is counted once."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1] + ONE_DAY:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def length_of(spans: Iterable[Span]) -> Length:
    """Months of each span from date to date; days left over add up, thirty for a month."""
    months = days = 0
    for start, end in spans:
        full = full_months(start, end)
        months += full
        days += days_in(add_months(start, full), end)
    return Length(months + days // _DAYS_OF_A_MONTH, days % _DAYS_OF_A_MONTH)


def path_spans(check: Check[Contract], types: frozenset[str]) -> tuple[list[Span], bool]:
    """Spans of the contracts of these types in the path the asked contract belongs to, itself
    included, and whether a contract of the history has no dates.

    A path ends where nothing was signed for as long as the waiting time after a PASS; what came
    before ``path_start`` is another one.
    """
    act = check.act
    if act.start is None or act.end is None:
        return [], False
    spans, incomplete = [(act.start, act.end)], False
    for other in check.history:
        if not isinstance(other, Contract) or other.type not in types:
            continue
        if other.start is None or other.end is None:
            incomplete = True
        elif other.start <= other.end and other.start <= act.end:
            spans.append((other.start, other.end))
    gap = check.parameter("pass_waiting_months").whole if len(spans) > 1 else 0
    path: list[Span] = []
    for start, end in reversed(merged(spans)):
        if path and add_months(end, gap) < path[-1][0]:
            break
        if act.path_start is not None and end < act.path_start:
            break
        path.append((start, end))
    return path[::-1], incomplete


def cddi_length(check: Check[Contract]) -> tuple[Length, bool]:
    """How long the CDDI of the path last together, the asked one included."""
    spans, incomplete = path_spans(check, CDDI_TYPES)
    return length_of(spans), incomplete
