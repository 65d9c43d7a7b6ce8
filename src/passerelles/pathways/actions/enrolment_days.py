"""Days of a programme: planned, told, corrected, paid; and what the team did of its duties."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, transaction

from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, acting_as
from passerelles.kernel.errors import Conflict, Hidden, Refusal
from passerelles.law.acts.programmes import Session
from passerelles.law.programmes.model import Programme, Rhythm
from passerelles.law.programmes.worked import PaidSession, paid_sessions
from passerelles.pathways.actions.authorship import refuse_nir_in
from passerelles.pathways.actions.enrolment_history import (
    enrolment_of,
    journal_line,
    line_signature,
    require_inside,
    require_open,
    require_past,
)
from passerelles.pathways.law_enrolments import act_of
from passerelles.pathways.models import ProgrammeDuty, ProgrammeEnrolment, WorkSession
from passerelles.pathways.queries.enrolment_law import facts_of
from passerelles.pathways.queries.enrolment_met import met_duties
from passerelles.pathways.rules.enrolments import Attendance
from passerelles.sharing.policy import require_write
from passerelles.sharing.rules.volets import Volet

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class DaySaid:
    """A day as it is told: who came, how many hours, of which counter, paid that very day or not."""

    day: date
    attendance: Attendance
    hours: Decimal = ZERO
    counter: str = ""
    paid: bool = False


def note_session(
    *, actor: Actor, person_id: UUID, enrolment_id: UUID, said: DaySaid
) -> WorkSession:
    """A day planned, or told; a day that was planned is answered by telling it."""
    with transaction.atomic():
        require_write(actor, person_id, Volet.PATH)
        enrolment = enrolment_of(actor, person_id, enrolment_id)
        require_open(enrolment)
        planned = enrolment.sessions.filter(
            day=said.day, counter=said.counter, corrected_by=None, attendance=Attendance.PLANNED
        ).first()
        session = _write(actor, enrolment, said, planned, "")
        journal_line(actor, enrolment, "session")
    return session


def note_sheet(*, actor: Actor, said: Mapping[tuple[UUID, UUID], DaySaid]) -> list[WorkSession]:
    """One sheet for a work site, by person and enrolment: each day goes to its own record, all of
    them or none."""
    with transaction.atomic():
        return [
            note_session(actor=actor, person_id=person_id, enrolment_id=enrolment_id, said=one)
            for (person_id, enrolment_id), one in said.items()
        ]


def correct_session(
    *,
    actor: Actor,
    person_id: UUID,
    enrolment_id: UUID,
    session_id: UUID,
    said: DaySaid,
    reason: str,
) -> WorkSession:
    """A new row takes the place of the one that was wrong, which stays readable."""
    refuse_nir_in(reason=reason)
    with transaction.atomic():
        require_write(actor, person_id, Volet.PATH)
        enrolment = enrolment_of(actor, person_id, enrolment_id)
        known = _session(enrolment, session_id)
        if not reason.strip():
            raise Refusal("Une correction a une raison.", "Écrivez-la.", "reason")
        if known.paid_on is not None:
            raise Refusal(
                "Cette séance est notée payée : elle ne se corrige plus.",
                "Notez la différence avec qui tient la caisse.",
            )
        session = _write(actor, enrolment, said, known, reason.strip())
        journal_line(actor, enrolment, "session")
    return session


def _locked(enrolment: ProgrammeEnrolment, session_ids: Iterable[UUID]) -> list[WorkSession]:
    """Days as they stand now: whoever pays or corrects them at the same time waits.

    The lock comes before any other condition, which is then read on the row as it has become.
    """
    rows = WorkSession.objects.select_for_update().filter(enrolment=enrolment, pk__in=session_ids)
    found = list(rows.order_by("pk"))
    corrected = WorkSession.objects.filter(corrects__in=found).values_list("corrects_id", flat=True)
    gone = set(corrected)
    return [row for row in found if row.pk not in gone]


def _session(enrolment: ProgrammeEnrolment, session_id: UUID) -> WorkSession:
    found = _locked(enrolment, [session_id])
    if not found:
        raise Hidden("no such session")
    return found[0]


def _write(
    actor: Actor,
    enrolment: ProgrammeEnrolment,
    said: DaySaid,
    replaces: WorkSession | None,
    reason: str,
) -> WorkSession:
    programme = enrolment.rules
    _check(enrolment, programme, said)
    paid = _paid(enrolment, said)
    pay = paid.pay if paid else None
    if said.paid and pay is None:
        raise Refusal("Cette séance ne paie rien.", "Décochez « payé ».", "paid")
    signed = line_signature(actor)
    try:
        with transaction.atomic():
            made: WorkSession = WorkSession.objects.create(
                enrolment=enrolment,
                day=said.day,
                attendance=said.attendance.value,
                hours=said.hours if said.attendance is Attendance.PRESENT else ZERO,
                counter=said.counter,
                phase=paid.phase.code if paid and paid.phase else "",
                rate=paid.phase.pay_per_hour if paid and paid.phase else None,
                pay=pay,
                paid_on=said.day if said.paid else None,
                paid_by=signed["author_name"] if said.paid else "",
                corrects=replaces,
                reason=reason,
                **signed,
            )
    except IntegrityError:
        raise Refusal(
            "Une séance est déjà notée ce jour-là.",
            "Ouvrez-la et corrigez-la si elle est fausse.",
            "day",
        ) from None
    return made


def _check(enrolment: ProgrammeEnrolment, programme: Programme, said: DaySaid) -> None:
    if not programme.contract_created:
        raise Refusal(
            f"{programme.label} : la personne travaille à son compte, aucune heure ne se note.",
            "Notez plutôt un rendez-vous, ou ce que l’équipe a fait.",
        )
    if said.attendance is Attendance.PLANNED:
        require_inside(said.day, enrolment, "day")
    else:
        require_past(said.day, enrolment, "day")
    if said.attendance is Attendance.PRESENT and not 0 < said.hours <= 24:
        raise Refusal("Une séance suivie a des heures, 24 au plus.", "Écrivez-les.", field="hours")
    known = {counter.code for counter in programme.counters}
    if said.counter and said.counter not in known:
        raise Refusal("Ce compteur n’est pas du programme.", "Choisissez-le.", "counter")
    if len(known) > 1 and not said.counter:
        raise Refusal("Dites de quelles heures il s’agit.", "Choisissez un compteur.", "counter")


def _paid(enrolment: ProgrammeEnrolment, said: DaySaid) -> PaidSession | None:
    """What the engine pays for that day, at the rate of the step of that day."""
    facts = facts_of(enrolment)
    one = Session(day=said.day, hours=said.hours, attended=said.attendance is Attendance.PRESENT)
    act = replace(act_of(facts, said.day), sessions=(one,))
    found = paid_sessions(act, said.day, facts.programme)
    return found[0] if found else None


def mark_paid(
    *, actor: Actor, person_id: UUID, enrolment_id: UUID, session_ids: tuple[UUID, ...], on: date
) -> int:
    """Money handed over on a day: each session is paid once, whoever clicks at the same time."""
    with transaction.atomic():
        require_write(actor, person_id, Volet.PATH)
        enrolment = enrolment_of(actor, person_id, enrolment_id)
        require_past(on, enrolment, "on")
        if not session_ids:
            raise Refusal("Aucune séance n’est cochée.", "Cochez celles qui sont payées.", "paid")
        name = line_signature(actor)["author_name"]
        due = [
            row
            for row in _locked(enrolment, session_ids)
            if row.pay is not None and row.paid_on is None and row.day <= on
        ]
        if len(due) != len(set(session_ids)):
            raise Conflict(
                "Une de ces séances vient d’être notée payée, ou corrigée.",
                "Rien n’a été écrit : relisez la liste, puis recommencez.",
            )
        WorkSession.objects.filter(pk__in=[row.pk for row in due]).update(paid_on=on, paid_by=name)
        journal_line(actor, enrolment, "pay")
    return len(due)


def note_duty(
    *, actor: Actor, person_id: UUID, enrolment_id: UUID, duty: str, done_on: date, note: str = ""
) -> ProgrammeDuty:
    """What the programme asks of the team, done on a day."""
    refuse_nir_in(note=note)
    with transaction.atomic():
        require_write(actor, person_id, Volet.PATH)
        enrolment = enrolment_of(actor, person_id, enrolment_id)
        asked = next((d for d in enrolment.rules.duties if d.code == duty), None)
        if asked is None:
            raise Hidden("no such duty")
        if asked.plans_dimensions:
            raise Refusal(
                "Un objectif pour chaque côté, et c’est fait.", "Notez les objectifs dans le plan."
            )
        if done_on > clock.today():
            raise Refusal("Ce jour n’est pas encore venu.", "Notez-le ce jour-là.", "done_on")
        if asked.rhythm is not Rhythm.BEFORE_ENTRY:
            require_past(done_on, enrolment, "done_on")
        _refuse_said_twice(actor, enrolment, duty, done_on)
        try:
            with transaction.atomic():
                made: ProgrammeDuty = ProgrammeDuty.objects.create(
                    enrolment=enrolment,
                    duty=duty,
                    done_on=done_on,
                    note=note.strip(),
                    **line_signature(actor),
                )
        except IntegrityError:
            raise Refusal("C’est déjà noté ce jour-là.", "Il n’y a rien à faire.") from None
        journal_line(actor, enrolment, "duty")
    return made


def _refuse_said_twice(
    actor: Actor, enrolment: ProgrammeEnrolment, duty: str, done_on: date
) -> None:
    with acting_as(actor):
        met = met_duties([enrolment]).get(enrolment.pk, ())
    if any(one.duty == duty and one.done_on == done_on for one in met):
        raise Refusal(
            "Ce jour-là compte déjà : la rencontre est notée dans le dossier.",
            "Il n’y a rien à faire.",
            "done_on",
        )
