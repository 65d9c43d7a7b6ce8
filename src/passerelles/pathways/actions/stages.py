"""Stages: added, changed, moved, replayed; none is ever imposed and none expires."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import F

from passerelles.journal.actions import record
from passerelles.journal.catalogue import Event
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Conflict, Hidden, Refusal
from passerelles.organisations.models import Organisation
from passerelles.pathways.actions.authorship import (
    refuse_nir_in,
    signature_to_follower,
    visible_entry,
)
from passerelles.pathways.events import STAGE_ADDED, STAGE_CHANGED, STAGE_MOVED
from passerelles.pathways.models import Path, Stage
from passerelles.pathways.policy import require_own, steers
from passerelles.pathways.rules.stages import (
    STATE_LABELS,
    PathState,
    StageKind,
    StageState,
    may_move,
)
from passerelles.sharing.policy import require_write
from passerelles.sharing.rules.volets import Volet


@dataclass(frozen=True, slots=True)
class StageDraft:
    """What is typed about a stage; dates and place are optional."""

    kind: StageKind
    title: str
    state: StageState = StageState.PLANNED
    place_id: UUID | None = None
    target_on: date | None = None
    started_on: date | None = None
    ended_on: date | None = None
    description: str = ""
    result: str = ""


def add_stage(
    *,
    actor: Actor,
    person_id: UUID,
    path_id: UUID,
    draft: StageDraft,
    replay_of_id: UUID | None = None,
) -> Stage:
    """Add a stage, beside others if need be; ``replay_of_id`` is the one lived again."""
    with transaction.atomic():
        require_write(actor, person_id, Volet.PATH)
        path = visible_entry(actor, Path, person_id, path_id)
        if path.state == PathState.CLOSED:
            raise Refusal(
                "Ce parcours est terminé.", "Reprenez-le d’abord : cela se fait en un bouton."
            )
        if replay_of_id is not None:
            visible_entry(actor, Stage, person_id, replay_of_id)
        stage: Stage = Stage.unscoped.create(
            person_id=person_id,
            path=path,
            volet=Volet.PATH,
            replay_of_id=replay_of_id,
            **_checked_fields(draft),
            **signature_to_follower(actor, person_id),
        )
        _journal(STAGE_ADDED, actor, stage, kind=stage.kind)
    return stage


def change_stage(
    *, actor: Actor, person_id: UUID, stage_id: UUID, version: int, draft: StageDraft
) -> Stage:
    """Change the words and dates of a stage one's organisation wrote; its state moves apart."""
    with transaction.atomic():
        require_write(actor, person_id, Volet.PATH)
        stage = visible_entry(actor, Stage, person_id, stage_id)
        require_own(actor, stage)
        fields = _checked_fields(draft)
        fields.pop("state")
        _update(stage, version, **fields)
        _journal(STAGE_CHANGED, actor, stage)
    stage.refresh_from_db()
    return stage


def move_stage(
    *,
    actor: Actor,
    person_id: UUID,
    stage_id: UUID,
    version: int,
    target: StageState,
    on: date | None = None,
    result: str = "",
) -> Stage:
    """Start, finish, stop or skip a stage on a day; by its writer or whoever steers the path."""
    with transaction.atomic():
        require_write(actor, person_id, Volet.PATH)
        stage = visible_entry(actor, Stage, person_id, stage_id)
        if stage.organisation_id != actor.organisation_id and not steers(actor, stage.path):
            raise Hidden("neither written nor steered by this organisation")
        refuse_nir_in(result=result)
        state = StageState(stage.state)
        if not may_move(state, target):
            raise Refusal(
                f"Cette étape est « {STATE_LABELS[state]} » : elle ne peut pas devenir "
                f"« {STATE_LABELS[target]} ».",
                "Une étape finie se rejoue : ajoutez-la de nouveau.",
            )
        _update(stage, version, **_moved_fields(stage, target, on or clock.today(), result))
        _journal(STAGE_MOVED, actor, stage, state=target.value)
    stage.refresh_from_db()
    return stage


def _moved_fields(stage: Stage, target: StageState, on: date, result: str) -> dict[str, object]:
    fields: dict[str, object] = {"state": target.value}
    if result:
        fields["result"] = result
    if target is StageState.ONGOING:
        fields["started_on"] = on
    elif target in {StageState.DONE, StageState.STOPPED}:
        if stage.started_on is not None and on < stage.started_on:
            raise Refusal(
                "La fin de l’étape précède son début.",
                "Vérifiez la date.",
                field="on",
            )
        fields["ended_on"] = on
    return fields


def _checked_fields(draft: StageDraft) -> dict[str, object]:
    refuse_nir_in(title=draft.title, description=draft.description, result=draft.result)
    if draft.started_on and draft.ended_on and draft.ended_on < draft.started_on:
        raise Refusal(
            "La fin de l’étape précède son début.", "Vérifiez les deux dates.", field="ended_on"
        )
    if draft.place_id is not None and not _known_place(draft.place_id):
        raise Refusal(
            "Ce lieu n’est pas dans l’annuaire.",
            "Laissez le lieu vide et écrivez-le dans la description.",
            field="place",
        )
    return {
        "kind": draft.kind.value,
        "title": draft.title,
        "state": draft.state.value,
        "place_id": draft.place_id,
        "target_on": draft.target_on,
        "started_on": draft.started_on,
        "ended_on": draft.ended_on,
        "description": draft.description,
        "result": draft.result,
    }


def _known_place(place_id: UUID) -> bool:
    return Organisation.objects.filter(pk=place_id).exists()


def _update(stage: Stage, version: int, **fields: object) -> None:
    changed = Stage.unscoped.filter(pk=stage.pk, version=version).update(
        version=F("version") + 1, **fields
    )
    if changed != 1:
        raise Conflict("Quelqu’un a modifié cette étape pendant que vous écriviez.")


def _journal(event: Event, actor: Actor, stage: Stage, **details: str) -> None:
    record(
        event,
        actor=actor,
        person_id=stage.person_id,
        volets=[Volet.PATH],
        details={"stage": str(stage.id), **details},
    )
