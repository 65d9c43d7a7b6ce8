"""Entering a programme, correcting what was said of it, leaving it with what comes after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, transaction

from passerelles.journal.actions import record
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, acting_as
from passerelles.kernel.errors import Hidden, Refusal
from passerelles.law.acts.programmes import DutyDone
from passerelles.law.findings import Answer
from passerelles.law.programmes.model import Programme, Rhythm, Term
from passerelles.law.programmes.writing import programme_data
from passerelles.pathways.actions.authorship import refuse_nir_in, signature
from passerelles.pathways.actions.enrolment_history import (
    enrolment_of,
    journal_line,
    line_signature,
    lock,
    require_open,
    require_past,
    require_yes,
    write_change,
)
from passerelles.pathways.actions.work import NOTHING_ACCEPTED, Acceptance
from passerelles.pathways.enrolment_policy import require_change
from passerelles.pathways.events import PROGRAMME_ENTERED, PROGRAMME_LEFT
from passerelles.pathways.law_enrolments import EnrolmentFacts
from passerelles.pathways.models import (
    EnrolmentPhase,
    EntryGrounds,
    HoursStep,
    Path,
    ProgrammeDuty,
    ProgrammeEnrolment,
)
from passerelles.pathways.models.enrolments import told_text
from passerelles.pathways.queries.enrolment_law import (
    EnrolmentReader,
    Offered,
    enrolment_reader,
    facts_of,
    grounds_seen,
    history_of,
    member_now,
    offered,
)
from passerelles.pathways.rules.enrolments import (
    NOTHING_TOLD,
    EnrolmentEvent,
    Grounds,
    History,
    Outcome,
    grounds_volet,
)
from passerelles.pathways.rules.stages import PathState
from passerelles.pathways.work_policy import require_professional
from passerelles.sharing.policy import require_write
from passerelles.sharing.rules.volets import Volet

# A passage is asked when a step is entered, not when the programme is.
ENTRY_TERMS = tuple(term for term in Term if term is not Term.MOVES)
# What is late and what was worked have their own place: correcting a date does not ask them again.
CORRECTION_TERMS = tuple(term for term in ENTRY_TERMS if term is not Term.DUTIES)


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryDraft:
    """What is typed about an entry.  ``told_on``: notices told and the day; ``done``: duties done
    before the entry and the day; ``phase``: the step the person begins with."""

    entered_on: date
    planned_end: date | None = None
    prescriber_kind: str = ""
    derogation_on: date | None = None
    weekly_hours: Decimal | None = None
    told_on: Mapping[str, date] = field(default_factory=dict)
    done: Mapping[str, date] = field(default_factory=dict)
    grounds: Grounds = NOTHING_TOLD
    phase: str = ""


def entry_facts(draft: EntryDraft, offer: Offered, barriers: int | None) -> EnrolmentFacts:
    """An entry as the engine reads it, before anything is written."""
    hours = ((draft.entered_on, draft.weekly_hours),) if draft.weekly_hours is not None else ()
    return EnrolmentFacts(
        programme=offer.programme,
        place_kind=offer.place.kind,
        member=offer.member,
        entered_on=draft.entered_on,
        planned_end=draft.planned_end,
        prescriber_kind=draft.prescriber_kind or None,
        derogation_on=draft.derogation_on,
        notices=frozenset(draft.told_on),
        history=History(
            duties=(
                *(DutyDone(duty=code, done_on=day) for code, day in draft.done.items()),
                # Objectives are written once in: at the door, nobody is late with the plan.
                *(
                    DutyDone(duty=duty.code, done_on=draft.entered_on)
                    for duty in offer.programme.plan_duties
                ),
            ),
            hours=hours,
        ),
        open_barriers=barriers,
    )


def asked_at_entry(reader: EnrolmentReader, draft: EntryDraft, offer: Offered) -> Answer:
    """What the programme says of this entry: the same for the page that only asks."""
    facts = entry_facts(draft, offer, reader.barriers)
    return reader.consult(facts, ENTRY_TERMS, grounds=draft.grounds)


def enrol(
    *,
    actor: Actor,
    person_id: UUID,
    code: str,
    draft: EntryDraft,
    accepted: Acceptance = NOTHING_ACCEPTED,
) -> ProgrammeEnrolment:
    """The person enters a programme that the actor's organisation runs."""
    require_professional(actor)
    refuse_nir_in(accept_reason=accepted.reason)
    with transaction.atomic():
        access = require_write(actor, person_id, Volet.PATH)
        offer = offered(actor.organisation_id, code, draft.entered_on)  # type: ignore[arg-type]
        if offer is None:
            raise Hidden("no such programme")
        _require_shape(draft, offer.programme)
        if not draft.grounds.empty:
            require_write(actor, person_id, grounds_volet(offer.programme))
        reader = enrolment_reader(actor, access)
        answer = asked_at_entry(reader, draft, offer)
        require_yes(answer.findings, accepted)
        enrolment = _create(actor, person_id, draft, offer)
        _write_first_lines(actor, enrolment, draft)
        write_change(actor, enrolment, EnrolmentEvent.ENTERED, draft.entered_on, answer, accepted)
        record(
            PROGRAMME_ENTERED,
            actor=actor,
            person_id=person_id,
            volets=[Volet.PATH],
            details={"enrolment": str(enrolment.id)},
        )
    return enrolment


