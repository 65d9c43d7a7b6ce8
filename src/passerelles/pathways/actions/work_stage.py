"""One thing entered once: the stage of the path follows the work situation."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from passerelles.kernel import clock
from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Hidden
from passerelles.pathways.actions.stages import StageDraft, add_stage, move_stage
from passerelles.pathways.models import Stage, WorkSituation
from passerelles.pathways.rules.stages import PathState, StageState, may_move
from passerelles.pathways.rules.work import asks_host, stage_kind

LONGEST_TITLE = 160


def begin_stage(actor: Actor, situation: WorkSituation, stage: Stage | None) -> Stage | None:
    """The stage that was chosen begins; without one, a stage is added to the path going on."""
    today = clock.today()
    state = StageState.ONGOING if situation.start <= today else StageState.PLANNED
    if stage is not None:
        if state is StageState.ONGOING:
            _move(actor, stage, state, situation.start)
        return stage
    path = situation.path
    if path is None or path.state == PathState.CLOSED:
        return None
    return add_stage(
        actor=actor,
        person_id=situation.person_id,
        path_id=path.id,
        draft=StageDraft(
            kind=stage_kind(situation.law_kind),
            title=_title(situation),
            state=state,
            place_id=_place(situation),
            target_on=situation.start if state is StageState.PLANNED else None,
            started_on=situation.start if state is StageState.ONGOING else None,
        ),
    )


def _place(situation: WorkSituation) -> UUID | None:
    """Where the person works: the host's when somebody lends them, the employer's otherwise."""
    place: UUID | None = (
        situation.host_id if asks_host(situation.law_kind) else situation.employer_id
    )
    return place


def _title(situation: WorkSituation) -> str:
    """A place of the directory is shown beside the title; one that is only a name, in it."""
    label = situation.called.label
    if _place(situation):
        return label
    hosted = asks_host(situation.law_kind)
    name = situation.host_name if hosted else situation.employer_name
    return f"{label} — {name}"[:LONGEST_TITLE] if name else label


def finish_stage(actor: Actor, situation: WorkSituation, on: date, *, stopped: bool) -> None:
    """The stage ends with the situation, unless another one still stands on it."""
    stage = situation.stage
    if stage is None:
        return
    still = WorkSituation.unscoped.filter(stage=stage, ended_on=None).exclude(pk=situation.pk)
    if not still.exists():
        _move(actor, stage, StageState.STOPPED if stopped else StageState.DONE, on)


def _move(actor: Actor, stage: Stage, target: StageState, on: date) -> None:
    stage.refresh_from_db()
    if not may_move(StageState(stage.state), target):
        return
    if stage.started_on is not None and target is not StageState.ONGOING and on < stage.started_on:
        return
    try:
        move_stage(
            actor=actor,
            person_id=stage.person_id,
            stage_id=stage.id,
            version=stage.version,
            target=target,
            on=on,
        )
    except Hidden:
        return  # the stage is another organisation's: its words and state stay theirs
