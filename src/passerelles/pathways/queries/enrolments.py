"""Programmes of a record in the eyes of a reader: the list, one enrolment with all it shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from passerelles.kernel import clock
from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Hidden
from passerelles.law.findings import Answer, Severity
from passerelles.law.programmes.model import Gate, Phase, Term
from passerelles.law.programmes.remarks import Remark
from passerelles.law.programmes.standing import Standing
from passerelles.law.programmes.worked import CounterState, Week, monday_of
from passerelles.law.situations import SITUATION_TEXTS
from passerelles.law.wording import number_fr
from passerelles.law.work_kinds import WorkKind, work_kinds
from passerelles.pathways.enrolment_policy import may_change
from passerelles.pathways.models import (
    EnrolmentChange,
    EnrolmentPhase,
    HoursStep,
    PassageDecision,
    ProgrammeEnrolment,
    WorkSession,
)
from passerelles.pathways.queries.enrolment_duties import DutyView, duty_views
from passerelles.pathways.queries.enrolment_law import (
    enrolment_reader,
    facts_of,
    grounds_seen,
    history_shown,
    member_now,
    with_history,
)
from passerelles.pathways.queries.eyes import Eyes
from passerelles.pathways.rules.enrolments import (
    NOTHING_TOLD,
    Assiduity,
    Grounds,
    assiduity,
    hours_on,
)
from passerelles.programmes.rules.drawing import Box, Picture, picture
from passerelles.sharing.rules.volets import Volet

RECENT = 40
# Once in, the conditions of entry are not asked again; passages and duties have their own place.
TOLD_TERMS = (Term.LIMITS, Term.HOURS, Term.CONTRACT, Term.BARRIERS)


@dataclass(frozen=True)
class EnrolmentLine:
    """One enrolment as a list shows it."""

    row: ProgrammeEnrolment
    where: str
    phase: str

    @property
    def title(self) -> str:
        return f"{self.row.label} — {self.where}" if self.where else self.row.label

    @property
    def state(self) -> str:
        return _("en cours") if self.row.is_open else _("sortie")

    @property
    def colour(self) -> str:
        return "leaf" if self.row.is_open else "muted"


def enrolment_lines(eyes: Eyes) -> list[EnrolmentLine]:
    """Every enrolment seen, the latest first, with the step the person stands in."""
    rows = eyes.entries(ProgrammeEnrolment).select_related("organisation", "own_version")
    return [
        EnrolmentLine(row, eyes.name(row.organisation), _last_step(row))
        for row in rows.prefetch_related("phases")
    ]


def _last_step(row: ProgrammeEnrolment) -> str:
    steps = list(row.phases.all())
    return row.rules.label_of(steps[-1].phase) if steps else ""


def enrolment_seen(eyes: Eyes, enrolment_id: UUID) -> ProgrammeEnrolment:
    found: ProgrammeEnrolment | None = (
        with_history(eyes.entries(ProgrammeEnrolment)).filter(pk=enrolment_id).first()
    )
    if found is None:
        raise Hidden("no such enrolment")
    return found


def enrolment_to_change(eyes: Eyes, actor: Actor, enrolment_id: UUID) -> ProgrammeEnrolment:
    """One the actor runs and that is still open, else the same ``Hidden``."""
    row = enrolment_seen(eyes, enrolment_id)
    if not row.is_open or not may_change(actor, row):
        raise Hidden("not to change")
    return row


@dataclass(frozen=True)
class GateView:
    """A passage: is it open, what would it need, what was decided, and the attendance told."""

    gate: Gate
    target: str
    open: bool
    why: str
    needs: tuple[Remark, ...]
    decisions: tuple[PassageDecision, ...]
    decidable: bool
    enterable: bool


@dataclass(frozen=True)
class WeekLine:
    """A week as the engine counts it, with the pay kept day by day."""

    week: Week
    pay: Decimal | None
    unpaid: Decimal


@dataclass(frozen=True)
class CounterLine:
    state: CounterState
    share: int

    @property
    def aim(self) -> str:
        counter = self.state.counter
        least = number_fr(counter.hours_min)
        return f"{least} à {number_fr(counter.hours_max)}" if counter.hours_max else least


@dataclass(frozen=True)
class Step:
    """A box of the picture: where the person stands, went, or has not gone yet."""

    box: Box
    state: str


@dataclass(frozen=True)
class Moment:
    """One line of the history: a change of the enrolment, or a step entered."""

    on: date
    number: int
    change: EnrolmentChange | None = None
    step: EnrolmentPhase | None = None
    title: str = ""
    place: str = ""


@dataclass(frozen=True)
class EnrolmentPage:
    """Everything the page of one enrolment shows."""

    line: EnrolmentLine
    row: ProgrammeEnrolment
    stands: Standing
    answer: Answer
    gates: tuple[GateView, ...]
    beginnings: tuple[Phase, ...]
    duties: tuple[DutyView, ...]
    weeks: tuple[WeekLine, ...]
    sessions: tuple[WorkSession, ...]
    assiduity: Assiduity
    counters: tuple[CounterLine, ...]
    hours: tuple[HoursStep, ...]
    weekly_hours: Decimal | None
    phases: tuple[tuple[EnrolmentPhase, str, str], ...]
    changes: tuple[EnrolmentChange, ...]
    grounds: Grounds | None
    barriers: int | None
    changeable: bool
    notable: bool
    pays: bool

    @property
    def recent(self) -> tuple[WorkSession, ...]:
        return self.sessions[::-1][:RECENT]

    @property
    def told_in_time(self) -> tuple[Moment, ...]:
        """Steps and changes together, the latest first."""
        moments = [Moment(c.effective_on, c.number, change=c) for c in self.changes]
        moments += [
            Moment(step.started_on, step.number, step=step, title=label, place=place)
            for step, label, place in self.phases
        ]
        return tuple(sorted(moments, key=lambda m: (m.on, m.step is not None, m.number))[::-1])

    @property
    def drawn(self) -> Picture:
        return picture(self.row.rules)

    @property
    def drawn_steps(self) -> tuple[Step, ...]:
        """Boxes of the picture, each with where the person stands."""
        now = self.stands.phase.code if self.stands.phase else ""
        been = {step.phase for step, _label, _place in self.phases}
        return tuple(
            Step(box, "now" if box.code == now else "past" if box.code in been else "ahead")
            for box in self.drawn.boxes
        )

    @property
    def contracts(self) -> tuple[WorkKind, ...]:
        """Kinds of contract that suit the step: the form opens with the programme told."""
        phase = self.stands.phase
        if phase is None or not self.pays:
            return ()
        return tuple(work_kinds()[code] for code in phase.contracts)

    @property
    def told(self) -> tuple[tuple[str, str], ...]:
        """What was told to enter, in words, for whoever may read it."""
        if self.grounds is None:
            return ()
        judged = self.grounds.judgments
        lines = [(SITUATION_TEXTS[k].label, _yes(y)) for k, y in self.grounds.situations]
        if judged is not None:
            asked = self.row.rules.entry.judgments
            lines += [(j.label.capitalize(), _yes(j.code in judged)) for j in asked]
        return tuple(lines)

    @property
    def told_notices(self) -> tuple[tuple[str, date | None], ...]:
        told = self.row.notices
        return tuple(
            (n.text, date.fromisoformat(told[n.code]) if n.code in told else None)
            for n in self.row.rules.notices
        )

    @property
    def unpaid(self) -> tuple[WorkSession, ...]:
        return tuple(s for s in self.sessions if s.pay is not None and s.paid_on is None)

    @property
    def pay(self) -> Decimal | None:
        kept = [s.pay for s in self.sessions if s.pay is not None]
        return sum(kept, Decimal(0)) if kept else None


def enrolment_page(eyes: Eyes, actor: Actor, row: ProgrammeEnrolment) -> EnrolmentPage:
    reader = enrolment_reader(actor, eyes.access)
    today = clock.today()
    grounds = grounds_seen([row]).get(row.pk)
    history = history_shown(row)
    facts = facts_of(row, history, member=member_now(row, today), barriers=reader.barriers)
    stands = reader.stands(facts, today, grounds or NOTHING_TOLD)
    answer = reader.consult(facts, TOLD_TERMS, today, grounds or NOTHING_TOLD)
    writes = eyes.access.may_write(Volet.PATH) and row.is_open
    changes = writes and may_change(actor, row)
    sessions = tuple(row.sessions.all())
    return EnrolmentPage(
        line=EnrolmentLine(row, eyes.name(row.organisation), _last_step(row)),
        row=row,
        stands=stands,
        answer=answer,
        gates=tuple(_gates(row, stands, changes)),
        beginnings=_beginnings(stands, changes),
        duties=tuple(duty_views(row, stands, writes)),
        weeks=tuple(_weeks(stands, sessions)),
        sessions=sessions,
        assiduity=assiduity(history.days, today),
        counters=tuple(CounterLine(state, _share(state)) for state in stands.counters),
        hours=tuple(sorted(row.hours.all(), key=lambda step: step.from_on)),
        weekly_hours=hours_on(history.hours, today),
        phases=tuple(_phases(eyes, row)),
        changes=tuple(row.changes.all()) if _own(eyes, row) else (),
        grounds=grounds,
        barriers=reader.barriers,
        changeable=changes,
        notable=writes and row.rules.contract_created,
        pays=eyes.access.may_write(Volet.PATH),
    )


def _yes(said: bool) -> str:
    return _("oui") if said else _("non")


def _own(eyes: Eyes, row: ProgrammeEnrolment) -> bool:
    return row.organisation_id == eyes.organisation_id


def _gates(row: ProgrammeEnrolment, stands: Standing, changes: bool) -> Iterator[GateView]:
    allowed = {move.phase.code: move for move in stands.allowed}
    refused = {move.phase.code: move for move in stands.refused}
    visited = {phase.phase for phase in row.phases.all()}
    current = stands.phase.code if stands.phase else None
    for gate in stands.programme.gates:
        move = allowed.get(gate.target)
        needs = refused[gate.target].reasons if gate.target in refused else ()
        yield GateView(
            gate=gate,
            target=stands.programme.label_of(gate.target),
            open=move is not None or gate.target == current,
            why=move.why if move else "",
            needs=needs,
            decisions=tuple(d for d in row.decisions.all() if d.gate == gate.code),
            decidable=changes and gate.decision and gate.source in visited,
            enterable=changes and move is not None,
        )


def _beginnings(stands: Standing, changes: bool) -> tuple[Phase, ...]:
    """Steps one may enter without a passage: the first ones, and those already done.

    What is only unknown of the entry is said on the next page, and ticked.
    """
    if not changes:
        return ()
    gated = {gate.target for gate in stands.programme.gates}
    ready = [move.phase for move in stands.allowed]
    ready += [
        refused.phase
        for refused in stands.refused
        if all(reason.severity is Severity.UNKNOWN for reason in refused.reasons)
    ]
    return tuple(phase for phase in ready if phase.code not in gated)


def _weeks(stands: Standing, sessions: tuple[WorkSession, ...]) -> Iterator[WeekLine]:
    for week in reversed(stands.weeks):
        kept = [s for s in sessions if monday_of(s.day) == week.monday and s.pay is not None]
        pay = sum((s.pay or Decimal(0) for s in kept), Decimal(0)) if kept else None
        unpaid = sum((s.pay or Decimal(0) for s in kept if s.paid_on is None), Decimal(0))
        yield WeekLine(week, pay, unpaid)


def _share(state: CounterState) -> int:
    if not state.counter.hours_min:
        return 100
    return min(round(100 * state.done / state.counter.hours_min), 100)


def _phases(eyes: Eyes, row: ProgrammeEnrolment) -> Iterator[tuple[EnrolmentPhase, str, str]]:
    for step in row.phases.all():
        yield step, row.rules.label_of(step.phase), eyes.name(step.place)


def session_to_correct(row: ProgrammeEnrolment, session_id: UUID) -> WorkSession:
    for session in row.sessions.all():
        if session.pk == session_id and session.paid_on is None:
            return session
    raise Hidden("no such session")