def _require_shape(draft: EntryDraft, programme: Programme) -> None:
    if draft.planned_end is not None and draft.planned_end < draft.entered_on:
        raise Refusal("La fin prévue vient avant l’entrée.", "Vérifiez les dates.", "planned_end")
    if draft.entered_on > clock.today():
        raise Refusal("L’entrée se note le jour venu.", "Vérifiez la date.", "entered_on")
    if draft.weekly_hours is not None and draft.weekly_hours > 168:
        raise Refusal("Une semaine compte 168 heures.", "Vérifiez les heures.", "weekly_hours")
    if any(day > draft.entered_on for day in draft.done.values()):
        raise Refusal("C’est à faire avant l’entrée.", "Vérifiez cette date.", "entered_on")
    begins = {phase.code for phase in programme.first_phases}
    if draft.phase and draft.phase not in begins:
        raise Refusal("On ne commence pas par cette étape.", "Choisissez-en une autre.", "phase")


def _create(actor: Actor, person_id: UUID, draft: EntryDraft, offer: Offered) -> ProgrammeEnrolment:
    try:
        with transaction.atomic():
            made: ProgrammeEnrolment = ProgrammeEnrolment.unscoped.create(
                person_id=person_id,
                volet=Volet.PATH,
                path=_path(actor, person_id),
                programme=offer.programme.code,
                programme_version=offer.programme.version,
                own_version=offer.own,
                content=programme_data(offer.programme),
                entered_on=draft.entered_on,
                planned_end=draft.planned_end,
                prescriber_kind=draft.prescriber_kind,
                notices={code: day.isoformat() for code, day in draft.told_on.items()},
                derogation_on=draft.derogation_on,
                **signature(actor),
            )
    except IntegrityError:
        raise Refusal(
            "La personne est déjà inscrite à ce programme dans votre structure.",
            "Ouvrez son inscription : tout s’y note.",
        ) from None
    return made


def _path(actor: Actor, person_id: UUID) -> Path | None:
    with acting_as(actor):
        found: Path | None = Path.objects.filter(
            person_id=person_id, state=PathState.ACTIVE
        ).first()
    return found


def _write_first_lines(actor: Actor, enrolment: ProgrammeEnrolment, draft: EntryDraft) -> None:
    signed = line_signature(actor)
    if not draft.grounds.empty:
        write_grounds(actor, enrolment, draft.grounds)
    if draft.weekly_hours:
        HoursStep.objects.create(
            enrolment=enrolment,
            number=1,
            from_on=draft.entered_on,
            weekly=draft.weekly_hours,
            **signed,
        )
    for code, day in draft.done.items():
        ProgrammeDuty.objects.create(enrolment=enrolment, duty=code, done_on=day, **signed)
    if draft.phase:
        EnrolmentPhase.objects.create(
            enrolment=enrolment,
            number=1,
            phase=draft.phase,
            started_on=draft.entered_on,
            **signed,
        )


def write_grounds(actor: Actor, enrolment: ProgrammeEnrolment, grounds: Grounds) -> None:
    """What was told at the entry, in its own volet, encrypted when it is very personal."""
    EntryGrounds.unscoped.create(
        enrolment=enrolment,
        person_id=enrolment.person_id,
        volet=grounds_volet(enrolment.rules),
        told=told_text(grounds),
        **signature(actor),
    )


