"""Write a plan in three parts or a progressive timetable; the former version stays readable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from passerelles.journal.actions import record
from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Conflict, Refusal
from passerelles.pathways.actions.authorship import refuse_nir_in, signature, visible_entry
from passerelles.pathways.models import WorkSituation
from passerelles.people.models import Person
from passerelles.sharing.policy import require_write
from passerelles.sharing.rules.volets import Volet
from passerelles.support.events import PLAN_WRITTEN, TIMETABLE_WRITTEN
from passerelles.support.models import ThreePartPlan, TimetableStep, WorkTimetable
from passerelles.support.rules.plans import (
    PART_LABELS,
    PartSaid,
    PlanGoal,
    PlanPart,
    PlanState,
    parts_missing,
)
from passerelles.support.rules.timetables import Step, closed_steps, step_fault

CHANGED = "Un collègue vient d’écrire une autre version."
READ_AGAIN = "Relisez-la, puis reprenez."


@dataclass(frozen=True, slots=True)
class PlanDraft:
    goal: PlanGoal
    parts: Mapping[PlanPart, PartSaid]
    start: date
    review_on: date | None = None
    goal_words: str = ""


@dataclass(frozen=True, slots=True)
class TimetableDraft:
    steps: tuple[Step, ...]
    last_day: date | None = None
    situation_id: UUID | None = None
    words: str = ""


def write_plan(
    *, actor: Actor, person_id: UUID, draft: PlanDraft, replaces: UUID | None = None
) -> ThreePartPlan:
    """A new version; ``replaces`` is the one that was read, and must still be the latest."""
    with transaction.atomic():
        require_write(actor, person_id, Volet.PATH)
        _check_plan(draft)
        before = _former(ThreePartPlan, actor, person_id, replaces)
        plan: ThreePartPlan = ThreePartPlan.unscoped.create(
            person_id=person_id,
            volet=Volet.PATH,
            number=before.number + 1 if before else 1,
            replaces=before,
            goal=draft.goal,
            goal_words=draft.goal_words.strip(),
            start=draft.start,
            review_on=draft.review_on,
            **{part.value: draft.parts[part].planned.strip() for part in PlanPart},
            **{f"{part.value}_why": _why(draft.parts[part]) for part in PlanPart},
            **signature(actor),
        )
        record(
            PLAN_WRITTEN,
            actor=actor,
            person_id=person_id,
            volets=[Volet.PATH],
            details={"plan": str(plan.id), "number": plan.number},
        )
    return plan


def write_timetable(
    *, actor: Actor, person_id: UUID, draft: TimetableDraft, replaces: UUID | None = None
) -> WorkTimetable:
    with transaction.atomic():
        require_write(actor, person_id, Volet.PATH)
        refuse_nir_in(words=draft.words, **{f"times_{n}": s.times for n, s in _numbered(draft)})
        steps = closed_steps(draft.steps, draft.last_day) if draft.steps else ()
        if fault := step_fault(steps):
            raise Refusal(fault.message, fault.remedy, field=f"start_{fault.place}")
        situation = None
        if draft.situation_id is not None:
            situation = visible_entry(actor, WorkSituation, person_id, draft.situation_id)
        before = _former(WorkTimetable, actor, person_id, replaces)
        timetable: WorkTimetable = WorkTimetable.unscoped.create(
            person_id=person_id,
            volet=Volet.PATH,
            number=before.number + 1 if before else 1,
            replaces=before,
            situation=situation,
            words=draft.words.strip(),
            **signature(actor),
        )
        TimetableStep.objects.bulk_create(
            TimetableStep(
                timetable=timetable,
                start=step.start,
                end=step.end,
                weekly_hours=step.weekly_hours,
                days=[day.value for day in step.days],
                times=step.times.strip(),
            )
            for step in steps
        )
        record(
            TIMETABLE_WRITTEN,
            actor=actor,
            person_id=person_id,
            volets=[Volet.PATH],
            details={"timetable": str(timetable.id), "number": timetable.number},
        )
    return timetable


def _numbered(draft: TimetableDraft) -> list[tuple[int, Step]]:
    return list(enumerate(draft.steps, start=1))


def _why(said: PartSaid) -> str:
    """A reason for an empty part is of no use beside what is planned."""
    return said.why_empty.strip() if said.empty else ""


def _check_plan(draft: PlanDraft) -> None:
    for part in PlanPart:
        said = draft.parts.get(part, PartSaid())
        refuse_nir_in(**{part.value: said.planned, f"{part.value}_why": said.why_empty})
    refuse_nir_in(goal_words=draft.goal_words)
    if missing := parts_missing(draft.parts):
        raise Refusal(
            f"La partie « {PART_LABELS[missing[0]]} » est vide.",
            "Écrivez ce qui est prévu, ou dites pourquoi rien ne l’est.",
            field=missing[0].value,
        )
    if draft.review_on is not None and draft.review_on < draft.start:
        raise Refusal("La revue vient avant le début.", "Corrigez une date.", field="review_on")


def _former(model: Any, actor: Actor, person_id: UUID, replaces: UUID | None) -> Any:
    """The version in force of the actor's organisation, replaced; somebody wrote since: conflict."""
    Person.unscoped.select_for_update().only("pk").get(pk=person_id)
    in_force = model.unscoped.filter(
        person_id=person_id,
        organisation_id=signature(actor)["organisation_id"],
        state=PlanState.ACTIVE,
    )
    now = in_force.order_by("-recorded_at").first()
    if (now.pk if now else None) != replaces:
        raise Conflict(CHANGED, READ_AGAIN)
    # Two records joined may each have brought one: both are replaced.
    in_force.update(state=PlanState.REPLACED)
    return now
