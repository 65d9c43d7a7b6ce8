"""The sheet of a work site: everybody of one programme, for the team alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch

from passerelles.kernel.actors import Actor, Right
from passerelles.kernel.errors import Hidden
from passerelles.law.programmes.model import Phase, Programme
from passerelles.pathways.models import ProgrammeEnrolment, WorkSession
from passerelles.pathways.rules.enrolments import phase_spans
from passerelles.sharing.reading import note_listing

PEOPLE_MOST = 60


@dataclass(frozen=True)
class SheetLine:
    """Somebody, what their step usually gives that day, and what was already noted."""

    row: ProgrammeEnrolment
    person: str
    phase: str
    usual: Decimal | None
    pays: bool
    noted: WorkSession | None


@dataclass(frozen=True)
class Sheet:
    programme: Programme
    day: date
    lines: tuple[SheetLine, ...]
    more: int = 0

    @property
    def paid_by_day(self) -> bool:
        return any(phase.paid_by_day for phase in self.programme.phases)

    @property
    def to_note(self) -> tuple[SheetLine, ...]:
        """Those of whom nothing is noted that day; with several counters, a day has several."""
        several = len(self.programme.counters) > 1
        return tuple(line for line in self.lines if several or line.noted is None)

    @property
    def done(self) -> tuple[SheetLine, ...]:
        return tuple(line for line in self.lines if line.noted is not None)

    @property
    def only_counter(self) -> str:
        counters = self.programme.counters
        return counters[0].code if len(counters) == 1 else ""


@dataclass(frozen=True)
class SheetChoice:
    code: str
    label: str
    count: int


def _open_rows(actor: Actor) -> list[ProgrammeEnrolment]:
    if actor.organisation_id is None or not actor.may(Right.WRITE_PEOPLE):
        raise Hidden("accompanies nobody")
    rows = ProgrammeEnrolment.objects.filter(
        organisation_id=actor.organisation_id, left_on=None
    ).across_people()
    found: list[ProgrammeEnrolment] = list(
        rows.select_related("person", "own_version").order_by("person__first_name", "entered_on")
    )
    return [row for row in found if row.rules.contract_created]


def sheets_offered(actor: Actor) -> list[SheetChoice]:
    """Programmes of the reader's organisation in which somebody stands now."""
    found: dict[str, SheetChoice] = {}
    for row in _open_rows(actor):
        known = found.get(row.programme)
        count = known.count + 1 if known else 1
        found[row.programme] = SheetChoice(row.programme, row.label, count)
    return sorted(found.values(), key=lambda choice: choice.label)


def work_sheet(actor: Actor, code: str, day: date) -> Sheet:
    """Everybody in the programme that day, each with what was already noted."""
    rows = [row for row in _open_rows(actor) if row.programme == code and row.entered_on <= day]
    if not rows:
        if any(choice.code == code for choice in sheets_offered(actor)):
            return Sheet(_programme(actor, code), day, ())
        raise Hidden("nobody in such a programme")
    shown = _with_day(rows[:PEOPLE_MOST], day)
    note_listing(actor, sorted(row.person_id for row in shown))
    lines = tuple(_line(row, day) for row in shown)
    return Sheet(rows[0].rules, day, lines, len(rows) - len(shown))


def _programme(actor: Actor, code: str) -> Programme:
    return next(row.rules for row in _open_rows(actor) if row.programme == code)


def _with_day(rows: list[ProgrammeEnrolment], day: date) -> list[ProgrammeEnrolment]:
    noted = WorkSession.objects.filter(day=day, corrected_by=None)
    wanted = ProgrammeEnrolment.objects.filter(pk__in=[row.pk for row in rows])
    found = wanted.select_related("person", "own_version").prefetch_related(
        "phases", Prefetch("sessions", noted)
    )
    return sorted(found, key=lambda row: row.person.first_name)


def _line(row: ProgrammeEnrolment, day: date) -> SheetLine:
    phase = _phase_on(row, day)
    return SheetLine(
        row=row,
        person=row.person.short_name,
        phase=phase.label if phase else "",
        usual=phase.hours_per_session if phase else None,
        pays=phase is not None and phase.pay_per_hour is not None,
        noted=next((s for s in row.sessions.all() if s.attendance != "planned"), None),
    )


def _phase_on(row: ProgrammeEnrolment, day: date) -> Phase | None:
    spans = phase_spans(((p.phase, p.started_on) for p in row.phases.all()), row.left_on)
    for span in reversed(spans):
        if span.start <= day and (span.end is None or day <= span.end):
            return row.rules.phase(span.phase)
    return None