def correct_enrolment(
    *,
    actor: Actor,
    person_id: UUID,
    enrolment_id: UUID,
    version: int,
    draft: EntryDraft,
    accepted: Acceptance,
) -> ProgrammeEnrolment:
    """Dates, notices, who sent the person, what was told: a new line with its reason."""
    refuse_nir_in(accept_reason=accepted.reason)
    with transaction.atomic():
        access = require_write(actor, person_id, Volet.PATH)
        enrolment = enrolment_of(actor, person_id, enrolment_id)
        require_change(actor, enrolment)
        require_open(enrolment)
        if not accepted.reason.strip():
            raise Refusal("Une correction a une raison.", "Écrivez-la.", "accept_reason")
        programme = enrolment.rules
        _require_shape(replace(draft, phase="", done={}), programme)
        _require_history_inside(enrolment, draft.entered_on)
        with acting_as(actor):
            known = grounds_seen([enrolment]).get(enrolment.id, NOTHING_TOLD)
        grounds = known if draft.grounds.empty else draft.grounds
        if grounds != known:
            require_write(actor, person_id, grounds_volet(programme))
        reader = enrolment_reader(actor, access)
        facts = corrected_facts(enrolment, draft, reader.barriers)
        answer = reader.consult(facts, CORRECTION_TERMS, grounds=grounds)
        require_yes(answer.findings, accepted)
        lock(enrolment, version, **_corrected(draft))
        if grounds != known:
            write_grounds(actor, enrolment, grounds)
        on = draft.entered_on
        write_change(actor, enrolment, EnrolmentEvent.CORRECTED, on, answer, accepted)
        journal_line(actor, enrolment, "corrected")
    return enrolment


def corrected_facts(
    enrolment: ProgrammeEnrolment, draft: EntryDraft, barriers: int | None
) -> EnrolmentFacts:
    member = member_now(enrolment, draft.entered_on)
    history = replace(history_of(enrolment), days=())
    return replace(
        facts_of(enrolment, history, member=member, barriers=barriers),
        entered_on=draft.entered_on,
        planned_end=draft.planned_end,
        prescriber_kind=draft.prescriber_kind or None,
        derogation_on=draft.derogation_on,
        notices=frozenset(draft.told_on),
    )


def _corrected(draft: EntryDraft) -> dict[str, object]:
    return {
        "entered_on": draft.entered_on,
        "planned_end": draft.planned_end,
        "prescriber_kind": draft.prescriber_kind,
        "derogation_on": draft.derogation_on,
        "notices": {code: day.isoformat() for code, day in draft.told_on.items()},
    }


def _require_history_inside(enrolment: ProgrammeEnrolment, entered_on: date) -> None:
    before_entry = {
        duty.code for duty in enrolment.rules.duties if duty.rhythm is Rhythm.BEFORE_ENTRY
    }
    days = [
        *enrolment.phases.values_list("started_on", flat=True),
        *enrolment.sessions.values_list("day", flat=True),
        *enrolment.decisions.values_list("decided_on", flat=True),
        *enrolment.duties.exclude(duty__in=before_entry).values_list("done_on", flat=True),
    ]
    if days and min(days) < entered_on:
        raise Refusal(
            "Des étapes ou des séances sont notées avant ce jour.",
            "L’entrée ne peut pas venir après elles.",
            "entered_on",
        )


def leave_programme(
    *,
    actor: Actor,
    person_id: UUID,
    enrolment_id: UUID,
    version: int,
    on: date,
    outcome: Outcome,
    reason: str,
) -> ProgrammeEnrolment:
    """The person leaves, towards something; entering again stays possible, whenever."""
    refuse_nir_in(reason=reason)
    with transaction.atomic():
        access = require_write(actor, person_id, Volet.PATH)
        enrolment = enrolment_of(actor, person_id, enrolment_id)
        require_change(actor, enrolment)
        require_open(enrolment)
        require_past(on, enrolment, "on")
        if not reason.strip():
            raise Refusal("Il manque la raison.", "Écrivez-la en quelques mots.", "reason")
        _require_nothing_after(enrolment, on)
        reader = enrolment_reader(actor, access)
        facts = replace(facts_of(enrolment, member=member_now(enrolment, on)), left_on=on)
        answer = reader.consult(facts, (Term.PERIOD, Term.LIMITS), at=on)
        accepted = Acceptance(reason=reason)
        require_yes((f for f in answer.findings if f.severity.value == "block"), accepted)
        lock(enrolment, version, left_on=on, outcome=outcome.value)
        write_change(actor, enrolment, EnrolmentEvent.LEFT, on, answer, accepted)
        record(
            PROGRAMME_LEFT,
            actor=actor,
            person_id=person_id,
            volets=[Volet.PATH],
            details={"enrolment": str(enrolment.id), "outcome": outcome.value},
        )
    return enrolment


def _require_nothing_after(enrolment: ProgrammeEnrolment, on: date) -> None:
    days = [
        *enrolment.phases.values_list("started_on", flat=True),
        *enrolment.sessions.filter(corrected_by=None, attendance="present").values_list(
            "day", flat=True
        ),
    ]
    if days and max(days) > on:
        raise Refusal(
            "Une étape ou une séance est notée après ce jour.",
            "La sortie ne peut pas venir avant elle.",
            "on",
        )
