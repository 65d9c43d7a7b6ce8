"""The way back: one step, any time later; it is neither a failure nor an interruption."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from passerelles.journal.actions import record
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Conflict, Hidden, Refusal
from passerelles.pathways.actions.authorship import signature, visible_entry
from passerelles.pathways.actions.contacts import set_planned_aside
from passerelles.pathways.actions.leaving import end_work
from passerelles.pathways.actions.stages import StageDraft, add_stage
from passerelles.pathways.actions.work import require_reason
from passerelles.pathways.actions.work_history import Change, write_change
from passerelles.pathways.actions.work_life import as_it_stands
from passerelles.pathways.actions.work_stage import begin_stage
from passerelles.pathways.events import RETURN_EXERCISED, WORK_OPENED
from passerelles.pathways.models import Path, ReturnRight, WorkSituation
from passerelles.pathways.rules.returns import ReturnWay
from passerelles.pathways.rules.stages import PathState, StageKind, StageState
from passerelles.pathways.rules.work import EndReason, WorkEvent, WorkState
from passerelles.pathways.work_policy import may_change, may_exercise_return, require_professional
from passerelles.sharing.policy import RecordAccess, require_write
from passerelles.sharing.rules.volets import Volet
from passerelles.sharing.visibility import entries_visible

ESAT_CONTRACT = "cat"


@dataclass(frozen=True, slots=True)
class ReturnDraft:
    """``also_ends``: jobs still going on that end with the return."""

    on: date
    reason: str
    also_ends: tuple[UUID, ...] = ()


def exercise_return(
    *, actor: Actor, person_id: UUID, right_id: UUID, version: int, draft: ReturnDraft
) -> ReturnRight:
    """Back in the ESAT that was left, on a day, with a reason.

    What the law limits never stops it here: it is said on the page, with what to do.  From an IME
    there is no ESAT to come back to: the request for an orientation becomes a stage to prepare.
    """
    require_professional(actor)
    with transaction.atomic():
        access = require_write(actor, person_id, Volet.PATH)
        right = visible_entry(actor, ReturnRight, person_id, right_id)
        if not may_exercise_return(actor, right):
            raise Hidden("neither the place to come back to, nor who wrote the exit or steers")
        require_reason(draft.reason)
        _check_days(right, draft.on)
        _take(right, version, draft)
        for situation_id in draft.also_ends:
            _end_job(actor, person_id, situation_id, draft)
        # Whoever only asks for an orientation may still be in the job: it is then followed.
        if right.way == ReturnWay.REINSTATEMENT or draft.also_ends:
            why = f"Retour le {draft.on:%d/%m/%Y} : {draft.reason.strip()}"
            set_planned_aside(actor, right.opened_by, why[:500])
        path = _path_of(actor, person_id)
        if right.way == ReturnWay.REINSTATEMENT:
            back = _reinstate(actor, access, right, path, draft)
            ReturnRight.unscoped.filter(pk=right.pk).update(reinstated=back)
        elif path is not None:
            _request_orientation(actor, person_id, path, draft)
        right.refresh_from_db()
        record(
            RETURN_EXERCISED,
            actor=actor,
            person_id=person_id,
            volets=[Volet.PATH],
            details={"right": str(right.id), "work": str(right.reinstated_id or "")},
        )
    return right


def _check_days(right: ReturnRight, on: date) -> None:
    if on < right.opened_on:
        raise Refusal("Le retour vient avant la sortie.", "Vérifiez la date.", "on")


def _take(right: ReturnRight, version: int, draft: ReturnDraft) -> None:
    taken = ReturnRight.unscoped.filter(pk=right.pk, version=version, exercised_on=None).update(
        version=F("version") + 1, exercised_on=draft.on, reason=draft.reason.strip()
    )
    if taken != 1:
        raise Conflict("Quelqu’un a déjà noté ce retour pendant que vous écriviez.")


def _end_job(actor: Actor, person_id: UUID, situation_id: UUID, draft: ReturnDraft) -> None:
    situation = visible_entry(actor, WorkSituation, person_id, situation_id)
    if not may_change(actor, situation):
        raise Refusal(
            "Une autre structure tient ce contrat.", "Demandez-lui d’en noter la fin.", "also_ends"
        )
    end_work(
        actor=actor,
        person_id=person_id,
        situation_id=situation.id,
        version=situation.version,
        on=min(draft.on, clock.today()),
        why=EndReason.NEXT_STEP,
        reason=draft.reason,
    )


def _path_of(actor: Actor, person_id: UUID) -> Path | None:
    """The latest path going on that the actor may read: the return is one more of its stages.

    One kept from them neither stops the return nor shows that it exists.
    """
    rows = Path.unscoped.filter(
        entries_visible(actor, clock.now()), person_id=person_id, state=PathState.ACTIVE
    )
    found: Path | None = rows.order_by("-started_on").first()
    return found


def _reinstate(
    actor: Actor,
    access: RecordAccess,
    right: ReturnRight,
    path: Path | None,
    draft: ReturnDraft,
) -> WorkSituation:
    """A new contract at the ESAT, with the job and the hours of the one that was left."""
    before = right.opened_by.situation
    back: WorkSituation = WorkSituation.unscoped.create(
        person_id=right.person_id,
        volet=Volet.PATH,
        path=path,
        kind=ESAT_CONTRACT,
        employer=right.origin,
        employer_name=right.origin_name,
        employer_kind="esat",
        start=draft.on,
        **_as_before(before),
        **signature(actor),
    )
    if path is not None:
        back.stage = begin_stage(actor, back, None)
        back.save(update_fields=["stage"])
    change = Change(WorkEvent.OPENED, draft.on, draft.reason)
    write_change(actor, back, change, as_it_stands(actor, access, back))
    record(
        WORK_OPENED,
        actor=actor,
        person_id=right.person_id,
        volets=[Volet.PATH],
        details={"work": str(back.id), "kind": back.kind},
    )
    return back


def _as_before(before: WorkSituation | None) -> dict[str, Any]:
    if before is None or before.kind != ESAT_CONTRACT or before.state == WorkState.CANCELLED:
        return {}
    kept = {k: v for k, v in before.details.items() if k == "act.support_hours"}
    return {"weekly_hours": before.weekly_hours, "job": before.job, "details": kept}


def _request_orientation(actor: Actor, person_id: UUID, path: Path, draft: ReturnDraft) -> None:
    add_stage(
        actor=actor,
        person_id=person_id,
        path_id=path.id,
        draft=StageDraft(
            kind=StageKind.PROCEDURE,
            title="Demande d’orientation en ESAT à la MDPH",
            state=StageState.PLANNED,
            target_on=draft.on,
            description=draft.reason,
        ),
    )
