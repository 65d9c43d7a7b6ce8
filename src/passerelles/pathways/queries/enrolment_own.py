"""The person's programmes in plain words: where I am, what comes next, my hours and my pay."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from passerelles.kernel import clock
from passerelles.kernel.actors import Actor
from passerelles.law.person import Person
from passerelles.law.programmes.model import Gate, Phase
from passerelles.law.programmes.standing import standing
from passerelles.pathways.law_enrolments import act_of
from passerelles.pathways.models import HoursStep, ProgrammeEnrolment, WorkSession
from passerelles.pathways.queries.enrolment_law import facts_of, history_shown, with_history
from passerelles.pathways.queries.eyes import Eyes
from passerelles.pathways.queries.own import eyes_of_person
from passerelles.pathways.rules.enrolments import Attendance, hours_on

SHOWN = 12


@dataclass(frozen=True)
class NextStep:
    """A step that may come, who decides of it, and whether it is open."""

    phase: Phase
    gate: Gate
    open: bool


@dataclass(frozen=True)
class OwnProgramme:
    row: ProgrammeEnrolment
    where: str
    phase: Phase | None
    following: tuple[NextStep, ...]
    weekly_hours: Decimal | None
    more_hours: tuple[HoursStep, ...]
    sessions: tuple[WorkSession, ...]
    planned: tuple[WorkSession, ...]
    pay: Decimal | None
    unpaid: Decimal | None


def own_programmes(actor: Actor) -> list[OwnProgramme]:
    eyes = eyes_of_person(actor)
    return [_own(eyes, row) for row in with_history(eyes.entries(ProgrammeEnrolment))]


def _own(eyes: Eyes, row: ProgrammeEnrolment) -> OwnProgramme:
    today = clock.today()
    history = history_shown(row)
    facts = facts_of(row, history)
    stands = standing(act_of(facts, today), Person(), today, facts.programme)
    came = [s for s in row.sessions.all() if s.attendance == Attendance.PRESENT]
    paying = [s for s in came if s.pay is not None]
    open_to = {move.phase.code for move in stands.allowed}
    return OwnProgramme(
        row=row,
        where=eyes.name(row.organisation),
        phase=stands.phase if row.is_open else None,
        following=tuple(
            NextStep(phase, gate, gate.target in open_to)
            for gate in facts.programme.gates
            if stands.phase is not None
            and gate.source == stands.phase.code
            and (phase := facts.programme.phase(gate.target)) is not None
        ),
        weekly_hours=hours_on(history.hours, today),
        more_hours=tuple(
            sorted((h for h in row.hours.all() if h.from_on > today), key=lambda h: h.from_on)
        ),
        sessions=tuple(reversed(came))[:SHOWN],
        planned=tuple(
            s for s in row.sessions.all() if s.attendance == Attendance.PLANNED and s.day >= today
        ),
        pay=_sum(paying) if paying else None,
        unpaid=_sum([s for s in paying if s.paid_on is None]) if paying else None,
    )


def _sum(sessions: list[WorkSession]) -> Decimal:
    return sum((s.pay or Decimal(0) for s in sessions), Decimal(0))
