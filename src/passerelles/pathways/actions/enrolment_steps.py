"""From step to step: a passage decided by named people, a step entered, hours that grow."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max

from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Conflict, Hidden, Refusal
from passerelles.law.findings import Finding, Severity
from passerelles.law.programmes.model import TERM_RULES, Gate, Term
from passerelles.law.programmes.remarks import Remark
from passerelles.law.programmes.standing import Standing
from passerelles.organisations.models import Organisation
from passerelles.pathways.actions.authorship import refuse_nir_in
from passerelles.pathways.actions.enrolment_history import (
    enrolment_of,
    journal_line,
    line_signature,
    lock,
    require_inside,
    require_open,
    require_past,
    require_yes,
)
from passerelles.pathways.actions.work import NOTHING_ACCEPTED, Acceptance
from passerelles.pathways.enrolment_policy import require_change
from passerelles.pathways.law_enrolments import answer_about
from passerelles.pathways.models import (
    EnrolmentPhase,
    HoursStep,
    PassageDecision,
    ProgrammeEnrolment,
)
from passerelles.pathways.queries.enrolment_law import (
    EnrolmentReader,
    enrolment_reader,
    facts_of,
    history_of,
    member_now,
)
from passerelles.pathways.rules.enrolments import assiduity
from passerelles.sharing.policy import require_write
from passerelles.sharing.rules.volets import Volet


@dataclass(frozen=True, slots=True)
class GateSaid:
    """A decision of people: who they are, by name or role, and what they looked at."""

    decided_on: date
    passed: bool
    decided_by: str
    grounds: str = ""


def _opened(
    actor: Actor, person_id: UUID, enrolment_id: UUID
) -> tuple[EnrolmentReader, ProgrammeEnrolment]:
    access = require_write(actor, person_id, Volet.PATH)
    enrolment = enrolment_of(actor, person_id, enrolment_id)
    require_change(actor, enrolment)
    require_open(enrolment)
    return enrolment_reader(actor, access), enrolment


def decide_passage(
    *,
    actor: Actor,
    person_id: UUID,
    enrolment_id: UUID,
    version: int,
    gate: str,
    said: GateSaid,
) -> PassageDecision:
    """People open a passage, or not yet.  Attendance is kept beside it, and decides nothing."""
    refuse_nir_in(decided_by=said.decided_by, grounds=said.grounds)
    with transaction.atomic():
        _reader, enrolment = _opened(actor, person_id, enrolment_id)
        passage = gate_of(enrolment, gate)
        if not passage.decision:
            raise Refusal("Ce passage s’ouvre sans décision.", "Entrez dans l’étape.")
        require_past(said.decided_on, enrolment, "decided_on")
        if not said.decided_by.strip():
            raise Refusal("Il manque qui a décidé.", "Écrivez des noms ou des rôles.", "decided_by")
        history = history_of(enrolment)
        if not any(
            p.phase == passage.source and p.start <= said.decided_on for p in history.phases
        ):
            label = enrolment.rules.label_of(passage.source)
            raise Refusal(
                f"La personne n’est pas encore passée par « {label} ».",
                "Notez d’abord cette étape.",
            )
        seen = assiduity(history.days, said.decided_on)
        lock(enrolment, version)
        try:
            with transaction.atomic():
                decision = PassageDecision.objects.create(
                    enrolment=enrolment,
                    gate=gate,
                    seen_version=version,
                    decided_on=said.decided_on,
                    passed=said.passed,
                    decided_by=said.decided_by.strip(),
                    grounds=said.grounds.strip(),
                    attended=seen.attended,
                    planned=seen.planned,
                    **line_signature(actor),
                )
        except IntegrityError:
            raise Conflict("Quelqu’un vient de décider.", "Relisez sa décision.") from None
        journal_line(actor, enrolment, "passage")
    return decision


def gate_of(enrolment: ProgrammeEnrolment, code: str) -> Gate:
    for gate in enrolment.rules.gates:
        if gate.code == code:
            return gate
    raise Hidden("no such passage")


@dataclass(frozen=True, slots=True)
class StepDraft:
    """A step entered on a day, where, and why."""

    phase: str
    on: date
    place_id: UUID | None = None
    reason: str = ""


def enter_phase(
    *,
    actor: Actor,
    person_id: UUID,
    enrolment_id: UUID,
    version: int,
    draft: StepDraft,
    accepted: Acceptance = NOTHING_ACCEPTED,
) -> EnrolmentPhase:
    """The person enters a step: refused without what its passage needs, said by the engine."""
    refuse_nir_in(reason=draft.reason, accept_reason=accepted.reason)
    with transaction.atomic():
        reader, enrolment = _opened(actor, person_id, enrolment_id)
        if enrolment.rules.phase(draft.phase) is None:
            raise Hidden("no such step")
        require_past(draft.on, enrolment, "on")
        last = enrolment.phases.order_by("-number").first()
        if last is not None and draft.on < last.started_on:
            raise Refusal(
                "La dernière étape notée commence après ce jour.", "Vérifiez la date.", "on"
            )
        require_yes(step_findings(reader, enrolment, draft), accepted)
        lock(enrolment, version)
        step = EnrolmentPhase.objects.create(
            enrolment=enrolment,
            number=_next_number(enrolment.phases),
            phase=draft.phase,
            started_on=draft.on,
            place=_place(draft.place_id),
            reason=(draft.reason or accepted.reason).strip(),
            **line_signature(actor),
        )
        journal_line(actor, enrolment, "step")
    return step


def step_findings(
    reader: EnrolmentReader, enrolment: ProgrammeEnrolment, draft: StepDraft
) -> list[Finding]:
    """What stops or warns on the way to a step: the passage, the length, the hours."""
    facts = facts_of(enrolment, member=member_now(enrolment, draft.on))
    stands = reader.stands(facts, draft.on)
    found = [_as_finding(remark) for remark in _needs(stands, draft.phase)]
    # Days already noted were answered when they were: they do not come back at each step.
    asked = reader.asked(replace(facts, history=replace(facts.history, days=())), draft.on)
    moving = replace(asked, act=replace(asked.act, move_to=draft.phase))
    wanted = (Term.LIMITS, Term.HOURS)
    return [*found, *(f for f in answer_about(moving, wanted).findings)]


def _needs(stands: Standing, phase: str) -> tuple[Remark, ...]:
    if stands.phase is not None and stands.phase.code == phase:
        raise Refusal("La personne est déjà dans cette étape.", "Il n’y a rien à noter.")
    for refused in stands.refused:
        if refused.phase.code == phase:
            return refused.reasons
    return ()


def _as_finding(remark: Remark) -> Finding:
    return Finding(
        TERM_RULES[Term.MOVES], remark.severity, remark.message, "", remedy=remark.remedy
    )


def _place(place_id: UUID | None) -> Organisation | None:
    if place_id is None:
        return None
    found = Organisation.objects.filter(pk=place_id).first()
    if found is None:
        raise Refusal("Ce lieu n’est pas dans l’annuaire.", "Choisissez-le dans la liste.", "place")
    return found


def _next_number(lines: Any) -> int:
    return (lines.aggregate(last=Max("number"))["last"] or 0) + 1


def plan_hours(
    *,
    actor: Actor,
    person_id: UUID,
    enrolment_id: UUID,
    version: int,
    from_on: date,
    weekly: Decimal,
    replaces_id: UUID | None = None,
    reason: str = "",
    accepted: Acceptance = NOTHING_ACCEPTED,
) -> HoursStep:
    """Weekly hours from a day on, past or to come, within what the step allows."""
    refuse_nir_in(reason=reason, accept_reason=accepted.reason)
    with transaction.atomic():
        reader, enrolment = _opened(actor, person_id, enrolment_id)
        require_inside(from_on, enrolment, "from_on")
        require_yes(hours_findings(reader, enrolment, from_on, weekly), accepted)
        if not 0 < weekly <= 168:
            raise Refusal(
                "Une semaine de travail a des heures, 168 au plus.", "Vérifiez.", "weekly"
            )
        replaced = _step_to_replace(enrolment, replaces_id)
        lock(enrolment, version)
        try:
            with transaction.atomic():
                step = HoursStep.objects.create(
                    enrolment=enrolment,
                    number=_next_number(enrolment.hours),
                    from_on=from_on,
                    weekly=weekly.quantize(Decimal("0.01")),
                    corrects=replaced,
                    reason=(reason or accepted.reason).strip(),
                    **line_signature(actor),
                )
        except IntegrityError:
            raise Conflict("Quelqu’un vient de changer ces heures.", "Relisez-les.") from None
        journal_line(actor, enrolment, "hours")
    return step


def hours_findings(
    reader: EnrolmentReader, enrolment: ProgrammeEnrolment, from_on: date, weekly: Decimal
) -> list[Finding]:
    facts = facts_of(enrolment, member=member_now(enrolment, from_on))
    bare = replace(facts.history, days=(), hours=((from_on, weekly),))
    answer = reader.consult(replace(facts, history=bare), (Term.HOURS, Term.CONTRACT), from_on)
    return [f for f in answer.findings if f.severity is not Severity.INFO]


def _step_to_replace(enrolment: ProgrammeEnrolment, step_id: UUID | None) -> HoursStep | None:
    if step_id is None:
        return None
    found: HoursStep | None = enrolment.hours.filter(pk=step_id, corrected_by=None).first()
    if found is None:
        raise Hidden("no such hours")
    return found
