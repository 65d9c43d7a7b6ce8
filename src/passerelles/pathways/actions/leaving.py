"""Leaving: a situation ends with its reason, the exit is classified, the way back opens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from passerelles.journal.actions import record
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Refusal
from passerelles.law.answers import finding_data, parameter_data, plain
from passerelles.law.findings import Severity
from passerelles.organisations.models import Organisation
from passerelles.pathways.actions.authorship import refuse_nir_in, signature, visible_entry
from passerelles.pathways.actions.contacts import is_followed, set_planned_aside
from passerelles.pathways.actions.followup import plan_contacts
from passerelles.pathways.actions.work import (
    PlaceDraft,
    journal_change,
    require_event,
    require_reason,
)
from passerelles.pathways.actions.work_history import Change, lock, write_change
from passerelles.pathways.actions.work_life import as_it_stands
from passerelles.pathways.actions.work_stage import finish_stage
from passerelles.pathways.events import EXIT_RECORDED
from passerelles.pathways.models import Exit, ReturnRight, WorkSituation
from passerelles.pathways.queries.work_law import reader_of
from passerelles.pathways.rules.exits import Classified, ExitFacts, classify, months_between
from passerelles.pathways.rules.returns import leaves_for_a_job, way_back
from passerelles.pathways.rules.work import (
    END_REASON_LABELS,
    REACHED_ITS_END,
    EndReason,
    WorkEvent,
    WorkState,
)
from passerelles.pathways.work_policy import (
    may_correct_exit,
    require_change,
    require_professional,
)
from passerelles.sharing.policy import RecordAccess, require_write
from passerelles.sharing.rules.volets import Volet


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitDraft:
    """What is told of an exit; ``follow_up``: months after which to ask how things are."""

    destination: str = ""
    contract_type: str = ""
    contract_months: Decimal | None = None
    job_signed_on: date | None = None
    presence_months: Decimal | None = None
    hours: Decimal | None = None
    agreement_start: date | None = None
    agreement_end: date | None = None
    follow_up: tuple[int, ...] = ()


def end_work(
    *,
    actor: Actor,
    person_id: UUID,
    situation_id: UUID,
    version: int,
    on: date,
    why: EndReason,
    reason: str = "",
    leaving: ExitDraft | None = None,
) -> tuple[WorkSituation, Exit | None]:
    """End a situation on a day; ``leaving`` when the person also leaves the place."""
    with transaction.atomic():
        access = require_write(actor, person_id, Volet.PATH)
        situation = visible_entry(actor, WorkSituation, person_id, situation_id)
        require_change(actor, situation)
        require_event(situation, WorkEvent.ENDED)
        refuse_nir_in(reason=reason)
        _require_past(on)
        if on < situation.start:
            raise Refusal("La fin vient avant le premier jour.", "Vérifiez la date.", "on")
        lock(
            situation,
            version,
            state=WorkState.ENDED,
            ended_on=on,
            end_reason=why,
            suspended_on=None,
        )
        said = f"{END_REASON_LABELS[why]}. {reason}".strip()
        change = Change(WorkEvent.ENDED, on, said)
        write_change(actor, situation, change, as_it_stands(actor, access, situation))
        journal_change(actor, situation, WorkEvent.ENDED)
        finish_stage(actor, situation, on, stopped=why not in REACHED_ITS_END)
        left = None
        if leaving is not None:
            place = PlaceDraft(
                situation.employer_id, situation.employer_name, situation.employer_kind
            )
            left = _record(actor, access, place, on, leaving, situation=situation)
    return situation, left


def record_exit(
    *, actor: Actor, person_id: UUID, place: PlaceDraft, left_on: date, leaving: ExitDraft
) -> Exit:
    """An exit from a place the record holds no contract with, an IME for instance."""
    require_professional(actor)
    with transaction.atomic():
        access = require_write(actor, person_id, Volet.PATH)
        _require_past(left_on)
        return _record(actor, access, place, left_on, leaving)


def correct_exit(
    *, actor: Actor, person_id: UUID, exit_id: UUID, left_on: date, leaving: ExitDraft, reason: str
) -> Exit:
    """A correction is a new exit beside the first, which stays as it was classified."""
    with transaction.atomic():
        access = require_write(actor, person_id, Volet.PATH)
        wrong = visible_entry(actor, Exit, person_id, exit_id)
        if not may_correct_exit(actor, wrong):
            raise Refusal(
                "Une autre structure a noté cette sortie.", "Demandez-lui de la corriger."
            )
        require_reason(reason)
        _require_past(left_on)
        if Exit.unscoped.filter(corrects=wrong).exists():
            raise Refusal("Cette sortie a déjà été corrigée.", "Corrigez la dernière version.")
        place = PlaceDraft(wrong.place_id, wrong.place_name, wrong.place_kind)
        return _record(
            actor,
            access,
            place,
            left_on,
            leaving,
            situation=wrong.situation,
            corrects=wrong,
            reason=reason,
        )


def _record(
    actor: Actor,
    access: RecordAccess,
    place: PlaceDraft,
    left_on: date,
    leaving: ExitDraft,
    *,
    situation: WorkSituation | None = None,
    corrects: Exit | None = None,
    reason: str = "",
) -> Exit:
    person_id = access.person.id
    known = _organisation(place.organisation_id)
    kind = known.kind if known else place.kind
    if not kind:
        raise Refusal("Il manque la sorte de structure quittée.", "Choisissez-la.", "place_kind")
    _require_sizes(leaving)
    facts = _facts(kind, left_on, leaving, situation)
    reader = reader_of(actor, access)
    classified = classify(facts, reader.gathered.person, reader.book)
    for wrong in classified.answer.of(Severity.BLOCK):
        raise Refusal(wrong.message, wrong.remedy)
    left: Exit = Exit.unscoped.create(
        person_id=person_id,
        volet=Volet.PATH,
        situation=situation,
        corrects=corrects,
        place=known,
        place_name="" if known else place.name.strip(),
        place_kind=kind,
        left_on=left_on,
        destination=leaving.destination,
        contract_type=leaving.contract_type,
        contract_months=leaving.contract_months,
        told=_told(facts),
        reason=reason.strip(),
        **_kept(classified),
        **signature(actor),
    )
    _journal(actor, left)
    _open_way_back(actor, left)
    _follow(actor, left, leaving)
    return left


def _follow(actor: Actor, left: Exit, leaving: ExitDraft) -> None:
    """Follow-up is after hiring: nobody is called about a job they do not have."""
    hired_on = leaving.job_signed_on or left.left_on
    if not leaves_for_a_job(leaving.destination, leaving.contract_type):
        if left.corrects is not None:
            set_planned_aside(actor, left.corrects, f"Sortie corrigée : {left.reason}"[:500])
    elif left.corrects is None:
        plan_contacts(actor, left, hired_on, leaving.follow_up)
    elif not is_followed(left.corrects):
        plan_contacts(actor, left, hired_on, leaving.follow_up, since=clock.today())


# Beyond, a typing mistake: a century in months, and its hours.
_MOST = {"contract_months": 1200, "presence_months": 1200, "hours": 1_000_000}


def _require_sizes(leaving: ExitDraft) -> None:
    for name, most in _MOST.items():
        value = getattr(leaving, name)
        if value is not None and not 0 <= value <= most:
            raise Refusal("Ce nombre n’est pas possible.", "Vérifiez-le.", name)


def _journal(actor: Actor, left: Exit) -> None:
    record(
        EXIT_RECORDED,
        actor=actor,
        person_id=left.person_id,
        volets=[Volet.PATH],
        details={
            "exit": str(left.id),
            "category": left.category,
            "rule_version": left.rule_version,
        },
    )


def _organisation(organisation_id: UUID | None) -> Organisation | None:
    if organisation_id is None:
        return None
    return Organisation.objects.filter(pk=organisation_id).first()


def _facts(
    kind: str, left_on: date, leaving: ExitDraft, situation: WorkSituation | None
) -> ExitFacts:
    presence = leaving.presence_months
    if presence is None and situation is not None:
        presence = months_between(_there_since(situation), left_on)
    return ExitFacts(
        place_kind=kind,
        left_on=left_on,
        destination=leaving.destination,
        contract_type=leaving.contract_type,
        contract_months=leaving.contract_months,
        job_signed_on=leaving.job_signed_on,
        presence_months=presence,
        hours=leaving.hours,
        agreement_start=leaving.agreement_start,
        agreement_end=leaving.agreement_end,
    )


def _there_since(situation: WorkSituation) -> date:
    """First day of the contracts with the same employer: several in a row are one presence."""
    if situation.employer_id is None:
        return situation.start
    rows = WorkSituation.unscoped.filter(
        person_id=situation.person_id, employer_id=situation.employer_id
    ).exclude(state=WorkState.CANCELLED)
    started = [
        row.start
        for row in rows
        if row.law_kind.family is situation.law_kind.family and row.start <= situation.start
    ]
    return min(started, default=situation.start)


def _told(facts: ExitFacts) -> dict[str, Any]:
    names = ("job_signed_on", "presence_months", "hours", "agreement_start", "agreement_end")
    return {name: plain(getattr(facts, name)) for name in names}


def _kept(classified: Classified) -> dict[str, Any]:
    answer = classified.answer
    return {
        "category": classified.category,
        "counted": classified.counted,
        "dynamic": classified.dynamic,
        "rule_version": classified.rule_version,
        "verdict": answer.verdict,
        "findings": [finding_data(finding) for finding in answer.findings],
        "parameters": [parameter_data(row) for row in answer.parameters],
    }


def _open_way_back(actor: Actor, left: Exit) -> None:
    """Opened once for an exit; a correction leaves the right where it is, or opens it."""
    way = way_back(left.place_kind, left.destination, left.contract_type)
    chain = ReturnRight.unscoped.filter(person_id=left.person_id, opened_by__in=_chain(left))
    if way is None or chain.exists():
        return
    ReturnRight.unscoped.create(
        person_id=left.person_id,
        volet=Volet.PATH,
        way=way,
        opened_by=left,
        origin=left.place,
        origin_name=left.place_name,
        opened_on=left.left_on,
        **signature(actor),
    )


def _chain(left: Exit) -> list[Exit]:
    found = [left]
    while found[-1].corrects is not None:
        found.append(found[-1].corrects)
    return found


def _require_past(on: date) -> None:
    if on > clock.today():
        raise Refusal(
            "Une sortie ou une fin se note le jour venu.",
            "Pour une fin prévue, corrigez ou renouvelez le dernier jour.",
            "on",
        )
