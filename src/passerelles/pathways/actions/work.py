"""Work situations: opened and corrected, each version kept with what the law said of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from passerelles.journal.actions import record
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Conflict, Refusal
from passerelles.law.findings import Severity
from passerelles.law.reading import NotADocument
from passerelles.law.work_kinds import work_kinds
from passerelles.organisations.models import Organisation
from passerelles.pathways.actions.authorship import refuse_nir_in, signature, visible_entry
from passerelles.pathways.actions.work_history import Change, lock, write_change
from passerelles.pathways.actions.work_judged import judged_fields
from passerelles.pathways.actions.work_stage import (
    begin_stage,
    retitle_stage,
    stage_place,
    stage_title,
)
from passerelles.pathways.events import WORK_CHANGED, WORK_OPENED
from passerelles.pathways.law_questions import WorkFacts
from passerelles.pathways.models import Path, Stage, WorkSituation
from passerelles.pathways.models.work import HOURS_IN_A_WEEK
from passerelles.pathways.queries.work_law import Consulted, place_of, reader_of
from passerelles.pathways.rules.work import (
    WorkEvent,
    WorkState,
    may_happen,
    warning_code,
    warnings_left,
)
from passerelles.pathways.work_policy import require_change, require_professional
from passerelles.sharing.policy import RecordAccess, require_write
from passerelles.sharing.rules.volets import Volet


@dataclass(frozen=True, slots=True)
class PlaceDraft:
    """An organisation of the directory, or else a free name and what sort of place it is."""

    organisation_id: UUID | None = None
    name: str = ""
    kind: str = ""


NO_PLACE = PlaceDraft()


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkDraft:
    """What is typed about a situation."""

    kind: str
    start: date
    end: date | None = None
    weekly_hours: Decimal | None = None
    employer: PlaceDraft = NO_PLACE
    host: PlaceDraft = NO_PLACE
    prescriber: PlaceDraft = NO_PLACE
    job: str = ""
    objective: str = ""
    activity: str = ""
    supervised: bool | None = None
    demand: int | None = None
    clause_work: bool | None = None
    judged_words: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Warnings somebody has read and ticked, and why the situation goes on all the same."""

    codes: frozenset[str] = frozenset()
    reason: str = ""


NOTHING_ACCEPTED = Acceptance()


@dataclass(frozen=True, slots=True)
class Ending:
    """The end as it should have been noted; without a day, the situation goes on."""

    on: date | None


_PLACES = ("employer", "host", "prescriber")


def open_work(
    *,
    actor: Actor,
    person_id: UUID,
    draft: WorkDraft,
    accepted: Acceptance = NOTHING_ACCEPTED,
    path_id: UUID | None = None,
    stage_id: UUID | None = None,
    renews_id: UUID | None = None,
    group: UUID | None = None,
) -> WorkSituation:
    """Write a situation down once: the law is asked, and its stage of the path follows."""
    require_professional(actor)
    with transaction.atomic():
        access = require_write(actor, person_id, Volet.PATH)
        path = visible_entry(actor, Path, person_id, path_id) if path_id else None
        stage = visible_entry(actor, Stage, person_id, stage_id) if stage_id else None
        renewed = visible_entry(actor, WorkSituation, person_id, renews_id) if renews_id else None
        fields = checked_fields(draft)
        fields["renewals"] = renewed.renewals + 1 if renewed else 0
        fields |= judged_fields(actor, person_id, draft.kind, draft.details, draft.judged_words)
        facts = facts_from(draft, fields)
        consulted = ask_the_law(actor, access, facts, accepted)
        situation: WorkSituation = WorkSituation.unscoped.create(
            person_id=person_id,
            volet=Volet.PATH,
            path=stage.path if stage else path,
            renews=renewed,
            group=group,
            **fields,
            **signature(actor),
        )
        situation.stage = begin_stage(actor, situation, stage)
        situation.save(update_fields=["stage"])
        change = Change(WorkEvent.OPENED, draft.start, accepted.reason, accepted.codes)
        write_change(actor, situation, change, consulted)
        record(
            WORK_OPENED,
            actor=actor,
            person_id=person_id,
            volets=[Volet.PATH],
            details={"work": str(situation.id), "kind": situation.kind},
        )
    return situation


def correct_work(
    *,
    actor: Actor,
    person_id: UUID,
    situation_id: UUID,
    version: int,
    draft: WorkDraft,
    reason: str,
    accepted: Acceptance = NOTHING_ACCEPTED,
    ending: Ending | None = None,
) -> WorkSituation:
    """A correction is a new version with its reason; the earlier ones stay readable."""
    with transaction.atomic():
        access = require_write(actor, person_id, Volet.PATH)
        situation = visible_entry(actor, WorkSituation, person_id, situation_id)
        require_change(actor, situation)
        require_event(situation, WorkEvent.CORRECTED)
        require_reason(reason)
        fields = checked_fields(draft)
        fields.pop("kind")  # another form of work is another situation
        fields.update(_ending_fields(situation, draft, ending))
        fields |= judged_fields(
            actor, person_id, draft.kind, draft.details, draft.judged_words, before=situation
        )
        facts = facts_from(draft, {**fields, "renewals": situation.renewals})
        consulted = ask_the_law(actor, access, facts, accepted, besides=situation.id)
        before = (stage_title(situation), stage_place(situation))
        lock(situation, version, **fields)
        retitle_stage(actor, situation, before)
        change = Change(WorkEvent.CORRECTED, draft.start, reason, accepted.codes)
        write_change(actor, situation, change, consulted)
        journal_change(actor, situation, WorkEvent.CORRECTED)
    return situation


