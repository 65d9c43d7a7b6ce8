"""Programme enrolments: what happens to one, how a day is noted, which words stay very personal.

What a programme asks (ages, steps, hours, duties) is the programme's own, and the engine of the
law answers about it; here stands what the record adds.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from passerelles.kernel.calendar import ONE_DAY
from passerelles.law.acts.programmes import (
    DutyDone,
    GateDecision,
    PhaseEntry,
    Session,
)
from passerelles.law.programmes.model import Duty, MetBy, Programme, Rhythm
from passerelles.law.programmes.worked import monday_of
from passerelles.law.situations import SITUATION_TEXTS, SituationKind
from passerelles.sharing.rules.volets import Volet


class EnrolmentEvent(StrEnum):
    """What happened to an enrolment; each is a line of its history, never rewritten."""

    ENTERED = "entered"
    CORRECTED = "corrected"
    LEFT = "left"


EVENT_LABELS: dict[EnrolmentEvent, str] = {
    EnrolmentEvent.ENTERED: "Entrée dans le programme",
    EnrolmentEvent.CORRECTED: "Corrigé",
    EnrolmentEvent.LEFT: "Sortie du programme",
}


class Outcome(StrEnum):
    """What the person goes to when leaving a programme; leaving is never a failure."""

    BUSINESS_LASTS = "business_lasts"
    JOB = "job"
    USUAL_CONTRACT = "usual_contract"
    TRAINING = "training"
    DIPLOMA = "diploma"
    OTHER_PROGRAMME = "other_programme"
    PAUSE = "pause"
    OTHER = "other"
    UNKNOWN = "unknown"


OUTCOME_LABELS: dict[Outcome, str] = {
    Outcome.BUSINESS_LASTS: "Son activité continue (pérennisée)",
    Outcome.JOB: "En emploi (retour à l’emploi)",
    Outcome.USUAL_CONTRACT: "Contrat ordinaire de la structure",
    Outcome.TRAINING: "En formation, à l’école",
    Outcome.DIPLOMA: "Diplôme ou titre obtenu",
    Outcome.OTHER_PROGRAMME: "Autre programme ou autre accompagnement",
    Outcome.PAUSE: "Un arrêt, avec retour possible",
    Outcome.OTHER: "Autre suite",
    Outcome.UNKNOWN: "On ne sait pas",
}


class Attendance(StrEnum):
    """How a day is noted; ``PLANNED`` waits to be told."""

    PLANNED = "planned"
    PRESENT = "present"
    ABSENT = "absent"
    EXCUSED = "excused"


ATTENDANCE_LABELS: dict[Attendance, str] = {
    Attendance.PLANNED: "prévue",
    Attendance.PRESENT: "présente, présent",
    Attendance.ABSENT: "n’est pas venu",
    Attendance.EXCUSED: "excusé",
}


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the programme as it was noted last."""

    on: date
    attendance: Attendance
    hours: Decimal = Decimal(0)
    counter: str = ""
    pay: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Assiduity:
    """Sessions attended, out of those planned: a fact told to those who decide, never a rule."""

    attended: int
    planned: int
    excused: int
    waiting: int


@dataclass(frozen=True, slots=True)
class History:
    """Everything noted of an enrolment, as the engine reads it."""

    phases: tuple[PhaseEntry, ...] = ()
    decisions: tuple[GateDecision, ...] = ()
    duties: tuple[DutyDone, ...] = ()
    days: tuple[Day, ...] = ()
    hours: tuple[tuple[date, Decimal], ...] = ()

    @property
    def sessions(self) -> tuple[Session, ...]:
        """Days come and days missed; a day excused or only planned is neither."""
        told = (Attendance.PRESENT, Attendance.ABSENT)
        return tuple(
            Session(
                day=day.on,
                hours=day.hours,
                attended=day.attendance is Attendance.PRESENT,
                counter=day.counter,
            )
            for day in self.days
            if day.attendance in told
        )


