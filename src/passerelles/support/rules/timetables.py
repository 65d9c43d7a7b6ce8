"""A progressive timetable: hours a week that grow step by step, around family life."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

HOURS_IN_A_WEEK = Decimal(168)
DAY = timedelta(days=1)


class Weekday(StrEnum):
    MONDAY = "mon"
    TUESDAY = "tue"
    WEDNESDAY = "wed"
    THURSDAY = "thu"
    FRIDAY = "fri"
    SATURDAY = "sat"
    SUNDAY = "sun"


WEEKDAY_LABELS: dict[Weekday, str] = {
    Weekday.MONDAY: "lundi",
    Weekday.TUESDAY: "mardi",
    Weekday.WEDNESDAY: "mercredi",
    Weekday.THURSDAY: "jeudi",
    Weekday.FRIDAY: "vendredi",
    Weekday.SATURDAY: "samedi",
    Weekday.SUNDAY: "dimanche",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One level: from a day on, so many hours a week; ``end`` is its last day, if known."""

    start: date
    weekly_hours: Decimal
    days: tuple[Weekday, ...] = ()
    times: str = ""
    end: date | None = None


@dataclass(frozen=True, slots=True)
class StepFault:
    """``place``: which step, counted from one."""

    place: int
    message: str
    remedy: str


def step_fault(steps: Sequence[Step]) -> StepFault | None:
    """The first thing that cannot be; nothing here is a limit of the law."""
    if not steps:
        return StepFault(1, "Il manque au moins un palier.", "Écrivez un jour et des heures.")
    for place, step in enumerate(steps, start=1):
        if not 0 < step.weekly_hours <= HOURS_IN_A_WEEK:
            return StepFault(place, "Une semaine compte de 1 à 168 heures.", "Corrigez les heures.")
        if place > 1 and step.start <= steps[place - 2].start:
            return StepFault(
                place, "Ce palier commence avant le précédent.", "Écrivez-les dans l’ordre."
            )
    last = steps[-1]
    if last.end is not None and last.end < last.start:
        return StepFault(len(steps), "Le dernier jour précède le début.", "Corrigez une date.")
    return None


def closed_steps(steps: Sequence[Step], last_day: date | None) -> tuple[Step, ...]:
    """Each step ends the day before the next; the last one on ``last_day``, or stays open."""
    ends = [following.start - DAY for following in steps[1:]] + [last_day]
    return tuple(
        Step(step.start, step.weekly_hours, step.days, step.times, end)
        for step, end in zip(steps, ends, strict=True)
    )


def step_on(steps: Iterable[Step], day: date) -> Step | None:
    for step in steps:
        if step.start <= day and (step.end is None or day <= step.end):
            return step
    return None


@dataclass(frozen=True, slots=True)
class AgainstContract:
    """What the steps reach beside what the contract says: told, never a refusal."""

    reached: Decimal
    contract: Decimal | None

    @property
    def known(self) -> bool:
        return self.contract is not None

    @property
    def gap(self) -> Decimal:
        return self.reached - self.contract if self.contract is not None else Decimal(0)


def against_contract(steps: Sequence[Step], contract: Decimal | None) -> AgainstContract:
    """The highest level is the one that meets the contract."""
    return AgainstContract(max(step.weekly_hours for step in steps), contract)


def total_hours(steps: Iterable[Step]) -> Decimal | None:
    """Hours of the whole timetable; ``None`` while its last day is not known."""
    total = Decimal(0)
    for step in steps:
        if step.end is None:
            return None
        days = (step.end - step.start).days + 1
        total += step.weekly_hours * days / 7
    return total.quantize(Decimal(1))
