"""Scenes of programmes: who is in, since when, and what was noted."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from passerelles.kernel import clock
from passerelles.kernel.actors import Actor
from passerelles.law.findings import Severity
from passerelles.law.situations import SituationKind
from passerelles.pathways.actions.enrolment_days import DaySaid, note_session
from passerelles.pathways.actions.enrolment_steps import (
    GateSaid,
    StepDraft,
    decide_passage,
    enter_phase,
)
from passerelles.pathways.actions.enrolments import EntryDraft, asked_at_entry, enrol
from passerelles.pathways.actions.work import Acceptance
from passerelles.pathways.models import ProgrammeEnrolment
from passerelles.pathways.queries.enrolment_law import enrolment_reader, offered
from passerelles.pathways.rules.enrolments import Attendance, Grounds
from passerelles.pathways.rules.work import warning_code
from passerelles.people.models import Person
from passerelles.sharing.policy import open_record
from tests.cast import Cast
from tests.pathways.work_scenes import day, mona, sami

ADDICTION = Grounds(((SituationKind.ADDICTION, True),))


def young(cast: Cast, age: int = 22, days: int = 40) -> Person:
    """Somebody of that age on the day of the entry."""
    entered = day(-days)
    return sami(cast, birth_date=date(entered.year - age, entered.month, min(entered.day, 28)))


def entry(days: int = -40, **more: Any) -> EntryDraft:
    return EntryDraft(entered_on=day(days), **more)


def all_read(actor: Actor, person: Person, code: str, draft: EntryDraft) -> Acceptance:
    """Every point that is unsure, ticked with a reason."""
    assert actor.organisation_id is not None
    offer = offered(actor.organisation_id, code, draft.entered_on)
    assert offer is not None
    reader = enrolment_reader(actor, open_record(actor, person.id))
    unsure = [
        finding
        for finding in asked_at_entry(reader, draft, offer).findings
        if finding.severity in {Severity.WARN, Severity.UNKNOWN}
    ]
    codes = frozenset(warning_code(finding) for finding in unsure)
    return Acceptance(codes, "Vu en équipe." if codes else "")


def enrolled(
    actor: Actor, person: Person, code: str, draft: EntryDraft, **more: Any
) -> ProgrammeEnrolment:
    accepted = more.pop("accepted", None) or all_read(actor, person, code, draft)
    return enrol(actor=actor, person_id=person.id, code=code, draft=draft, accepted=accepted)


def in_tapaj(cast: Cast, person: Person | None = None, days: int = -40) -> ProgrammeEnrolment:
    """In phase 1: one work site a week, four hours, paid the same day."""
    person = person or young(cast)
    return enrolled(mona(cast), person, "tapaj", entry(days, grounds=ADDICTION, phase="p1"))


def came(cast: Cast, row: ProgrammeEnrolment, days: int, hours: str = "4", **more: Any) -> Any:
    said = DaySaid(day(days), Attendance.PRESENT, Decimal(hours), **more)
    return note_session(actor=mona(cast), person_id=row.person_id, enrolment_id=row.id, said=said)


def fresh(row: ProgrammeEnrolment) -> ProgrammeEnrolment:
    found: ProgrammeEnrolment = ProgrammeEnrolment.unscoped.get(pk=row.pk)
    return found


def decides(cast: Cast, row: ProgrammeEnrolment, gate: str, days: int, **more: Any) -> Any:
    said = GateSaid(
        day(days), more.pop("passed", True), more.pop("by", "Mona et l’équipe"), "elle vient"
    )
    return decide_passage(
        actor=mona(cast),
        person_id=row.person_id,
        enrolment_id=row.id,
        version=fresh(row).version,
        gate=gate,
        said=said,
    )


def moves(cast: Cast, row: ProgrammeEnrolment, phase: str, days: int, **more: Any) -> Any:
    return enter_phase(
        actor=mona(cast),
        person_id=row.person_id,
        enrolment_id=row.id,
        version=fresh(row).version,
        draft=StepDraft(phase, day(days)),
        **more,
    )


def today() -> date:
    return clock.today()