def assiduity(days: Iterable[Day], today: date) -> Assiduity:
    noted = [day for day in days if day.on <= today]
    count = {kind: sum(day.attendance is kind for day in noted) for kind in Attendance}
    return Assiduity(
        attended=count[Attendance.PRESENT],
        planned=len(noted),
        excused=count[Attendance.EXCUSED],
        waiting=count[Attendance.PLANNED],
    )


def phase_spans(starts: Iterable[tuple[str, date]], left_on: date | None) -> tuple[PhaseEntry, ...]:
    """Steps in the order they were noted: each ends the day before the next one begins."""
    ordered = list(starts)
    spans = []
    # No step is a programme without steps, or one where none is noted yet.
    for (phase, start), following in zip(ordered, [*ordered[1:], None], strict=False):
        end = following[1] - ONE_DAY if following else left_on
        spans.append(PhaseEntry(phase=phase, start=start, end=end))
    return tuple(spans)


def plans_done(programme: Programme, planned: Mapping[str, date]) -> tuple[DutyDone, ...]:
    """A duty to plan each dimension is done the day the last of them got its objective."""
    days = [planned.get(side.code) for side in programme.dimensions]
    told = [day for day in days if day is not None]
    if not told or len(told) < len(days):
        return ()
    return tuple(DutyDone(duty=duty.code, done_on=max(told)) for duty in programme.plan_duties)


Held = Mapping[MetBy, Collection[date]]


def duties_met(
    programme: Programme, held: Held, entered_on: date, left_on: date | None
) -> tuple[DutyDone, ...]:
    """Duties that what is kept elsewhere does, the days it took place within the enrolment."""
    return tuple(
        DutyDone(duty=duty.code, done_on=day)
        for duty in programme.duties
        if duty.met_by is not None
        for day in sorted(set(held.get(duty.met_by, ())))
        if _counts(duty, day, entered_on, left_on)
    )


def _counts(duty: Duty, day: date, entered_on: date, left_on: date | None) -> bool:
    if duty.rhythm is Rhythm.BEFORE_ENTRY:
        return True  # the engine says whether it came in time
    return entered_on <= day and (left_on is None or day <= left_on)


def hours_on(hours: Iterable[tuple[date, Decimal]], day: date) -> Decimal | None:
    """Weekly hours in force that day, ``None`` when none was said yet."""
    begun = [step for step in hours if step[0] <= day]
    return max(begun)[1] if begun else None


def weeks_without_day(days: Iterable[Day], since: date, today: date) -> bool:
    """Whether the last full week has no day noted, though the step plans some."""
    monday = monday_of(today) - 7 * ONE_DAY
    if since > monday:
        return False
    return not any(monday <= day.on <= monday + 6 * ONE_DAY for day in days)


# Beside those the law calls sensitive: what it says of somebody's life follows them.
_VERY_PERSONAL = frozenset({SituationKind.STREET_LIFE})


def is_very_personal(kind: SituationKind) -> bool:
    return SITUATION_TEXTS[kind].sensitive or kind in _VERY_PERSONAL


def entry_kinds(programme: Programme) -> tuple[SituationKind, ...]:
    """Situations the programme asks about at the entry."""
    return tuple(dict.fromkeys((*programme.entry.all_of, *programme.entry.any_of)))


def grounds_volet(programme: Programme) -> Volet:
    """Where what was told at the entry is kept.

    One very personal situation among those asked is enough: « non » to the others would tell it.
    """
    personal = any(is_very_personal(kind) for kind in entry_kinds(programme))
    return Volet.SENSITIVE if personal else Volet.SITUATION


@dataclass(frozen=True, slots=True)
class Grounds:
    """What was told at the entry: situations (yes or no), and what people judged.

    ``judgments`` is ``None`` when nobody said anything.
    """

    situations: tuple[tuple[SituationKind, bool], ...] = ()
    judgments: tuple[str, ...] | None = None

    @property
    def empty(self) -> bool:
        return not self.situations and self.judgments is None


NOTHING_NOTED = History()
NOTHING_TOLD = Grounds()
