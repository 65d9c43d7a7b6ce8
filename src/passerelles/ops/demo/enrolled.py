"""Programmes lived in the demonstration: a work site paid the same day, a springboard contract.

Everything goes through the same actions as the pages: the rules of the programme are asked.
"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, acting_as
from passerelles.law.findings import Severity
from passerelles.law.situations import SituationKind
from passerelles.ops.demo.cast import Players
from passerelles.ops.demo.telling import ago, open_record
from passerelles.pathways.actions.enrolment_days import DaySaid, note_duty, note_session
from passerelles.pathways.actions.enrolment_steps import GateSaid, decide_passage
from passerelles.pathways.actions.enrolments import EntryDraft, asked_at_entry, enrol
from passerelles.pathways.actions.work import Acceptance
from passerelles.pathways.models import ProgrammeEnrolment
from passerelles.pathways.queries.enrolment_law import enrolment_reader, offered
from passerelles.pathways.rules.enrolments import Attendance, Grounds
from passerelles.pathways.rules.work import warning_code
from passerelles.people.models import Person
from passerelles.sharing.policy import open_record as read_record

ENTERED = 62  # days ago
HOURS = Decimal(4)
# One work site a week: he came six times out of eight.
CAME = (True, True, False, True, True, None, True, True)  # None: excused
AGREED_WITH = "Vu en équipe, avec la personne"


def tell_programmes(players: Players) -> None:
    _malo_at_tapaj(players)
    _odette_at_tremplin(players)


def enters(actor: Actor, person_id: UUID, code: str, draft: EntryDraft) -> ProgrammeEnrolment:
    """An entry where what the programme asks to look at was looked at, and says so."""
    with acting_as(actor):
        offer = offered(actor.organisation_id, code, draft.entered_on)  # type: ignore[arg-type]
        if offer is None:
            raise LookupError(f"no programme {code} on {draft.entered_on}")
        reader = enrolment_reader(actor, read_record(actor, person_id))
        unsure = {
            warning_code(finding)
            for finding in asked_at_entry(reader, draft, offer).findings
            if finding.severity in {Severity.WARN, Severity.UNKNOWN}
        }
        return enrol(
            actor=actor,
            person_id=person_id,
            code=code,
            draft=draft,
            accepted=Acceptance(frozenset(unsure), AGREED_WITH if unsure else ""),
        )


def _malo_at_tapaj(players: Players) -> None:
    """Twenty-two, a few hours a week paid the same day; the team has just opened the next step."""
    malo = open_record(
        players, "Malo", "Vertelune", by="Sarah", birth=ago(22 * 365 + 90), insee="99L08", days=70
    )
    malo.agree("aci", "accompanies", days=68)
    malo.start("Reprendre pied, quelques heures à la fois", origin="aci", by="Sarah", days=66)
    malo.wish("job", "Être dehors, avec des gens.", by="Sarah", days=60)
    sarah = players.actor("Sarah")
    told = Grounds(((SituationKind.STREET_LIFE, True),))
    draft = EntryDraft(entered_on=ago(ENTERED), grounds=told, phase="p1")
    row = enters(sarah, malo.person.id, "tapaj", draft)
    with acting_as(sarah):
        for week, came in enumerate(CAME):
            note_session(
                actor=sarah,
                person_id=malo.person.id,
                enrolment_id=row.id,
                said=_day(ENTERED - 7 * week, came),
            )
        coming = DaySaid(clock.today() + timedelta(days=3), Attendance.PLANNED)
        note_session(actor=sarah, person_id=malo.person.id, enrolment_id=row.id, said=coming)
        row.refresh_from_db()
        decide_passage(
            actor=sarah,
            person_id=malo.person.id,
            enrolment_id=row.id,
            version=row.version,
            gate="assiduity",
            said=GateSaid(
                ago(1), True, "Sarah, Julie et l’encadrant, avec Malo", "Il vient, il prévient."
            ),
        )


def _day(days: int, came: bool | None) -> DaySaid:
    if came:
        return DaySaid(ago(days), Attendance.PRESENT, HOURS, paid=True)
    return DaySaid(ago(days), Attendance.EXCUSED if came is None else Attendance.ABSENT)


def _odette_at_tremplin(players: Players) -> None:
    """A meeting each month is owed to her: the last one is already old."""
    odette = Person.unscoped.get(first_name="Odette", created_for=players.organisations["ea"])
    thomas = players.actor("Thomas")
    draft = EntryDraft(
        entered_on=ago(240),
        prescriber_kind="cap_emploi",
        told_on={"no_hire_at_the_end": ago(242)},
        grounds=Grounds((), ("adequacy",)),
        phase="tremplin",
    )
    row = enters(thomas, odette.id, "cdd_tremplin", draft)
    with acting_as(thomas):
        for days in (212, 183, 152, 121, 92, 63, 36):
            note_duty(
                actor=thomas,
                person_id=odette.id,
                enrolment_id=row.id,
                duty="monthly_meeting",
                done_on=ago(days),
            )