def _ending_fields(
    situation: WorkSituation, draft: WorkDraft, ending: Ending | None
) -> dict[str, Any]:
    """What the correction does to the end already noted, nothing when there is none."""
    if situation.ended_on is None:
        return {}
    on = situation.ended_on if ending is None else ending.on
    if on is None:
        return {"state": WorkState.ONGOING, "ended_on": None, "end_reason": ""}
    if on < draft.start:
        raise Refusal("Le premier jour vient après la fin notée.", "Vérifiez les dates.", "start")
    if on > clock.today():
        raise Refusal("Une fin se note le jour venu.", "Vérifiez la date.", "ended_on")
    return {"ended_on": on}


def ask_the_law(
    actor: Actor,
    access: RecordAccess,
    facts: WorkFacts,
    accepted: Acceptance,
    *,
    besides: UUID | None = None,
) -> Consulted:
    """The answer to keep; a block refuses, a warning waits for a tick and a reason."""
    try:
        consulted = reader_of(actor, access).consult(facts, besides=besides)
    except NotADocument as mistake:
        first = mistake.mistakes[0]
        raise Refusal(
            f"Une précision ne convient pas. Attendu : {first.expected}.",
            "Corrigez-la.",
            field=first.path,
        ) from None
    blocks = consulted.answer.of(Severity.BLOCK)
    if blocks:
        raise Refusal(blocks[0].message, blocks[0].remedy)
    left = warnings_left(consulted.answer.findings, accepted.codes)
    if left:
        raise Refusal(left[0].message, "Cochez que vous l’avez lu, et dites pourquoi.", "accepted")
    said = {warning_code(f) for f in consulted.answer.of(Severity.WARN)}
    if said & accepted.codes and not accepted.reason.strip():
        raise Refusal(
            "Un avertissement se prend en compte avec une raison.", "Écrivez-la.", "accept_reason"
        )
    return consulted


def checked_fields(draft: WorkDraft) -> dict[str, Any]:
    """Columns of a situation from what was typed, or a refusal beside its field."""
    refuse_nir_in(
        employer_name=draft.employer.name,
        host_name=draft.host.name,
        prescriber_name=draft.prescriber.name,
        job=draft.job,
        objective=draft.objective,
        activity=draft.activity,
        **{path: value for path, value in draft.details.items() if isinstance(value, str)},
    )
    if draft.kind not in work_kinds():
        raise Refusal("Cette forme de travail n’est pas dans le recueil.", "Choisissez-la.", "kind")
    if draft.end is not None and draft.end < draft.start:
        raise Refusal("Le dernier jour vient avant le premier.", "Vérifiez les dates.", "end")
    hours = draft.weekly_hours
    if hours is not None and not 0 <= hours <= HOURS_IN_A_WEEK:
        raise Refusal("Une semaine compte 168 heures.", "Vérifiez les heures.", "weekly_hours")
    fields: dict[str, Any] = {
        "kind": draft.kind,
        "start": draft.start,
        "end": draft.end,
        "weekly_hours": None if hours is None else hours.quantize(Decimal("0.01")),
        "job": draft.job.strip(),
        "objective": draft.objective.strip(),
        "activity": draft.activity.strip(),
        "supervised": draft.supervised,
        "demand": draft.demand,
        "clause_work": draft.clause_work,
        "details": dict(draft.details),
    }
    for role in _PLACES:
        fields.update(_place_fields(role, getattr(draft, role)))
    return fields


def _place_fields(role: str, place: PlaceDraft) -> dict[str, Any]:
    if place.organisation_id is None:
        return {
            f"{role}_id": None,
            f"{role}_name": place.name.strip(),
            f"{role}_kind": place.kind,
        }
    known = Organisation.objects.filter(pk=place.organisation_id).first()
    if known is None:
        raise Refusal("Ce lieu n’est pas dans l’annuaire.", "Écrivez son nom.", role)
    return {f"{role}_id": known.id, f"{role}_name": "", f"{role}_kind": known.kind}


def facts_from(draft: WorkDraft, fields: Mapping[str, Any]) -> WorkFacts:
    """What was typed, as the law reads it."""
    places = {
        role: place_of(
            Organisation.objects.filter(pk=fields[f"{role}_id"]).first()
            if fields[f"{role}_id"]
            else None,
            fields[f"{role}_name"],
            fields[f"{role}_kind"],
        )
        for role in _PLACES
    }
    return WorkFacts(
        kind=draft.kind,
        start=draft.start,
        end=draft.end,
        weekly_hours=draft.weekly_hours,
        renewals=fields["renewals"],
        details=draft.details,
        **places,
    )


def draft_facts(draft: WorkDraft, renewals: int) -> WorkFacts:
    """The same for a page that only asks; refuses what could not be written."""
    return facts_from(draft, {**checked_fields(draft), "renewals": renewals})


def require_event(situation: WorkSituation, event: WorkEvent) -> None:
    if not may_happen(WorkState(situation.state), event):
        raise Conflict(
            f"Cette situation est « {situation.get_state_display()} ».",
            "Rechargez la page pour voir ce qui est possible maintenant.",
        )


def require_reason(reason: str) -> None:
    refuse_nir_in(reason=reason)
    if not reason.strip():
        raise Refusal("Il manque la raison.", "Écrivez-la en quelques mots.", "reason")


def journal_change(actor: Actor, situation: WorkSituation, event: WorkEvent) -> None:
    record(
        WORK_CHANGED,
        actor=actor,
        person_id=situation.person_id,
        volets=[Volet.PATH],
        details={"work": str(situation.id), "event": event.value},
    )
